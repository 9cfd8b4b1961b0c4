public import Casework
internal import SyncModel
internal import SyncStore

/// Refuses a change kept aside, for good; its author gets a second receipt with the reason.
public struct QuarantineRefuse: OperatorCommand {
    /// The words of the command line.
    public static let name = "quarantine refuse"

    /// The id in the list.
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
        let number = try desk.number(id, orElse: .unknownQuarantine)
        try desk.stored(missing: .unknownQuarantine) { () throws(StoreError) in
            try desk.store.refuse(quarantined: number, by: desk.actor, reason: reason)
        }
        return .object([
            "id": .string(id), "status": .string(ReceiptStatus.refused.rawValue),
        ])
    }
}
