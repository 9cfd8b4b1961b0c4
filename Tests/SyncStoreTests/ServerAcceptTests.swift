internal import SyncModel
internal import Synchronization
internal import Testing

@testable internal import SyncStore

/// Shows what becomes of delivered changes: chains, receipts, conflicts, what the feed brings of them.
@Suite struct ServerAcceptTests {
    @Test func `different fields of one record are both applied`() throws {
        let home = try ServerWorld()
        let (anna, bram) = (try home.laptop("anna"), try home.laptop("bram"))
        let id = anna.makeCase([("person.familyName", "Jansen")])
        try anna.sync()
        try bram.sync()
        anna.set(id, "person.familyName", "Jansens")
        bram.set(id, "person.givenNames", "Piet")
        #expect(try anna.sync().map(\.status) == [.applied])
        #expect(try bram.sync().map(\.status) == [.applied])
        try anna.pull()
        #expect(anna.mirror.value(id, "person.familyName") == "Jansens")
        #expect(anna.mirror.value(id, "person.givenNames") == "Piet")
        #expect(try home.openConflicts().isEmpty)
        #expect(anna.mirror.records == bram.mirror.records)
        #expect(try home.faults().isEmpty)
    }

    @Test func `different values of one field open one conflict that shows the later`() throws {
        let home = try ServerWorld()
        let (anna, bram) = (try home.laptop("anna"), try home.laptop("bram"))
        let id = anna.makeCase([("person.familyName", "Jansen")])
        try anna.sync()
        try bram.sync()
        anna.set(id, "person.familyName", "A")
        home.world.setNow(home.world.now.milliseconds + 5000)
        bram.set(id, "person.familyName", "B")
        #expect(try bram.sync().map(\.status) == [.applied])
        #expect(try anna.sync().map(\.status) == [.conflictBeaten])
        let conflict = try #require(try home.openConflicts().first)
        #expect(conflict.candidates.map(\.value) == ["B", "A"])
        #expect(conflict.candidates.map(\.author) == ["bram", "anna"])
        #expect(conflict.candidates.map(\.isShown) == [true, false])
        #expect(conflict.base == "Jansen")
        #expect(conflict.shown == "B")
        #expect(conflict.version == 1)
        #expect(conflict.generation == 1)
        try bram.pull()
        #expect(bram.mirror.conflicts[conflict.id] == anna.mirror.conflicts[conflict.id])
        #expect(bram.mirror.conflicts.count == 1)
        #expect(try home.shown(id, "person.familyName") == "B")
        #expect(try home.faults().isEmpty)
    }

    @Test func `a redelivered save gives the first outcome and adds nothing`() throws {
        let home = try ServerWorld()
        let anna = try home.laptop("anna")
        let id = anna.makeCase([("person.familyName", "Jansen")])
        anna.set(id, "person.familyName", "Jansens")
        let saves = anna.saves
        let first = try anna.push()
        let before = try home.counts()
        anna.saves = saves
        let second = try anna.push()
        #expect(second.map(\.status) == first.map { _ in .duplicate })
        #expect(second.map(\.first) == first.map(\.status))
        #expect(second.map(\.position) == first.map(\.position))
        #expect(try home.counts() == before)
    }

    @Test func `a gap, another hash and other bytes are refused, and nothing is written`() throws {
        let home = try ServerWorld()
        let anna = try home.laptop("anna")
        let id = anna.makeCase()
        let made = anna.saves
        anna.set(id, "person.familyName", "A")
        let second = anna.saves[1]
        anna.saves = [second]
        let before = try home.counts()
        #expect(throws: Refusal.self) { try anna.push() }
        #expect(try home.counts() == before)
        anna.saves = made
        try anna.push()
        var forged = second
        forged.changes[0].value = "B"
        anna.saves = [forged]
        #expect(throws: Refusal.self) { try anna.push() }
        anna.saves = [second]
        try anna.push()
        anna.saves = [forged]
        let after = try home.counts()
        #expect(throws: Refusal.self) { try anna.push() }
        #expect(try home.counts() == after)
    }

    @Test func `only the last save of a push needs its chain hash`() throws {
        let home = try ServerWorld()
        let anna = try home.laptop("anna")
        let id = anna.makeCase()
        anna.set(id, "person.familyName", "A")
        anna.saves[0].chainHash = []
        #expect(try anna.push().map(\.status) == [.applied, .applied])
        #expect(try home.faults().isEmpty)
        anna.set(id, "person.familyName", "B")
        anna.saves[0].chainHash = []
        #expect(throws: Refusal.self) { try anna.push() }
    }

    @Test func `ids that travelled as record numbers are filled in`() throws {
        let home = try ServerWorld()
        let anna = try home.laptop("anna")
        let id = anna.makeCase()
        let key = RecordAddress(kind: "action", key: .unique(home.world.identifier()))
        anna.save(id, [.init(record: key, unit: "alive", value: .boolean(true))])
        try anna.sync()
        let places = Dictionary(
            uniqueKeysWithValues: anna.mirror.records.map { ($0.value.address, $0.key.number) }
        )
        anna.save(id, [.init(record: key, unit: "title", value: "Pas")])
        anna.saves[0].caseRecordNumber = places[.caseFile]
        anna.saves[0].caseID = .unresolved
        anna.saves[0].changes[0].recordNumber = places[key]
        anna.saves[0].changes[0].record = RecordAddress(kind: "action", key: .unresolved)
        #expect(try anna.sync().map(\.status) == [.applied])
        #expect(anna.mirror.value(id, "title", of: key) == "Pas")
        anna.save(id, [.init(record: key, unit: "title", value: "Pass")])
        anna.saves[0].changes[0].recordNumber = 99
        anna.saves[0].changes[0].record = RecordAddress(kind: "action", key: .unresolved)
        #expect(throws: Refusal.self) { try anna.push() }
    }

    @Test func `a void change is kept and does nothing`() throws {
        let home = try ServerWorld()
        let anna = try home.laptop("anna")
        let id = anna.makeCase([("person.familyName", "A")])
        try anna.sync()
        let position = anna.mirror.positions[id]
        anna.save(id, [.init(unit: "person.familyName", value: "C", isVoid: true)])
        anna.save(id, [.init(unit: "person.familyName", value: "A", isVoid: true)])
        #expect(try anna.sync().map(\.status) == [.void, .void])
        #expect(anna.mirror.positions[id] == position)
        let history = try home.store.read {
            try $0.serverHistory(id, record: .caseFile, field: "person.familyName")
        }
        #expect(history.map(\.value) == ["A", "C", "A"])
        #expect(history.map(\.status) == [.applied, .void, .void])
        #expect(history.map(\.position).map { $0 != nil } == [true, false, false])
        #expect(try home.faults().isEmpty)
    }

    @Test func `changes of one save share one revision`() throws {
        let home = try ServerWorld()
        let anna = try home.laptop("anna")
        let id = anna.makeCase([("person.familyName", "A"), ("person.givenNames", "B")])
        let first = try anna.sync()
        #expect(Set(first.map(\.position)) == [Position(epoch: 1, revision: 1)])
        anna.set(id, "person.familyName", "C")
        #expect(try anna.sync().map(\.position) == [Position(epoch: 1, revision: 2)])
        #expect(anna.mirror.positions[id] == Position(epoch: 1, revision: 2))
    }

    @Test func `a device's own chain replaces its own candidate`() throws {
        let home = try ServerWorld()
        let (anna, bram) = (try home.laptop("anna"), try home.laptop("bram"))
        let id = anna.makeCase([("person.familyName", "A")])
        try anna.sync()
        try bram.sync()
        anna.set(id, "person.familyName", "S")
        try anna.sync()
        bram.set(id, "person.familyName", "B1")
        bram.set(id, "person.familyName", "B2")
        #expect(try bram.sync().map(\.status) == [.conflictShown, .conflictShown])
        let conflict = try #require(try home.openConflicts().first)
        #expect(conflict.candidates.map(\.value) == ["B2", "S"])
        #expect(conflict.version == 2)
        #expect(try home.faults().isEmpty)
    }

    @Test func `natural keys meet`() throws {
        let home = try ServerWorld()
        let (anna, bram) = (try home.laptop("anna"), try home.laptop("bram"))
        let id = anna.makeCase()
        try anna.sync()
        try bram.sync()
        let form = RecordAddress(kind: "screening", key: .natural("start.housing"))
        for (laptop, value) in [(anna, "need"), (bram, "no_need")] {
            home.world.setNow(home.world.now.milliseconds + 5000)
            laptop.save(
                id,
                [
                    .init(record: form, unit: "alive", value: .boolean(true)),
                    .init(record: form, unit: "status", value: .text(Text(value))),
                ]
            )
        }
        #expect(try anna.sync().map(\.status) == [.applied, .applied])
        #expect(try bram.sync().map(\.status) == [.agreed, .conflictShown])
        #expect(try home.openConflicts().map(\.unit) == ["status"])
        try anna.pull()
        #expect(anna.mirror.records == bram.mirror.records)
        #expect(try home.faults().isEmpty)
    }

    @Test func `sets, groups, booleans and integers survive the way through the feed`() throws {
        let home = try ServerWorld()
        let (anna, bram) = (try home.laptop("anna"), try home.laptop("bram"))
        let risk = Value.makeGroup([
            .init(name: "risk.level", value: "low"), .init(name: "risk.reason", value: "why"),
        ])
        let id = anna.makeCase([
            ("aliases", .difference(.init(added: ["a", "b"], removed: []))), ("risk", risk),
            ("lvb.flag", .boolean(true)), ("visits.planned", .integer(3)),
        ])
        #expect(try anna.sync().map(\.status) == [.applied, .merged, .applied, .applied, .applied])
        try bram.sync()
        anna.set(id, "aliases", .difference(.init(added: ["c"], removed: ["a"])))
        bram.set(id, "aliases", .difference(.init(added: ["d"], removed: ["b"])))
        #expect(try anna.sync().map(\.status) == [.merged])
        #expect(try bram.sync().map(\.status) == [.merged])
        try anna.pull()
        #expect(try home.shown(id, "aliases") == .makeSet(["c", "d"]))
        #expect(bram.mirror.value(id, "aliases") == .text("[\"c\",\"d\"]"))
        #expect(bram.mirror.value(id, "risk.reason") == "why")
        #expect(anna.mirror.records == bram.mirror.records)
        #expect(try home.faults().isEmpty)
    }

    @Test func `a group without a member is completed with what its author saw`() throws {
        let home = try ServerWorld()
        let anna = try home.laptop("anna")
        let risk = Value.makeGroup([
            .init(name: "risk.level", value: "low"), .init(name: "risk.reason", value: "why"),
        ])
        let id = anna.makeCase([("risk", risk)])
        try anna.sync()
        anna.set(id, "risk", .makeGroup([.init(name: "risk.level", value: "high")]))
        #expect(try anna.sync().map(\.status) == [.applied])
        #expect(
            try home.shown(id, "risk")
                == .makeGroup([
                    .init(name: "risk.level", value: "high"),
                    .init(name: "risk.reason", value: "why"),
                ])
        )
        #expect(try home.faults().isEmpty)
    }

    @Test func `a context that the case never reached is kept aside`() throws {
        let home = try ServerWorld()
        let anna = try home.laptop("anna")
        let id = anna.makeCase([("person.familyName", "A")])
        try anna.sync()
        let forged = Position(epoch: 1, revision: 2)
        anna.save(id, [.init(unit: "person.familyName", value: "B", context: forged)])
        anna.save(id, [.init(unit: "person.givenNames", value: "C")])
        #expect(try anna.push().map(\.reason) == ["context", nil])
        #expect(try home.shown(id, "person.familyName") == "A")
    }

    @Test func `a value that another program altered shows in the hash after the next opening`()
        throws
    {
        let home = try ServerWorld()
        let anna = try home.laptop("anna", scope: .assigned(user: "anna"))
        let id = anna.makeCase([("person.familyName", "A")])
        try anna.sync()
        try home.store.read { session in
            try session.execute("UPDATE kind_case SET person_familyName = 'B'")
            session.hashesAreTrusted = false
        }
        let page = try home.store.feedPage(
            anna.scope,
            for: anna.device,
            cursor: anna.mirror.cursor,
            lettersSeen: 0
        )
        #expect(page.cases.isEmpty)
        #expect(page.stateHash != anna.mirror.hash)
        #expect(try home.shown(id, "person.familyName") == "B")
    }

    @Test func `a commit that fails leaves nothing, and one that only seems to fail is found`()
        throws
    {
        let fault = Mutex<CommitStep?>(nil)
        let home = try ServerWorld { step in
            if fault.withLock({ $0 == step }) { throw StoreError(.notSaved, "the disk is full") }
        }
        let anna = try home.laptop("anna")
        let id = anna.makeCase([("person.familyName", "A")])
        let saves = anna.saves
        let before = try home.counts()
        fault.withLock { $0 = .before }
        #expect(throws: StoreError.self) { try anna.push() }
        #expect(try home.counts() == before)
        anna.saves = saves
        fault.withLock { $0 = .after }
        #expect(try anna.push().map(\.status) == [.applied, .applied])
        fault.withLock { $0 = nil }
        anna.saves = saves
        #expect(try anna.sync().map(\.status) == [.duplicate, .duplicate])
        #expect(anna.mirror.value(id, "person.familyName") == "A")
        #expect(try home.faults().isEmpty)
    }

    @Test func `a clock a year ahead wins nothing and one far off is tagged`() throws {
        let home = try ServerWorld()
        let (anna, bram) = (try home.laptop("anna"), try home.laptop("bram"))
        let id = anna.makeCase([("person.familyName", "A")])
        try anna.sync()
        try bram.sync()
        let year: Int64 = 365 * 86_400_000
        bram.clockError = year
        bram.offset = -year
        bram.set(id, "person.familyName", "early")
        home.world.setNow(home.world.now.milliseconds + 60_000)
        anna.set(id, "person.familyName", "late")
        try anna.sync()
        try bram.sync()
        let conflict = try #require(try home.openConflicts().first)
        #expect(conflict.candidates.map(\.value) == ["late", "early"])
        #expect(conflict.candidates.map(\.clockSuspect) == [false, true])
        #expect(conflict.shown == "late")
    }
}

extension Value: ExpressibleByStringLiteral {
    init(stringLiteral value: String) { self = .text(Text(value)) }
}

extension ServerWorld {
    /// How many rows each table of the server has, and the feed number.
    func counts() throws -> [String: Int64] {
        try store.read { session in
            var counts: [String: Int64] = [:]
            for table in [
                "saves", "log", "strays", "stamps", "versions", "contests", "conflicts", "letters",
            ] {
                counts[table] = try session.prepare("SELECT count(*) FROM \(table)").first {
                    $0.integer(0)
                }
            }
            counts["feed"] = try ServerCounters.feed(session)
            return counts
        }
    }
}
