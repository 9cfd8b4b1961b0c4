internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// Shows what is kept aside, and how it is admitted or refused.
@Suite struct ServerQuarantineTests {
    private let home: ServerWorld
    private let anna: FakeLaptop
    private let id: CaseID

    init() throws {
        home = try ServerWorld()
        anna = try home.laptop("anna")
        id = anna.makeCase([("person.familyName", "base")])
        try anna.sync()
    }

    private func judge(_ bad: Value) -> (Save, Change, CaseStanding) -> Verdict {
        { _, change, _ in change.value == bad ? .quarantine("length") : .accept }
    }

    private func second() -> [Receipt] {
        anna.mirror.letters.compactMap { letter in
            guard case .receipt(let receipt) = letter.content else { return nil }
            return receipt
        }
    }

    @Test func `one bad change among many is kept aside with its value, the rest is accepted`()
        throws
    {
        for index in 0..<50 {
            anna.set(id, "person.familyName", index == 20 ? "bad" : .text(Text("v\(index)")))
        }
        let dot = anna.saves[20].changes[0].dot
        let receipts = try anna.push(judge: judge("bad"))
        #expect(receipts.filter { $0.status == .applied }.count == 49)
        #expect(receipts[20] == Receipt(dot: dot, status: .quarantined, reason: "length"))
        let kept = try #require(try home.store.quarantine(includingEnded: false).first)
        #expect(kept.value == "bad")
        #expect(kept.author == "anna")
        #expect(kept.device == anna.replica)
        #expect(kept.record == .caseFile)
        #expect(kept.unit == "person.familyName")
        #expect(kept.outcome == nil)
        #expect(try home.faults().isEmpty)
    }

    @Test func `an admitted change gets a position of its own and a second receipt`() throws {
        anna.save(
            id,
            [
                .init(unit: "person.familyName", value: "bad"),
                .init(unit: "person.givenNames", value: "G"),
            ]
        )
        _ = try anna.push(judge: judge("bad"))
        try anna.pull()
        let kept = try #require(try home.store.quarantine(includingEnded: false).first)
        let receipt = try home.store.admit(quarantined: kept.id, by: "operator")
        #expect(receipt.status == .applied)
        #expect(receipt.position == Position(epoch: 1, revision: 3))
        #expect(try home.store.quarantine(includingEnded: false).isEmpty)
        #expect(try home.store.quarantine(includingEnded: true).map(\.outcome) == [.applied])
        try anna.pull()
        #expect(second() == [receipt])
        #expect(anna.mirror.value(id, "person.familyName") == "bad")
        #expect(try home.faults().isEmpty)
        #expect(throws: StoreError.self) {
            try home.store.admit(quarantined: kept.id, by: "operator")
        }
    }

    @Test func `a change that its author overwrote is superseded when it is admitted`() throws {
        anna.set(id, "person.familyName", "bad")
        anna.set(id, "person.familyName", "good")
        _ = try anna.push(judge: judge("bad"))
        let kept = try #require(try home.store.quarantine(includingEnded: false).first)
        #expect(try home.store.admit(quarantined: kept.id, by: "operator").status == .superseded)
        #expect(try home.shown(id, "person.familyName") == "good")
        #expect(try home.faults().isEmpty)
        anna.set(id, "person.familyName", "next")
        try anna.pull()
        #expect(try anna.sync().map(\.status) == [.applied])
        #expect(try home.faults().isEmpty)
    }

    @Test func `what the schema cannot hold is not admitted, and goes on waiting`() throws {
        anna.set(id, "visits.planned", .integer(401))
        _ = try anna.push(judge: judge(.integer(401)))
        let kept = try #require(try home.store.quarantine(includingEnded: false).first)
        #expect {
            try home.store.admit(quarantined: kept.id, by: "operator")
        } throws: { ($0 as? StoreError)?.code == .invalid }
        #expect(try home.store.quarantine(includingEnded: false) == [kept])
        #expect(try home.shown(id, "visits.planned") == .null)
        #expect(try home.faults().isEmpty)
    }

    @Test func `a refused change stays in the history and ends for good`() throws {
        anna.set(id, "person.familyName", "bad")
        let saves = anna.saves
        _ = try anna.push(judge: judge("bad"))
        let kept = try #require(try home.store.quarantine(includingEnded: false).first)
        try home.store.refuse(quarantined: kept.id, by: "operator", reason: "no")
        let again = try home.store.accept(saves, from: anna.device) { _, _, _ in .accept }
        #expect(again.map(\.status) == [.duplicate])
        #expect(again.map(\.first) == [.refused])
        try anna.pull()
        #expect(second().map(\.status) == [.refused])
        #expect(second().map(\.reason) == ["no"])
        let history = try home.store.read {
            try $0.serverHistory(id, record: .caseFile, field: "person.familyName")
        }
        #expect(history.map(\.status) == [.applied, .refused])
        #expect(throws: StoreError.self) {
            try home.store.refuse(quarantined: kept.id, by: "operator", reason: "no")
        }
        #expect(try home.faults().isEmpty)
    }

    @Test func `a record that is written once is kept aside and admitted whole`() throws {
        let visit = RecordAddress(kind: "visit", key: .unique(home.world.identifier()))
        anna.save(
            id,
            [
                .init(record: visit, unit: "alive", value: .boolean(true)),
                .init(record: visit, unit: "on", value: "2026-01-01"),
                .init(record: visit, unit: "note", value: "bad"),
            ]
        )
        let receipts = try anna.push(judge: judge("bad"))
        #expect(receipts.map(\.reason) == ["length", "length", "length"])
        try anna.pull()
        #expect(anna.mirror.records.count == 1)
        let kept = try home.store.quarantine(includingEnded: false)
        #expect(kept.count == 3)
        let receipt = try home.store.admit(quarantined: kept[2].id, by: "operator")
        #expect(receipt.status == .applied)
        try anna.pull()
        #expect(anna.mirror.value(id, "note", of: visit) == "bad")
        #expect(anna.mirror.value(id, "on", of: visit) == "2026-01-01")
        #expect(second().count == 3)
        #expect(try home.faults().isEmpty)
    }

    @Test func `what is written once is not written again`() throws {
        let visit = RecordAddress(kind: "visit", key: .unique(home.world.identifier()))
        anna.save(
            id,
            [
                .init(record: visit, unit: "alive", value: .boolean(true)),
                .init(record: visit, unit: "on", value: "2026-01-01"),
            ]
        )
        try anna.sync()
        for (unit, value) in [("on", "2026-02-02"), ("note", "more")] as [(String, Value)] {
            anna.save(id, [.init(record: visit, unit: unit, value: value)])
        }
        let receipts = try anna.sync()
        #expect(receipts.map(\.reason) == ["written-once", "written-once"])
        anna.save(id, [.init(record: visit, unit: "on", value: "2026-01-01")])
        #expect(try anna.sync().map(\.status) == [.agreed])
        #expect(try home.faults().isEmpty)
    }

    @Test func `a change of a record whose creation is kept aside is kept aside too`() throws {
        let action = RecordAddress(kind: "action", key: .unique(home.world.identifier()))
        anna.save(id, [.init(record: action, unit: "alive", value: .boolean(true))])
        anna.save(id, [.init(record: action, unit: "title", value: "T")])
        let receipts = try anna.push(judge: judge(.boolean(true)))
        #expect(receipts.map(\.reason) == ["length", "record"])
        let kept = try home.store.quarantine(includingEnded: false)
        #expect(throws: StoreError.self) {
            try home.store.admit(quarantined: kept[1].id, by: "operator")
        }
        _ = try home.store.admit(quarantined: kept[0].id, by: "operator")
        _ = try home.store.admit(quarantined: kept[1].id, by: "operator")
        #expect(try home.shown(id, "title", of: action) == "T")
        #expect(try home.faults().isEmpty)
    }

    @Test func `unknown kinds and fields and values of another type never stop a save`() throws {
        let ghost = RecordAddress(kind: "ghost", key: .natural("x"))
        anna.save(
            id,
            [
                .init(unit: "newer.field", value: "kept"),
                .init(record: ghost, unit: "alive", value: .boolean(true)),
                .init(unit: "visits.planned", value: "text"),
                .init(unit: "lvb.flag", value: .integer(1)),
                .init(unit: "aliases", value: .makeSet(["a"])),
                .init(unit: "risk", value: .makeGroup([.init(name: "other", value: "x")])),
                .init(unit: "alive", value: "yes"),
                .init(unit: "person.givenNames", value: "G"),
            ]
        )
        let receipts = try anna.push { _, _, _ in .accept }
        #expect(
            receipts.map(\.reason) == [
                "field", "field", "type", "type", "type", "type", "type", nil,
            ]
        )
        #expect(try home.store.quarantine(includingEnded: false).first?.value == "kept")
        #expect(try home.shown(id, "person.givenNames") == "G")
        #expect(try home.faults().isEmpty)
    }

    @Test func `a field that only a newer schema knows waits for that schema`() throws {
        anna.set(id, "newer.field", "kept")
        #expect(try anna.push { _, _, _ in .accept }.map(\.reason) == ["field"])
        let kept = try #require(try home.store.quarantine(includingEnded: false).first)
        #expect(throws: StoreError.self) {
            try home.store.admit(quarantined: kept.id, by: "operator")
        }
        #expect(try home.store.quarantine(includingEnded: false).count == 1)
        let field = Field(name: "newer.field", type: .text, policy: .queue)
        try home.store.publish(.sample(version: 2, extra: [field]))
        #expect(try home.store.admit(quarantined: kept.id, by: "operator").status == .applied)
        #expect(try home.shown(id, "newer.field") == "kept")
        try anna.pull()
        #expect(anna.mirror.value(id, "newer.field") == "kept")
        #expect(try home.faults().isEmpty)
    }

    @Test func `a case that does not exist and one that its user lost are kept aside`() throws {
        let ghost = CaseID(home.world.identifier())
        anna.set(ghost, "person.familyName", "x")
        #expect(try anna.push().map(\.reason) == ["scope"])
        #expect(
            try home.store.quarantine(includingEnded: false).first?.caseName == ghost.description
        )
        var standings: [CaseStanding] = []
        anna.set(id, "person.familyName", "y")
        _ = try home.store.unassign(id, from: "anna")
        _ = try anna.push { _, _, standing in
            standings.append(standing)
            return .accept
        }
        #expect(standings == [CaseStanding(exists: true, isAssigned: false)])
    }

    @Test func `the rules are told whether a record that is made is here already`() throws {
        let visit = RecordAddress(kind: "visit", key: .unique(home.world.identifier()))
        let making = FakeLaptop.Edit(
            record: visit,
            unit: Schema.aliveUnit,
            value: .boolean(true)
        )
        var standings: [Bool] = []
        for _ in 0..<2 {
            anna.save(id, [making, FakeLaptop.Edit(unit: "person.familyName", value: "x")])
            _ = try anna.push { _, _, standing in
                standings.append(standing.hasRecord)
                return .accept
            }
        }
        #expect(standings == [false, true, true, true])
    }
}
