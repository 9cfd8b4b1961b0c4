public import Casework
internal import SyncStore

/// Shows a case as a laptop would.
public struct CaseShow: OperatorCommand {
    /// The words of the command line.
    public static let name = "case show"

    /// The case.
    public var caseName: String

    /// Makes the command.
    public init(caseName: String) { self.caseName = caseName }

    private enum CodingKeys: String, CodingKey {
        case caseName = "case"
    }

    /// Does what ``OperatorCommand/run(at:)`` promises.
    ///
    /// - Parameter desk: The server and who acts.
    /// - Returns: The document that `--json` prints.
    /// - Throws: ``OperatorError``; nothing was written then, unless its code says otherwise.
    public func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue {
        try desk.require(.admin, .coordinator)
        let found = try desk.findCase(caseName)
        let file = try desk.stored { () throws(StoreError) in try desk.store.caseFile(found.id) }
        guard let file else { throw OperatorError(.unknownCase, caseName) }
        return JSONValue(file, by: desk.store.schema)
    }
}
