import SyncEngine
import SyncModel
import SyncStore
import SyncWire

/// Who asks to be admitted: the ids and keys that stand in the folder, and what they continue.
struct Applicant {
    /// The ids, and whose the folder was before.
    let identity: Identity
    /// Signs the request.
    let signingKey: SigningKey
    /// The public half of the key that opens what is sealed for the laptop.
    let sealingKey: [UInt8]
    /// The incarnation that goes on as another replica's, where two copies of this laptop were found at work.
    let origin: Origin?

    /// Takes the ids and keys that stand in the folder, or makes and writes them.
    ///
    /// Those of a laptop of which two copies were found at work are made anew, once: an enrolment that was cut off goes
    /// on with the same ones.
    static func prepare(_ session: Session, device: String?, hostName: String) throws -> Applicant {
        let folder = session.folder
        try folder.make()
        guard var identity = try Identity.load(folder) else {
            let identity = Identity.generate(deviceName: device ?? hostName)
            try identity.save(folder)
            return try Applicant(identity, origin: nil, session)
        }
        if let device { identity.deviceName = device }
        guard identity.membership != nil, DataFolder.exists(folder.store) else {
            return try Applicant(identity, origin: nil, session)
        }
        let store = try session.withStore { store in
            (
                replica: store.replica, incarnation: store.incarnation,
                head: try store.receiptedHead(), isCloned: try Clones.isFound(in: store)
            )
        }
        guard store.isCloned else {
            identity.incarnation = store.incarnation
            return try Applicant(identity, origin: nil, session)
        }
        if identity.replica == store.replica {
            identity = identity.renewed()
            try identity.save(folder)
        }
        let origin = Origin(
            incarnation: identity.incarnation,
            parent: store.incarnation,
            fork: store.head
        )
        return try Applicant(identity, origin: origin, session)
    }

    private init(_ identity: Identity, origin: Origin?, _ session: Session) throws(CommandFailure) {
        guard let signingKey = SigningKey(seed: identity.signingSeed),
            let sealingKey = identity.sealingKey
        else {
            throw CommandFailure(
                .disk,
                .identityDamaged,
                ["path": session.folder.identity],
                safety: .dataUntouched,
                next: .callHelpDesk
            )
        }
        self.identity = identity
        self.signingKey = signingKey
        self.sealingKey = sealingKey
        self.origin = origin
    }
}
