import Casework
import Crypto
import SyncEngine
import SyncModel
import SyncWire

/// Who this laptop is: its ids and keys, and since its enrolment its server and user.
///
/// It stands in `identity.json`, outside the database. Ids and keys are written before the first contact, so that
/// an enrolment that was cut off goes on with the same ones.
struct Identity: Equatable {
    /// What an enrolment adds.
    struct Membership: Equatable {
        /// Where the server is.
        var url: String
        /// The server's id.
        var server: ReplicaID
        /// The server's pinned Ed25519 key, 32 bytes.
        var serverKey: [UInt8]
        /// The server's X25519 key, 32 bytes; `nil` when it gave none at the enrolment.
        var sealingKey: [UInt8]?
        /// The user's name.
        var user: String
        /// The user's role, as last heard.
        var role: Role
    }

    /// This replica.
    var replica: ReplicaID
    /// The name space of its changes.
    var incarnation: IncarnationID
    /// The device's name for people.
    var deviceName: String
    /// Signs envelopes; 32 bytes.
    var signingSeed: [UInt8]
    /// Opens what is sealed for this laptop; 32 bytes.
    var sealingSeed: [UInt8]
    /// `nil` until an enrolment is complete.
    var membership: Membership?

    /// A new identity with fresh ids and keys.
    static func generate(deviceName: String) -> Identity {
        Identity(
            replica: ReplicaID(Outside.newIdentifier()),
            incarnation: IncarnationID(Outside.newIdentifier()),
            deviceName: deviceName,
            signingSeed: SigningKey.generate().seed,
            sealingSeed: Array(Curve25519.KeyAgreement.PrivateKey().rawRepresentation),
            membership: nil
        )
    }

    /// The identity of the same laptop as another replica: fresh ids and keys, the same name and server.
    func renewed() -> Identity {
        var fresh = Identity.generate(deviceName: deviceName)
        fresh.membership = membership
        return fresh
    }

    /// The public half of the sealing key; `nil` when the file was altered.
    var sealingKey: [UInt8]? {
        // A key that does not read is reported by the caller as a damaged identity.
        let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: sealingSeed)
        return key.map { Array($0.publicKey.rawRepresentation) }
    }
}

extension Identity {
    /// Reads `identity.json`; `nil` when there is none.
    ///
    /// - Throws: ``CommandFailure`` `disk` when it cannot be read or is damaged.
    static func load(_ folder: DataFolder) throws(CommandFailure) -> Identity? {
        guard let text = try DurableFile.read(folder.identity) else { return nil }
        // What is not JSON is reported the same as JSON that lacks a part.
        guard let json = try? JSONValue(text: text), let identity = Identity(json) else {
            throw CommandFailure(
                .disk,
                .identityDamaged,
                ["path": folder.identity],
                safety: .dataUntouched,
                next: .callHelpDesk
            )
        }
        return identity
    }

    /// Writes `identity.json`, durably.
    func save(_ folder: DataFolder) throws(CommandFailure) {
        try DurableFile.write(json.encoded() + "\n", to: folder.identity, in: folder.path)
    }

    private init?(_ json: JSONValue) {
        guard let replica = json["replica"]?.text.flatMap(ReplicaID.init(_:)),
            let incarnation = json["incarnation"]?.text.flatMap(IncarnationID.init(_:)),
            let deviceName = json["device"]?.text,
            let signing = json["signingKey"]?.text.flatMap(Hexadecimal.bytes), signing.count == 32,
            let sealing = json["sealingKey"]?.text.flatMap(Hexadecimal.bytes), sealing.count == 32
        else { return nil }
        self.init(
            replica: replica,
            incarnation: incarnation,
            deviceName: deviceName,
            signingSeed: signing,
            sealingSeed: sealing,
            membership: nil
        )
        guard let user = json["user"]?.text else { return }
        guard let url = json["server"]?.text,
            let server = json["serverId"]?.text.flatMap(ReplicaID.init(_:)),
            let key = json["serverKey"]?.text.flatMap(Hexadecimal.bytes), key.count == 32,
            let role = json["role"]?.text.flatMap(Role.init(rawValue:))
        else { return nil }
        membership = Membership(
            url: url,
            server: server,
            serverKey: key,
            sealingKey: json["serverSealingKey"]?.text.flatMap(Hexadecimal.bytes),
            user: user,
            role: role
        )
    }

    private var json: JSONValue {
        var members: [String: JSONValue] = [
            "version": .integer(1),
            "replica": .string(replica.description),
            "incarnation": .string(incarnation.description),
            "device": .string(deviceName),
            "signingKey": .string(Hexadecimal.text(signingSeed)),
            "sealingKey": .string(Hexadecimal.text(sealingSeed)),
        ]
        if let membership {
            members["server"] = .string(membership.url)
            members["serverId"] = .string(membership.server.description)
            members["serverKey"] = .string(Hexadecimal.text(membership.serverKey))
            if let key = membership.sealingKey {
                members["serverSealingKey"] = .string(Hexadecimal.text(key))
            }
            members["user"] = .string(membership.user)
            members["role"] = .string(membership.role.rawValue)
        }
        return .object(members)
    }
}
