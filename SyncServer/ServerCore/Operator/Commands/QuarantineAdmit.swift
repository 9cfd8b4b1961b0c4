public import Casework
internal import SyncModel
internal import SyncStore

/// Gives a change kept aside to the merge; its author gets a second receipt.
public struct QuarantineAdmit: OperatorCommand {
    /// The words of the command line.
    public static let name = "quarantine admit"

    /// The id in the list.
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
        let number = try desk.number(id, orElse: .unknownQuarantine)
        let receipt = try desk.stored(missing: .unknownQuarantine) { () throws(StoreError) in
            try desk.store.admit(quarantined: number, by: desk.actor)
        }
        return .object([
            "id": .string(id), "status": .string(receipt.status.rawValue),
            "dot": .string(receipt.dot.description),
        ])
    }
}
