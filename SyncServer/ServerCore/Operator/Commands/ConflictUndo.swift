public import Casework
internal import SyncStore

/// Takes back what a batch decided, where nobody decided or edited since.
public struct ConflictUndo: OperatorCommand {
    /// The words of the command line.
    public static let name = "conflict undo"

    /// The batch, as the decision named it.
    public var batch: String
    /// Why.
    public var reason: String

    /// Makes the command.
    public init(batch: String, reason: String) {
        self.batch = batch
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
        let reopened = try desk.stored(missing: .unknownBatch) { () throws(StoreError) in
            try desk.store.undo(batch: batch, by: desk.actor, reason: reason)
        }
        return .object(["reopened": .integer(Int64(reopened))])
    }
}
