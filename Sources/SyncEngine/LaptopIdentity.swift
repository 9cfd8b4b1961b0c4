public import SyncModel
public import SyncWire

/// Who this laptop is to its server.
public struct LaptopIdentity: Sendable {
    /// This replica.
    public var replica: ReplicaID
    /// The key that signs its envelopes.
    public var signingKey: SigningKey
    /// The server's Ed25519 public key, pinned at enrolment; 32 bytes.
    public var serverKey: [UInt8]

    /// Makes an identity.
    public init(replica: ReplicaID, signingKey: SigningKey, serverKey: [UInt8]) {
        self.replica = replica
        self.signingKey = signingKey
        self.serverKey = serverKey
    }
}
