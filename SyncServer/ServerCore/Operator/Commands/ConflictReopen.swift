public import Casework
internal import SyncStore

/// Makes the candidates of a closed conflict live again beside the present value.
public struct ConflictReopen: OperatorCommand {
    /// The words of the command line.
    public static let name = "conflict reopen"

    /// The conflict's id.
    public var id: String
    /// Why.
    public var reason: String

    /// Makes the command.
    public init(id: String, reason: String) {
        self.id = id
        self.reason = reason
    }

    /// Does what ``OperatorCommand/run(at:)`` promises.
    ///
    /// - Parameter desk: The server and who acts.
    /// - Returns: The document that `--json` prints.
    /// - Throws: ``OperatorError``; nothing was written then, unless its code says otherwise.
    public func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue {
        try desk.require(.admin, .coordinator)
        let reason = try desk.reason(reason)
        let conflict = try desk.conflict(id)
        let reopened = try desk.stored(missing: .unknownConflict) { () throws(StoreError) in
            try desk.store.reopen(conflict.id, by: desk.actor, reason: reason)
        }
        return JSONValue(reopened, by: desk.store.schema)
    }
}
