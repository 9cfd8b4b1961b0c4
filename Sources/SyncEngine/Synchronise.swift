public import SyncModel
public import SyncStore
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

/// What a sync did.
public struct SyncReport: Hashable, Sendable {
    /// Changes delivered, void ones left out.
    public var pushed = 0
    /// Units changed here by others.
    public var pulled = 0
    /// The receipts of this sync, second ones included.
    public var receipts: [Receipt] = []
    /// Where this sync left the feed.
    public var cursor = ""
    /// The server's epoch.
    public var epoch: UInt32 = 0
    /// The hash of what this laptop now holds.
    public var stateHash = StateHash.empty
    /// Whether the server's hash of the same scope differs: an alarm.
    public var hasDiverged = false
    /// Server's clock minus laptop's; `nil` when not measured.
    public var clockOffsetMilliseconds: Int64?
    /// The user's role now.
    public var role: Role?

    /// An empty report.
    public init() {}
}

/// Why a sync ended early; what was done before stays done.
public enum SyncFailure: Error, Sendable {
    /// The transport failed.
    case transport(TransportError)
    /// The answer could not be read, or is not signed by the pinned server.
    case wire(WireError)
    /// The server refused.
    case refused(Refusal)
    /// This laptop's store failed.
    case store(StoreError)
}

/// How far a sync is, for a progress line.
public enum SyncProgress: Hashable, Sendable {
    case greeting
    case pushing(done: Int, total: Int)
    case pulling(cases: Int)
}

/// Opens the store for one step and closes it again, so that nothing holds it while the network is awaited.
public protocol StoreAccess: Sendable {
    /// Runs `body` with the open store.
    ///
    /// - Throws: What `body` throws, or the ``StoreError`` of opening.
    func withStore<Result>(_ body: (Store) throws -> Result) throws -> Result
}

/// Runs one sync: hello, push until nothing waits, pull until nothing comes, compare hashes.
public struct Synchroniser: Sendable {
    private let access: any StoreAccess
    private let transport: any Transport
    private let identity: LaptopIdentity
    private let now: @Sendable () -> Instant
    private let readSchema: @Sendable (String) throws -> Schema

    /// Prepares a sync.
    ///
    /// - Parameters:
    ///   - now: The wall clock.
    ///   - readSchema: Reads a schema's text when the server sends a newer one.
    public init(
        access: any StoreAccess,
        transport: any Transport,
        identity: LaptopIdentity,
        now: @escaping @Sendable () -> Instant,
        readSchema: @escaping @Sendable (String) throws -> Schema
    ) {
        self.access = access
        self.transport = transport
        self.identity = identity
        self.now = now
        self.readSchema = readSchema
    }

    /// Runs the sync to its end; after a failure another run goes on where this one broke.
    public func run(
        progress: @Sendable (SyncProgress) -> Void
    ) async throws(SyncFailure) -> SyncReport { SyncReport() }
}

/// Asks a server to admit this device.
///
/// - Returns: What the device needs to open its store; the caller keeps it.
/// - Throws: ``SyncFailure``; nothing was written here.
public func enrol(
    _ request: EnrolRequest,
    over transport: any Transport,
    key: SigningKey
) async throws(SyncFailure) -> Enrolment { throw .refused(Refusal(.failure)) }
