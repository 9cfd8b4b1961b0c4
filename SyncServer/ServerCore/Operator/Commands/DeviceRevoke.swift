public import Casework
internal import SyncModel
internal import SyncStore

/// Ends a device's access for good; what it delivered stays.
public struct DeviceRevoke: OperatorCommand {
    /// The words of the command line.
    public static let name = "device revoke"

    /// The device's id.
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
        try desk.require(.admin)
        _ = try desk.reason(reason)
        guard let replica = ReplicaID(id),
            var device = try desk.stored({ () throws(StoreError) in
                try desk.store.device(replica)
            })
        else { throw OperatorError(.unknownDevice, id) }
        device.state = .revoked
        let revoked = device
        try desk.stored { () throws(StoreError) in try desk.store.put(revoked) }
        desk.log.info("revoked", metadata: ["device": "\(replica)"])
        return .object([
            "id": .string(replica.description), "state": .string(revoked.state.rawValue),
        ])
    }
}
