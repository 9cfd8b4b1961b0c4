public import Casework
internal import SyncStore

/// Shows one conflict.
public struct ConflictShow: OperatorCommand {
    /// The words of the command line.
    public static let name = "conflict show"

    /// The conflict's id.
    public var id: String

    /// Makes the command.
    public init(id: String) { self.id = id }

    /// Does what ``OperatorCommand/run(at:)`` promises.
    ///
    /// - Parameter desk: The server and who acts.
    /// - Returns: The document that `--json` prints.
    /// - Throws: ``OperatorError``; nothing was written then, unless its code says otherwise.
    public func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue {
        try desk.require(.admin, .coordinator)
        return JSONValue(try desk.conflict(id), by: desk.store.schema)
    }
}
