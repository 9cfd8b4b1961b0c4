internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// Shows what people do with conflicts: decide, decide in bulk, take back, reopen, settle by an informed edit.
@Suite struct ServerConflictTests {
    private let home: ServerWorld
    private let anna: FakeLaptop
    private let bram: FakeLaptop
    private let id: CaseID

    init() throws {
        home = try ServerWorld()
        anna = try home.laptop("anna")
        bram = try home.laptop("bram")
        id = anna.makeCase([("person.familyName", "base")])
        try anna.sync()
        try bram.sync()
    }

    /// A conflict of anna's `A` and bram's later `B`.
    private func contest(_ unit: String = "person.familyName") throws -> Conflict {
        anna.set(id, unit, "A")
        home.world.setNow(home.world.now.milliseconds + 5000)
        bram.set(id, unit, "B")
        try anna.sync()
        try bram.sync()
        return try #require(try home.openConflicts().last)
    }

    private func resolve(
        _ conflict: Conflict,
        _ decision: Decision,
        by user: String = "operator"
    ) throws -> Conflict {
        home.world.setNow(home.world.now.milliseconds + 1000)
        return try home.store.resolve(
            conflict.id,
            version: conflict.version,
            decision: decision,
            by: user,
            reason: "because"
        )
    }

    private func notices(_ laptop: FakeLaptop) -> [Notice] {
        laptop.mirror.letters.compactMap { letter in
            guard case .notice(let notice) = letter.content else { return nil }
            return notice
        }
    }

    @Test func `a decision shows its value, closes the conflict and tells the losers`() throws {
        let conflict = try contest()
        let decided = try resolve(conflict, .take(1))
        #expect(decided.state == .resolved)
        #expect(decided.shown == "A")
        #expect(decided.candidates.map(\.value) == ["B", "A"])
        let at = home.world.now
        let resolution = Conflict.Resolution(value: "A", by: "operator", reason: "because", at: at)
        #expect(decided.resolution == resolution)
        #expect(try home.shown(id, "person.familyName") == "A")
        try anna.pull()
        try bram.pull()
        #expect(anna.mirror.value(id, "person.familyName") == "A")
        #expect(anna.mirror.records == bram.mirror.records)
        #expect(bram.mirror.conflicts[conflict.id] == decided)
        #expect(notices(anna).isEmpty)
        let notice = try #require(notices(bram).first)
        #expect(notice.mine == "B")
        #expect(notice.chosen == "A")
        #expect(notice.by == "operator")
        #expect(notices(bram).count == 1)
        #expect(try home.faults().isEmpty)
    }

    @Test func `the server reads its cases, conflicts and history like a laptop`() throws {
        let conflict = try contest()
        let open = try home.store.conflicts(includingClosed: false, limit: 10, after: 0)
        #expect(open == [conflict])
        #expect(try home.store.conflict(conflict.id) == conflict)
        let summary = try #require(try home.store.cases(includingDeleted: false).first)
        #expect(summary.contested == 1)
        #expect(summary.pending == 0)
        #expect(try home.store.findCases(summary.number).map(\.id) == [id])
        #expect(try home.store.findCases("TMP-1").map(\.id) == [id])
        let file = try #require(try home.store.caseFile(id))
        let field = try #require(file.records.first?.fields.first)
        #expect(field.name == "person.familyName")
        #expect(field.value == "B")
        #expect(field.author == "bram")
        #expect(field.isContested)
        #expect(!field.isPending)
        let history = try home.store.history(id, record: .caseFile, field: "person.familyName")
        #expect(history.map(\.value) == ["base", "A", "B"])
        #expect(history.map(\.status) == [.applied, .applied, .conflictShown])
        #expect(history.map { $0.position?.revision } == [1, 2, 3])
        #expect(history.map(\.context.revision) == [0, 1, 1])
        let reports = try home.store.check()
        #expect(reports.filter { !$0.ok } == [])
        _ = try resolve(conflict, .take(0))
        #expect(try home.store.conflicts(includingClosed: false, limit: 10, after: 0).isEmpty)
        let all = try home.store.conflicts(includingClosed: true, limit: 10, after: 0)
        #expect(all.map(\.state) == [.resolved])
    }

    @Test func `an own value and keeping decide too`() throws {
        let first = try contest()
        #expect(try resolve(first, .value("C")).shown == "C")
        try anna.pull()
        try bram.pull()
        #expect(notices(anna).map(\.mine) == ["A"])
        #expect(notices(bram).map(\.mine) == ["B"])
        let second = try contest("person.givenNames")
        #expect(try resolve(second, .keep).shown == "B")
        #expect(try home.openConflicts().isEmpty)
        #expect(try home.faults().isEmpty)
    }

    @Test func `the second of two deciders is told that it changed meanwhile`() throws {
        let conflict = try contest()
        _ = try resolve(conflict, .take(0))
        let before = try home.counts()
        #expect(throws: StoreError.self) { try resolve(conflict, .take(1)) }
        #expect(try home.counts() == before)
        #expect(try home.shown(id, "person.familyName") == "B")
    }

    @Test func `a candidate that joins makes the version stale`() throws {
        let conflict = try contest()
        let carla = try home.laptop("carla")
        carla.mirror.positions[id] = Position(epoch: 1, revision: 1)
        carla.set(id, "person.familyName", "C")
        #expect(try carla.push().map(\.status) == [.conflictShown])
        #expect(throws: StoreError.self) { try resolve(conflict, .take(1)) }
        let now = try #require(try home.openConflicts().first)
        #expect(now.id == conflict.id)
        #expect(now.version == 2)
        #expect(now.candidates.map(\.value) == ["C", "B", "A"])
        #expect(try resolve(now, .take(2)).shown == "A")
    }

    @Test func `a value that does not fit, an index beyond the list and an unknown id are refused`()
        throws
    {
        let conflict = try contest()
        for decision in [Decision.take(2), .take(-1), .value(.integer(3)), .value(.group([]))] {
            #expect(throws: StoreError.self) { try resolve(conflict, decision) }
        }
        let tooLong = Value.text(Text(String(repeating: "x", count: 300)))
        #expect(throws: StoreError.self) { try resolve(conflict, .value(tooLong)) }
        #expect(throws: StoreError.self) {
            try home.store.resolve(99, version: 1, decision: .keep, by: "operator", reason: "")
        }
        #expect(try home.openConflicts().count == 1)
    }

    @Test func `a decision is sticky, and a late unaware edit opens the next generation`() throws {
        let conflict = try contest()
        let carla = try home.laptop("carla")
        carla.mirror.positions[id] = Position(epoch: 1, revision: 1)
        _ = try resolve(conflict, .take(1))
        home.world.setNow(home.world.now.milliseconds + 60_000)
        carla.set(id, "person.familyName", "late")
        #expect(try carla.sync().map(\.status) == [.conflictBeaten])
        let next = try #require(try home.openConflicts().first)
        #expect(next.generation == 2)
        #expect(next.shown == "A")
        #expect(Set(next.candidates.map(\.value)) == ["A", "late"])
        #expect(try home.shown(id, "person.familyName") == "A")
        #expect(try home.faults().isEmpty)
    }

    @Test func `a late edit equal to the decision opens nothing`() throws {
        let conflict = try contest()
        let carla = try home.laptop("carla")
        carla.mirror.positions[id] = Position(epoch: 1, revision: 1)
        _ = try resolve(conflict, .take(1))
        carla.set(id, "person.familyName", "A")
        #expect(try carla.sync().map(\.status) == [.agreed])
        #expect(try home.openConflicts().isEmpty)
        #expect(try home.faults().isEmpty)
    }

    @Test func `an informed edit settles and tells the others`() throws {
        let conflict = try contest()
        try anna.pull()
        anna.set(id, "person.familyName", "both")
        #expect(try anna.sync().map(\.status) == [.applied])
        let settled = try home.store.read { try $0.standing(ofConflict: conflict.id).conflict }
        #expect(settled.state == .settled)
        #expect(settled.resolution?.by == "anna")
        #expect(settled.candidates.map(\.value) == ["B", "A"])
        try bram.pull()
        #expect(notices(bram).map(\.chosen) == ["both"])
        #expect(notices(anna).isEmpty)
        #expect(try home.faults().isEmpty)
    }

    @Test func `reopening makes the candidates live beside the present value`() throws {
        let conflict = try contest()
        _ = try resolve(conflict, .value("C"))
        let next = try home.store.reopen(conflict.id, by: "operator", reason: "wrong")
        #expect(next.generation == 2)
        #expect(next.state == .open)
        #expect(next.shown == "C")
        #expect(Set(next.candidates.map(\.value)) == ["A", "B", "C"])
        let byValue = Dictionary(uniqueKeysWithValues: next.candidates.map { ($0.value, $0) })
        #expect(byValue["A"]?.author == "anna")
        #expect(byValue["A"]?.device == anna.replica)
        #expect(byValue["B"]?.author == "bram")
        #expect(throws: StoreError.self) {
            try home.store.reopen(conflict.id, by: "operator", reason: "again")
        }
        #expect(try home.faults().isEmpty)
        try anna.pull()
        anna.set(id, "person.familyName", "end")
        #expect(try anna.sync().map(\.status) == [.applied])
        #expect(try home.openConflicts().isEmpty)
        #expect(try home.faults().isEmpty)
    }

    @Test func `a settled conflict can be reopened and shows the present value`() throws {
        let conflict = try contest()
        try anna.pull()
        anna.set(id, "person.familyName", "both")
        try anna.sync()
        let next = try home.store.reopen(conflict.id, by: "operator", reason: "wrong")
        #expect(next.shown == "both")
        #expect(Set(next.candidates.map(\.value)) == ["A", "B", "both"])
        #expect(try home.faults().isEmpty)
    }

    @Test
    func `a batch decides all conflicts of a device and is taken back where nothing came after`()
        throws
    {
        let units = ["person.familyName", "person.givenNames", "contact.phone", "housing.status"]
        for unit in units { anna.set(id, unit, unit.hasPrefix("h") ? "need" : "A") }
        home.world.setNow(home.world.now.milliseconds + 5000)
        for unit in units { bram.set(id, unit, unit.hasPrefix("h") ? "in_order" : "B") }
        try anna.sync()
        try bram.sync()
        #expect(try home.openConflicts().count == 3)
        let none = try home.store.resolveAll(
            from: home.store.replica,
            takeLatest: true,
            by: "operator",
            reason: "bulk"
        )
        #expect(none.resolved == 0)
        let batch = try home.store.resolveAll(
            from: anna.replica,
            takeLatest: true,
            by: "operator",
            reason: "bulk"
        )
        #expect(batch.resolved == 3)
        #expect(try home.openConflicts().isEmpty)
        #expect(try home.shown(id, "person.familyName") == "B")
        try anna.sync()
        anna.set(id, "person.givenNames", "later")
        try anna.sync()
        #expect(try home.store.undo(batch: batch.batch, by: "operator", reason: "no") == 2)
        #expect(
            try home.openConflicts().map(\.unit).sorted() == [
                "housing.status", "person.familyName",
            ]
        )
        #expect(try home.store.undo(batch: batch.batch, by: "operator", reason: "no") == 0)
        #expect(try home.faults().isEmpty)
    }

    @Test func `a batch finds a device that wrote the same as another before it`() throws {
        let carla = try home.laptop("carla")
        try carla.sync()
        bram.set(id, "person.familyName", "B")
        home.world.setNow(home.world.now.milliseconds + 5000)
        anna.set(id, "person.familyName", "A")
        home.world.setNow(home.world.now.milliseconds + 5000)
        carla.set(id, "person.familyName", "B")
        let written = home.world.now
        try bram.sync()
        try anna.sync()
        try carla.sync()
        let conflict = try #require(try home.openConflicts().first)
        #expect(conflict.candidates.map(\.value) == ["B", "A"])
        #expect(conflict.candidates.map(\.device) == [bram.replica, anna.replica])
        // Sorted by the latest who wrote it, and that order is what people see.
        #expect(conflict.candidates.first?.order == written)
        let batch = try home.store.resolveAll(
            from: carla.replica,
            takeLatest: true,
            by: "operator",
            reason: "bulk"
        )
        #expect(batch.resolved == 1)
        #expect(try home.openConflicts().isEmpty)
        #expect(try home.faults().isEmpty)
    }

    @Test func `three laptops make the same candidates in every order of sync`() throws {
        var seen: Set<Set<Value>> = []
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let home = try ServerWorld()
            let laptops = try ["anna", "bram", "carla"].map { try home.laptop($0) }
            let id = laptops[0].makeCase([("person.familyName", "base")])
            for laptop in laptops { try laptop.sync() }
            for (laptop, value) in zip(laptops, ["A", "B", "C"] as [Value]) {
                home.world.setNow(home.world.now.milliseconds + 60_000)
                laptop.set(id, "person.familyName", value)
            }
            for index in order { try laptops[index].sync() }
            for laptop in laptops { try laptop.pull() }
            let conflict = try #require(try home.openConflicts().first)
            #expect(conflict.candidates.map(\.value) == ["C", "B", "A"])
            #expect(try home.openConflicts().count == 1)
            #expect(Set(laptops.map(\.mirror.hash)).count == 1)
            seen.insert(Set(conflict.candidates.map(\.value)))
            #expect(try home.faults().isEmpty)
        }
        #expect(seen.count == 1)
    }

    @Test func `what decide shows stays until a person decides`() throws {
        anna.set(id, "release.on", "2026-01-01")
        bram.set(id, "release.on", "2026-02-02")
        try anna.sync()
        try bram.sync()
        let conflict = try #require(try home.openConflicts().first)
        #expect(conflict.shown == "2026-01-01")
        let carla = try home.laptop("carla")
        try carla.sync()
        carla.set(id, "release.on", "2026-03-03")
        #expect(try carla.sync().map(\.status) == [.conflictBeaten])
        let joined = try #require(try home.openConflicts().first)
        #expect(joined.id == conflict.id)
        #expect(joined.shown == "2026-01-01")
        #expect(try resolve(joined, .value("2026-04-04")).shown == "2026-04-04")
        #expect(try home.faults().isEmpty)
    }
}
