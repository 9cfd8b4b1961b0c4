internal import Crypto
internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// A server store with users, in a folder of its own.
final class ServerWorld {
    let folder: Folder
    let world: World
    let store: Store

    /// `commitFault` runs at each step of a COMMIT.
    init(
        schema: Schema = .sample(),
        seed: UInt64 = 1,
        commitFault: (@Sendable (CommitStep) throws -> Void)? = nil
    ) throws {
        folder = try Folder()
        world = World(seed: seed)
        var environment = world.environment
        environment.commitFault = commitFault
        store = try Store.create(
            at: folder.file("server.db"),
            side: .server,
            schema: schema,
            replica: ReplicaID(world.identifier()),
            incarnation: IncarnationID(world.identifier()),
            environment: environment
        )
        for name in ["anna", "bram", "carla"] {
            try store.put(User(name: name, role: .coordinator, isEnabled: true))
        }
        try store.put(User(name: "operator", role: .admin, isEnabled: true))
    }

    deinit { store.close() }

    func laptop(_ user: String, role: Role = .coordinator, scope: Scope = .all) throws -> FakeLaptop
    {
        let laptop = FakeLaptop(self, user: user, role: role, scope: scope)
        try store.put(
            Device(
                replica: laptop.replica,
                incarnation: laptop.incarnation,
                user: user,
                name: user + "'s",
                signingKey: Array(repeating: 1, count: 32),
                sealingKey: Array(repeating: 2, count: 32)
            )
        )
        return laptop
    }

    /// What `check` finds.
    func faults() throws -> [String] {
        try store.read { session in
            try session.checkServerTables().filter { !$0.ok }.map { "\($0.name): \($0.detail)" }
        }
    }

    func openConflicts() throws -> [Conflict] {
        try store.read { try $0.conflicts(where: "state = 'open'") }
    }

    /// What is shown of a unit: the stored value of each of its columns.
    func shown(_ id: CaseID, _ unit: String, of record: RecordAddress = .caseFile) throws -> Value {
        try store.read { session in
            let found = try #require(try session.findCase(id))
            let place = try #require(try session.findRecord(record, in: found.n))
            if unit == "alive" { return .boolean(place.isAlive) }
            let table = try session.kinds.table(named: record.kind)
            let columns = try #require(table.units[unit])
            return try table.shown(columns, of: place.reference.n)
        }
    }
}

/// A laptop as the server sees it: saves built by hand, and a mirror of what the feed brought.
final class FakeLaptop {
    let home: ServerWorld
    let replica: ReplicaID
    let incarnation: IncarnationID
    let user: String
    var role: Role
    var scope: Scope
    var offset: Int64? = 0
    /// The author's clock minus the server's.
    var clockError: Int64 = 0
    var mirror = Mirror()
    var saves: [Save] = []
    private var head = ChainHead.none

    init(_ home: ServerWorld, user: String, role: Role, scope: Scope) {
        self.home = home
        replica = ReplicaID(home.world.identifier())
        incarnation = IncarnationID(home.world.identifier())
        self.user = user
        self.role = role
        self.scope = scope
    }

    var device: DeviceContext {
        DeviceContext(
            replica: replica,
            incarnation: incarnation,
            user: user,
            role: role,
            clockOffsetMilliseconds: offset
        )
    }

    struct Edit {
        var record: RecordAddress = .caseFile
        var unit: String
        var value: Value
        var isVoid = false
        var context: Position?
    }

    /// Writes a save into the queue.
    @discardableResult
    func save(_ id: CaseID, number: String? = nil, _ edits: [Edit]) -> [Dot] {
        let context = mirror.positions[id] ?? .zero
        let now = home.world.now.advanced(byMilliseconds: clockError)
        var save = Save(
            caseID: id,
            caseNumber: number,
            operation: OperationID(home.world.identifier()),
            author: user,
            role: role,
            wallClock: now,
            hlc: HLC(milliseconds: now.milliseconds, counter: UInt16(truncatingIfNeeded: head.seq)),
            schemaVersion: 1,
            changes: edits.enumerated().map { index, edit in
                Change(
                    dot: Dot(incarnation: incarnation, seq: head.seq + 1 + UInt64(index)),
                    record: edit.record,
                    unit: edit.unit,
                    value: edit.value,
                    context: edit.context ?? context,
                    isVoid: edit.isVoid
                )
            }
        )
        save.chainHash = Array(SHA256.hash(data: save.canonicalBytes(after: head.hash)))
        head = ChainHead(seq: head.seq + UInt64(edits.count), hash: save.chainHash)
        saves.append(save)
        return save.changes.map(\.dot)
    }

    /// Makes a case with fields.
    func makeCase(number: String? = "TMP-1", _ fields: [(String, Value)] = []) -> CaseID {
        let id = CaseID(home.world.identifier())
        let alive = Edit(unit: Schema.aliveUnit, value: .boolean(true))
        save(id, number: number, [alive] + fields.map { Edit(unit: $0.0, value: $0.1) })
        return id
    }

    /// Writes one field of the case file.
    @discardableResult
    func set(_ id: CaseID, _ unit: String, _ value: Value) -> Dot {
        save(id, [Edit(unit: unit, value: value)])[0]
    }

    /// Delivers what waits; a change is judged by `judge`.
    @discardableResult
    func push(
        judge: (Save, Change, CaseStanding) -> Verdict = { _, _, standing in
            standing.exists ? .accept : .quarantine("scope")
        }
    ) throws -> [Receipt] {
        defer { saves = [] }
        home.world.setNow(home.world.now.milliseconds + 1000)
        return try home.store.accept(saves, from: device, judge: judge)
    }

    /// Takes the feed in to its end.
    func pull() throws {
        while true {
            let page = try home.store.feedPage(
                scope,
                for: device,
                cursor: mirror.cursor,
                lettersSeen: mirror.lettersSeen
            )
            try mirror.apply(page)
            guard page.hasMore else { return }
        }
    }

    /// Push, then pull.
    @discardableResult
    func sync() throws -> [Receipt] {
        let receipts = try push()
        try pull()
        return receipts
    }
}
