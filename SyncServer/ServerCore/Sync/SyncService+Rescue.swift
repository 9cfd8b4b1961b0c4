internal import SyncModel
internal import SyncStore
internal import SyncWire

extension SyncService {
    /// Takes in an envelope that a laptop sealed into a file, out of its damaged store.
    ///
    /// It is taken like a push where it fits what is here of the device's chain. Where it does not, or where the device
    /// may not deliver any more, it is kept aside whole: what is here already is answered as a duplicate, and a person
    /// decides about the rest. Nothing of it is refused for being late, and taking it twice adds nothing.
    ///
    /// - Parameter sealed: The bytes, from a file.
    /// - Returns: The device, and one receipt a change.
    /// - Throws: ``WireError`` when it was not sealed for this server or is damaged, ``Refusal`` `unknownDevice`,
    ///   `damaged` or `chain`, or a ``StoreError``; nothing was written then.
    func takeRescued(_ sealed: [UInt8]) throws -> (device: ReplicaID, receipts: [Receipt]) {
        let envelope = try identity.sealingKey.open(sealed).open()
        guard let device = try store.device(envelope.sender) else { throw Refusal(.unknownDevice) }
        guard envelope.isSigned(by: device.signingKey) else {
            throw Refusal(.damaged, detail: "signature")
        }
        guard case .push(var push) = try envelope.request(),
            let incarnation = push.saves.first?.changes.first?.dot.incarnation,
            let user = try store.user(named: device.user)
        else { throw Refusal(.damaged, detail: "not a push") }
        // On the way the clock could not be measured: the last known distance serves.
        push.clockOffsetMilliseconds = device.clockOffsetMilliseconds
        let mayDeliver = device.state != .revoked && user.isEnabled
        if mayDeliver {
            do {
                return (device.replica, try accept(push, of: device, user: user).receipts)
            } catch let refusal as Refusal where refusal.code == .chain {
                log.info("rescue does not fit", metadata: ["device": "\(device.replica)"])
            }
        }
        let context = DeviceContext(
            replica: device.replica,
            incarnation: incarnation,
            user: user.name,
            role: user.role,
            clockOffsetMilliseconds: push.clockOffsetMilliseconds
        )
        let reason: QuarantineReason = mayDeliver ? .rescued : .revoked
        return (
            device.replica,
            try store.keepAside(push.saves, from: context, reason: reason.rawValue)
        )
    }
}
