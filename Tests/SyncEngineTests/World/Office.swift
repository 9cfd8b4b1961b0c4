import Foundation
import SyncModel
import SyncStore
import SyncTesting
import SyncWire
import Synchronization

@testable import SyncEngine

/// A server, its laptops and one clock, in a folder of their own; no sockets.
///
/// What happens in an office of one seed happens the same way again.
final class Office: Sendable {
    let path: String
    let clock: OfficeClock
    let schemas: Schemas
    let responder: Responder

    /// The server's store.
    var server: Store { responder.store }

    init(seed: UInt64 = 1, schema: Schema = .office()) throws {
        let memory = "/dev/shm"
        let isThere = FileManager.default.isWritableFile(atPath: memory)
        path = (isThere ? memory : NSTemporaryDirectory()) + "/sluis-engine-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        clock = OfficeClock(seed: seed)
        schemas = Schemas(schema)
        responder = Responder(
            store: try Store.create(
                at: path + "/server.db",
                side: .server,
                schema: schema,
                replica: ReplicaID(clock.identifier()),
                incarnation: IncarnationID(clock.identifier()),
                environment: clock.environment()
            ),
            clock: clock
        )
        try server.put(User(name: "operator", role: .admin, isEnabled: true))
    }

    deinit {
        server.close()
        // A test's folder that cannot be removed does no harm.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Enrols a laptop.
    ///
    /// - Parameters:
    ///   - user: Whose it is.
    ///   - role: The user's role; a coordinator holds all cases.
    ///   - clockError: Its clock minus the server's, in milliseconds.
    ///   - staysOpen: Keeps the store open between steps; faster, and less like the program.
    /// - Returns: A laptop that was never synced.
    /// - Throws: When its store cannot be made.
    func laptop(
        _ user: String,
        role: Role = .coordinator,
        clockError: Int64 = 0,
        staysOpen: Bool = false
    ) throws -> Laptop {
        try Laptop(self, user: user, role: role, clockError: clockError, staysOpen: staysOpen)
    }

    /// Syncs all, twice, so that everybody holds what everybody wrote.
    func settle(_ laptops: [Laptop]) async throws {
        for _ in 0..<2 {
            for laptop in laptops { try await laptop.sync() }
        }
    }

    /// The conflicts that wait, in order of id.
    func openConflicts() throws -> [Conflict] {
        try server.conflicts(includingClosed: false, limit: 10_000, after: 0)
    }

    /// Takes a higher schema into use on the server.
    func publish(_ schema: Schema) throws {
        schemas.add(schema)
        try server.publish(schema)
    }
}

/// A clock and a source of randomness that a test drives.
final class OfficeClock: Sendable {
    private let state: Mutex<(now: Int64, random: SeededGenerator)>

    init(seed: UInt64) {
        state = Mutex((1_790_000_000_000, SeededGenerator(seed: seed)))
    }

    /// A second passes.
    func tick() { state.withLock { $0.now += 1000 } }

    func now(_ error: Int64 = 0) -> Instant {
        state.withLock { Instant(milliseconds: $0.now + error) }
    }

    func random() -> UInt64 { state.withLock { $0.random.next() } }

    func identifier() -> Identifier128 {
        Identifier128(version7At: now(), random: (random(), random()))
    }

    func pass(_ milliseconds: Int64) { state.withLock { $0.now += milliseconds } }

    func environment(_ machine: MachineClock? = nil) -> StoreEnvironment {
        StoreEnvironment(
            now: { machine?.now ?? self.now() },
            random: { self.random() },
            bootTime: { machine?.bootTime },
            durability: .normal
        )
    }
}

/// The clock of one machine: its error, and when it was started.
final class MachineClock: Sendable {
    private let clock: OfficeClock
    private let state: Mutex<(error: Int64, boot: Identifier128, started: Int64)>

    init(error: Int64, _ clock: OfficeClock) {
        self.clock = clock
        state = Mutex((error, clock.identifier(), clock.now().milliseconds - 60_000))
    }

    var now: Instant { clock.now(state.withLock { $0.error }) }

    var bootTime: BootTime {
        state.withLock { state in
            BootTime(
                boot: state.boot,
                milliseconds: clock.now().milliseconds - state.started
            )
        }
    }

    /// Somebody sets the clock: `error` is this machine's clock minus the server's.
    func set(error: Int64) { state.withLock { $0.error = error } }

    /// The machine is switched off and on again.
    func restart(error: Int64) {
        let (boot, started) = (clock.identifier(), clock.now().milliseconds)
        state.withLock { $0 = (error, boot, started) }
    }
}

/// The schemas that were ever published, by their text.
final class Schemas: Sendable {
    private let known: Mutex<[String: Schema]>

    init(_ schema: Schema) { known = Mutex([schema.source: schema]) }

    func add(_ schema: Schema) { known.withLock { $0[schema.source] = schema } }

    func read(_ text: String) throws -> Schema {
        guard let schema = known.withLock({ $0[text] }) else { throw Unknown() }
        return schema
    }

    struct Unknown: Error {}
}

extension Schema {
    /// A schema with every type and policy that a laptop writes.
    static func office(version: UInt32 = 1, extra: [Field] = []) -> Schema {
        let fields: [Field] = [
            Field(name: "name", type: .text, policy: .queue, lengthMax: 60),
            Field(name: "housing.status", type: .code(["need", "in_order"]), policy: .queue),
            Field(name: "release.on", type: .date, policy: .decide),
            Field(name: "risk.level", type: .code(["low", "high"]), policy: .queue, group: "risk"),
            Field(name: "risk.reason", type: .text, policy: .queue, group: "risk"),
            Field(name: "phone", type: .text, policy: .lww),
            Field(name: "aliases", type: .set(of: .text), policy: .set),
            Field(name: "help", type: .text, policy: .text),
            Field(
                name: "consent",
                type: .code(["given", "withdrawn"]),
                policy: .restrictive(protective: [.text("withdrawn")])
            ),
            Field(name: "visits", type: .integer, policy: .queue, minimum: 0, maximum: 400),
            Field(name: "flag", type: .boolean, policy: .queue),
        ]
        return Schema(
            name: "office",
            version: version,
            kinds: [
                Kind(name: "case", fields: fields + extra),
                Kind(
                    name: "visit",
                    isAppend: true,
                    fields: [
                        Field(name: "on", type: .date, policy: .append, isRequired: true),
                        Field(name: "note", type: .text, policy: .append),
                    ]
                ),
                Kind(name: "amendment", isAppend: true, fields: []),
                Kind(
                    name: "screening",
                    hasNaturalKey: true,
                    fields: [
                        Field(name: "status", type: .code(["need", "no_need"]), policy: .queue)
                    ]
                ),
                Kind(name: "action", fields: [Field(name: "title", type: .text, policy: .queue)]),
            ],
            source: "office \(version)"
        )
    }
}

extension Office {
    /// Copies a database, by its name in the office's folder or its path.
    func copy(_ from: String, to target: String) throws {
        let files = FileManager.default
        let (source, copy) = (full(from), full(target))
        for suffix in ["", "-wal", ".mark"] {
            if files.fileExists(atPath: copy + suffix) {
                try files.removeItem(atPath: copy + suffix)
            }
            if files.fileExists(atPath: source + suffix) {
                try files.copyItem(atPath: source + suffix, toPath: copy + suffix)
            }
        }
    }

    private func full(_ name: String) -> String { name.hasPrefix("/") ? name : path + "/" + name }

    /// A server on a copy of this one's database, with the same key and the same devices.
    func reopen(_ name: String) throws -> (responder: Responder, line: UnreliableTransport) {
        let store = try Store.open(
            at: full(name),
            side: .server,
            environment: clock.environment()
        ) { try schemas.read($0) }
        let copy = responder.copy(over: store)
        return (copy, UnreliableTransport(copy, nil, at: 0))
    }
}
