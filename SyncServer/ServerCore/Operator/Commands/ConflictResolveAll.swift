public import Casework
internal import SyncModel
internal import SyncStore

/// Decides all open conflicts that hold a candidate of one device, by one rule.
public struct ConflictResolveAll: OperatorCommand {
    /// The words of the command line.
    public static let name = "conflict resolve-all"

    /// The rule; raw values are those of the command line.
    public enum Rule: String, CaseIterable, Hashable, Sendable, Codable {
        /// The latest candidate by order.
        case latest
        /// What is shown.
        case shown
    }

    /// The device's id.
    public var device: String
    /// The rule.
    public var rule: Rule
    /// Why.
    public var reason: String

    /// Makes the command.
    public init(device: String, rule: Rule, reason: String) {
        self.device = device
        self.rule = rule
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
        guard let replica = ReplicaID(device) else { throw OperatorError(.unknownDevice, device) }
        let known = try desk.stored { () throws(StoreError) in try desk.store.device(replica) }
        guard known != nil else { throw OperatorError(.unknownDevice, device) }
        let done = try desk.stored { () throws(StoreError) in
            try desk.store.resolveAll(
                from: replica,
                takeLatest: rule == .latest,
                by: desk.actor,
                reason: reason
            )
        }
        return .object(["resolved": .integer(Int64(done.resolved)), "batch": .string(done.batch)])
    }
}
