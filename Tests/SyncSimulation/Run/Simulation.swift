internal import Foundation
internal import SyncEngine
internal import SyncModel
internal import SyncTesting
internal import SyncWire

@testable internal import ServerCore
@testable internal import SyncStore

/// How a run is made.
struct SimulationOptions {
    /// Whether the stores stand on a disk that loses what was not synced.
    var hasSimulatedDisk = true
    /// The bug that is planted; `nil` for the product as it is.
    var bug: PlantedBug?
    /// How many steps lie between two looks at everything.
    var stepsPerLook = 50
    /// The most laptops.
    var laptopsMax = 4
}

/// A simulated office: one server, its laptops and the people at them, on one thread, from one seed.
final class Simulation {
    let seed: UInt64
    let options: SimulationOptions
    let folder: String
    let clock = VirtualClock()
    let schemas = OfficeSchema()
    let history = History()
    let server: ServerMachine
    var laptops: [LaptopMachine] = []
    var trace = Trace()
    var counts: [FaultKind: Int] = [:]
    /// The choices of the present step.
    var dice: SeededRandom
    /// The schema that the server uses.
    var schemaVersion: UInt32 = 1
    var cases: [CaseID] = []
    /// Who holds which case, as the office knows it.
    var assigned: [CaseID: Set<String>] = [:]
    var roles: [String: Role] = [:]
    var disabled: Set<String> = []
    /// The first receipt that was given for each change.
    var receipts: [Dot: Receipt] = [:]
    /// The server's sorting time never goes back.
    var received: Int64 = 0
    /// The line of each laptop.
    var lines: [LineState] = []
    /// What happens to the requests of the sync that runs.
    var weather = Weather.fine
    /// The last batch of decisions.
    var batch: String?
    var batched: [(conflict: Conflict, seq: UInt64)] = []
    /// How deep the present step is inside another one's sync.
    var depth = 0
    /// Whether faults are over and everything must come to rest.
    var isHealing = false
    var stranger: Stranger?
    var serverIncarnations: Set<IncarnationID> = []
    var step = 0
    /// The first violation, found where nothing can be thrown.
    private(set) var violation: Violation?

    /// Makes an office with its first cases.
    init(seed: UInt64, options: SimulationOptions = SimulationOptions()) throws {
        self.seed = seed
        self.options = options
        dice = SeededRandom(seed: seed, part: 2)
        let root = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
        folder = root + "/sluis-simulation-" + UUID().uuidString
        var machines = SeededRandom(seed: seed, part: 3)
        server = ServerMachine(
            folder: folder + "/server",
            disk: Self.makeDisk(&machines),
            clock: MachineClock(clock),
            dice: Dice(seed: machines.next()),
            schemas: schemas
        )
        try begin(&machines)
    }

    deinit {
        for laptop in laptops {
            laptop.close()
            CrashVFS.detach(laptop.folder)
        }
        server.close()
        CrashVFS.detach(server.folder)
        // What cannot be removed is left to the system.
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func makeDisk(_ machines: inout SeededRandom) -> SimulatedDisk {
        SimulatedDisk(
            seed: machines.next(),
            sectorBytes: machines.happens(percent: 50) ? 512 : 4096,
            isPowerSafe: machines.happens(percent: 70)
        )
    }

    private func begin(_ machines: inout SeededRandom) throws {
        try place(server.folder, server.disk)
        let schema = try schemas.schema(OfficeSchema.text(version: 1))
        try server.create(schema: schema)
        serverIncarnations.insert(server.incarnation)
        learnGroups(of: schema)
        let people: [(String, Role)] = [
            ("bram", .coordinator), ("anna", .counsellor), ("carla", .benefitOfficer),
            ("dirk", .counsellor),
        ]
        for (user, role) in people.prefix(min(2 + machines.below(3), options.laptopsMax)) {
            try hire(user, role, &machines)
        }
        try options.bug?.plant(in: self)
        dice = SeededRandom(seed: seed, part: 4)
        for _ in 0..<2 { try newCase(on: laptops[0]) }
        for laptop in laptops { try sync(laptop) }
        for laptop in laptops where laptop.role == .counsellor {
            for caseID in cases { try assign(caseID, to: laptop.user) }
        }
        for laptop in laptops { try sync(laptop) }
    }

    private func place(_ folder: String, _ disk: SimulatedDisk) throws {
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        if options.hasSimulatedDisk { CrashVFS.attach(disk, to: folder) }
    }

    private func hire(_ user: String, _ role: Role, _ machines: inout SeededRandom) throws {
        let index = laptops.count
        let laptop = LaptopMachine(
            index: index,
            user: user,
            role: role,
            folder: folder + "/laptop\(index)",
            disk: Self.makeDisk(&machines),
            clock: MachineClock(clock),
            dice: Dice(seed: machines.next()),
            schemas: schemas,
            serverKey: server.key.publicKey,
            durability: options.bug?.durability ?? .full
        )
        try place(laptop.folder, laptop.disk)
        laptops.append(laptop)
        lines.append(LineState())
        roles[user] = role
        try enrol(laptop)
    }

    func learnGroups(of schema: Schema) {
        for kind in schema.kinds {
            for unit in kind.units where unit.isGroup {
                history.groupMembers[unit.name] = unit.fields.map(\.name)
            }
        }
    }

    /// Writes a line into the trace.
    func note(_ line: String) {
        trace.add(String(repeating: "  ", count: depth) + line)
    }

    /// Keeps the first violation, where nothing can be thrown.
    func found(_ found: Violation) { violation = violation ?? found }

    /// Counts a fault that fired.
    func fired(_ fault: FaultKind) { counts[fault, default: 0] += 1 }

    /// The schema in use on the server.
    func schema() throws -> Schema {
        try schemas.schema(OfficeSchema.text(version: schemaVersion))
    }

    /// How a unit is merged.
    func policy(of record: RecordAddress, _ unit: String) throws -> MergePolicy {
        let last = try schemas.schema(OfficeSchema.text(version: OfficeSchema.last))
        return last.kind(record.kind)?.unit(unit)?.policy ?? .queue
    }
}

/// Raises a violation unless a condition holds.
func require(
    _ condition: Bool,
    _ invariant: String,
    _ detail: @autoclosure () -> String
) throws {
    guard !condition else { return }
    throw Violation(invariant: invariant, detail: detail())
}
