internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// Shows deletions against edits: in the scope of a record and of a case, in both orders, and how they end.
@Suite struct ServerDeletionTests {
    private let home: ServerWorld
    private let anna: FakeLaptop
    private let bram: FakeLaptop
    private let id: CaseID
    private let action: RecordAddress

    init() throws {
        home = try ServerWorld()
        anna = try home.laptop("anna")
        bram = try home.laptop("bram")
        id = anna.makeCase([("person.familyName", "base")])
        action = RecordAddress(kind: "action", key: .unique(home.world.identifier()))
        anna.save(
            id,
            [
                .init(record: action, unit: "alive", value: .boolean(true)),
                .init(record: action, unit: "title", value: "Pas"),
            ]
        )
        try anna.sync()
        try bram.sync()
    }

    private func delete(_ laptop: FakeLaptop, _ record: RecordAddress = .caseFile) {
        laptop.save(id, [.init(record: record, unit: "alive", value: .boolean(false))])
    }

    private func addVisit(_ laptop: FakeLaptop) {
        let visit = RecordAddress(kind: "visit", key: .unique(home.world.identifier()))
        laptop.save(
            id,
            [
                .init(record: visit, unit: "alive", value: .boolean(true)),
                .init(record: visit, unit: "on", value: "2026-01-01"),
            ]
        )
    }

    private func same() throws {
        try anna.pull()
        try bram.pull()
        #expect(anna.mirror.records == bram.mirror.records)
        #expect(try home.faults().isEmpty)
    }

    @Test func `a deletion that everybody knew hides the record, and a restore shows it`() throws {
        delete(anna, action)
        #expect(try anna.sync().map(\.status) == [.applied])
        #expect(try home.shown(id, "alive", of: action) == .boolean(false))
        try same()
        bram.save(id, [.init(record: action, unit: "alive", value: .boolean(true))])
        #expect(try bram.sync().map(\.status) == [.applied])
        #expect(try home.shown(id, "alive", of: action) == .boolean(true))
        #expect(try home.openConflicts().isEmpty)
        try same()
    }

    @Test func `delete against delete is nothing`() throws {
        delete(anna, action)
        delete(bram, action)
        #expect(try anna.sync().map(\.status) == [.applied])
        #expect(try bram.sync().map(\.status) == [.agreed])
        #expect(try home.openConflicts().isEmpty)
        try same()
    }

    @Test(arguments: [true, false])
    func `a deletion against an unseen edit is a conflict and shows the record`(editsFirst: Bool)
        throws
    {
        delete(anna, action)
        bram.save(id, [.init(record: action, unit: "title", value: "Pas 2")])
        if editsFirst {
            #expect(try bram.sync().map(\.status) == [.applied])
            #expect(try anna.sync().map(\.status) == [.conflictBeaten])
        } else {
            #expect(try anna.sync().map(\.status) == [.applied])
            #expect(try bram.sync().map(\.status) == [.applied])
        }
        let conflict = try #require(try home.openConflicts().first)
        #expect(conflict.unit == "alive")
        #expect(conflict.record == action)
        #expect(conflict.shown == .boolean(true))
        #expect(Set(conflict.candidates.map(\.value)) == [.boolean(true), .boolean(false)])
        #expect(conflict.candidates.first { $0.value == .boolean(true) }?.author == "bram")
        #expect(try home.shown(id, "alive", of: action) == .boolean(true))
        try same()
    }

    @Test(arguments: [true, false])
    func `a case's deletion meets an edit and an unseen visit in it`(byVisit: Bool) throws {
        delete(anna)
        if byVisit { addVisit(bram) } else { bram.set(id, "person.familyName", "edit") }
        try anna.sync()
        #expect(try home.shown(id, "alive") == .boolean(false))
        #expect(try bram.sync().allSatisfy { $0.status == .applied })
        let conflict = try #require(try home.openConflicts().first)
        #expect(conflict.record == .caseFile)
        #expect(conflict.unit == "alive")
        #expect(try home.shown(id, "alive") == .boolean(true))
        try same()
    }

    @Test func `every later edit raises the version, and only a decision or a restore ends it`()
        throws
    {
        delete(anna, action)
        bram.save(id, [.init(record: action, unit: "title", value: "2")])
        try anna.sync()
        try bram.sync()
        let version = try #require(try home.openConflicts().first).version
        try anna.sync()
        anna.save(id, [.init(record: action, unit: "title", value: "3")])
        #expect(try anna.sync().map(\.status) == [.applied])
        let raised = try #require(try home.openConflicts().first)
        #expect(raised.version == version + 1)
        delete(anna, action)
        try anna.sync()
        #expect(try home.openConflicts().map(\.id) == [raised.id])
        #expect(try home.shown(id, "alive", of: action) == .boolean(true))
        try same()
        bram.save(id, [.init(record: action, unit: "alive", value: .boolean(true))])
        try bram.sync()
        #expect(try home.openConflicts().isEmpty)
        #expect(try home.shown(id, "alive", of: action) == .boolean(true))
        try same()
    }

    @Test(arguments: [true, false])
    func `a decision ends it either way, and a late unaware edit opens it again`(keeps: Bool) throws
    {
        let carla = try home.laptop("carla")
        try carla.sync()
        delete(anna, action)
        bram.save(id, [.init(record: action, unit: "title", value: "2")])
        try anna.sync()
        try bram.sync()
        let conflict = try #require(try home.openConflicts().first)
        let decided = try home.store.resolve(
            conflict.id,
            version: conflict.version,
            decision: .value(.boolean(keeps)),
            by: "operator",
            reason: "r"
        )
        #expect(decided.state == .resolved)
        #expect(try home.shown(id, "alive", of: action) == .boolean(keeps))
        #expect(try home.openConflicts().isEmpty)
        try same()
        carla.save(id, [.init(record: action, unit: "title", value: "late")])
        try carla.sync()
        let alive = try home.openConflicts().filter { $0.unit == "alive" }
        #expect(alive.count == (keeps ? 0 : 1))
        #expect(try home.shown(id, "alive", of: action) == .boolean(true))
        try same()
    }

    @Test func `an edit of a record that its author knew to be deleted is kept aside`() throws {
        delete(anna, action)
        try anna.sync()
        try bram.sync()
        bram.save(id, [.init(record: action, unit: "title", value: "2")])
        let receipts = try bram.sync()
        #expect(receipts.map(\.status) == [.quarantined])
        #expect(receipts.map(\.reason) == ["deleted"])
        delete(anna)
        try anna.sync()
        try bram.sync()
        addVisit(bram)
        #expect(try bram.sync().map(\.status) == [.quarantined, .quarantined])
        try same()
    }
}
