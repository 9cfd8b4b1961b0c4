public import SyncModel

/// A user of the server.
public struct User: Hashable, Sendable {
    /// The name, unique by bytes.
    public var name: String
    /// The role.
    public var role: Role
    /// Whether the user may sync; false after `user disable`.
    public var isEnabled: Bool

    /// Makes a user.
    public init(name: String, role: Role, isEnabled: Bool) {
        self.name = name
        self.role = role
        self.isEnabled = isEnabled
    }
}

/// A device of a user.
public struct Device: Hashable, Sendable {
    /// Where it stands.
    ///
    /// Raw values are those of `--json`.
    public enum State: String, Hashable, Sendable {
        case enrolled
        /// Two copies of it were found at work: it may deliver, and must enrol again.
        case cloned
        case revoked
    }

    /// The device.
    public var replica: ReplicaID
    /// Its incarnation now.
    public var incarnation: IncarnationID
    /// The user.
    public var user: String
    /// The name for people.
    public var name: String
    /// The Ed25519 public key, 32 bytes.
    public var signingKey: [UInt8]
    /// The X25519 public key, 32 bytes.
    public var sealingKey: [UInt8]
    /// When it was last heard of; `nil` before the first sync.
    public var lastContact: Instant?
    /// The number of its last change that the server has.
    public var acceptedSeq: UInt64
    /// Where it stands.
    public var state: State
    /// Server's clock minus the device's, as last measured; `nil` when never.
    public var clockOffsetMilliseconds: Int64?

    /// Makes a device.
    public init(
        replica: ReplicaID,
        incarnation: IncarnationID,
        user: String,
        name: String,
        signingKey: [UInt8],
        sealingKey: [UInt8],
        lastContact: Instant? = nil,
        acceptedSeq: UInt64 = 0,
        state: State = .enrolled,
        clockOffsetMilliseconds: Int64? = nil
    ) {
        self.replica = replica
        self.incarnation = incarnation
        self.user = user
        self.name = name
        self.signingKey = signingKey
        self.sealingKey = sealingKey
        self.lastContact = lastContact
        self.acceptedSeq = acceptedSeq
        self.state = state
        self.clockOffsetMilliseconds = clockOffsetMilliseconds
    }
}

/// A one-time code, kept as its hash.
public struct Invitation: Hashable, Sendable {
    /// SHA-256 of the code, 32 bytes.
    public var codeHash: [UInt8]
    /// The user whom it admits a device for.
    public var user: String
    /// When it ends.
    public var expires: Instant

    /// Makes an invitation.
    public init(codeHash: [UInt8], user: String, expires: Instant) {
        self.codeHash = codeHash
        self.user = user
        self.expires = expires
    }
}
