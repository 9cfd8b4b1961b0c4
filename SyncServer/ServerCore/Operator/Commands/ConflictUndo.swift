public import Casework
internal import SyncStore

/// Takes back what a batch decided, where nobody decided or edited since.
public struct ConflictUndo: OperatorCommand {
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

    public func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue {
        try desk.require(.admin, .coordinator)
        let reason = try desk.reason(reason)
        let reopened = try desk.stored(missing: .unknownBatch) { () throws(StoreError) in
            try desk.store.undo(batch: batch, by: desk.actor, reason: reason)
        }
        return .object(["reopened": .integer(Int64(reopened))])
    }
}
