public import Casework
internal import SyncStore

/// Shows all that was ever written in a field, oldest first.
public struct HistoryShow: OperatorCommand {
    /// The words of the command line.
    public static let name = "history"

    /// The case.
    public var caseName: String
    /// `FIELD`, or `KIND/KEY:FIELD`.
    public var field: String

    /// Makes the command.
    public init(caseName: String, field: String) {
        self.caseName = caseName
        self.field = field
    }

    private enum CodingKeys: String, CodingKey {
        case caseName = "case"
        case field
    }

    /// Does what ``OperatorCommand/run(at:)`` promises.
    ///
    /// - Parameter desk: The server and who acts.
    /// - Returns: The document that `--json` prints.
    /// - Throws: ``OperatorError``; nothing was written then, unless its code says otherwise.
    public func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue {
        try desk.require(.admin, .coordinator)
        let found = try desk.findCase(caseName)
        let place = try desk.address(field)
        let entries = try desk.stored(missing: .unknownRecord) { () throws(StoreError) in
            try desk.store.history(found.id, record: place.record, field: place.field)
        }
        return .array(
            entries.map {
                JSONValue($0, of: place.field, in: place.record.kind, by: desk.store.schema)
            }
        )
    }
}
