internal import Foundation
internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// Random days of three laptops and an administrator; after each, the whole log is merged again from the first change
/// and compared with what is stored, the mirrors agree, and delivering everything again adds nothing.
@Suite struct ServerHistoryPropertyTests {
    @Test(arguments: seeds)
    func `what is stored is what the log merges to`(seed: UInt64) throws {
        var day = try Day(seed: seed)
        for step in 0..<60 {
            try day.step()
            if step % 20 == 19 {
                let faults = try day.home.faults()
                #expect(faults.isEmpty, "seed \(seed), step \(step)")
            }
        }
        try day.end(seed)
    }

    /// `SLUIS_SEED` gives one seed to run again; else a few fixed ones.
    private static var seeds: [UInt64] {
        if let text = ProcessInfo.processInfo.environment["SLUIS_SEED"], let seed = UInt64(text) {
            return [seed]
        }
        return Array(1...20) + [36, 125, 179]
    }
}

private struct Day {
    let home: ServerWorld
    let laptops: [FakeLaptop]
    private var cases: [CaseID] = []
    private var records: [CaseID: [RecordAddress]] = [:]
    private var sent: [(FakeLaptop, [Save])] = []
    private var batches: [String] = []

    init(seed: UInt64) throws {
        let protective: [Value] = ["withdrawn"]
        let home = try ServerWorld(
            schema: .sample(extra: [
                Field(name: "help.request", type: .text, policy: .text),
                Field(
                    name: "consent",
                    type: .code(["given", "withdrawn"]),
                    policy: .restrictive(protective: protective)
                ),
                Field(name: "benefit", type: .text, policy: .owner(.benefitOfficer)),
            ]),
            seed: seed
        )
        self.home = home
        laptops = try ["anna", "bram", "carla"].map { user in
            try home.laptop(user, role: user == "carla" ? .benefitOfficer : .coordinator)
        }
    }

    private func pick(_ count: Int) -> Int { Int(home.world.random() % UInt64(count)) }

    private func word() -> Value { .text(Text(["a", "b", "c"][pick(3)])) }

    mutating func step() throws {
        home.world.setNow(home.world.now.milliseconds + Int64(pick(20_000)))
        let laptop = laptops[pick(3)]
        switch pick(20) {
        case 0: makeCase(laptop)
        case 1...9: edit(laptop)
        case 10: remove(laptop)
        case 11...14: try sync(laptop)
        case 15: try laptop.pull()
        case 16: try decide()
        case 17: try takeBack()
        case 18: try admit()
        default: try decideInBulk(laptop)
        }
    }

    private mutating func makeCase(_ laptop: FakeLaptop) {
        let id = laptop.makeCase([("person.familyName", word()), ("release.on", "2026-01-01")])
        cases.append(id)
        records[id] = [.caseFile]
    }

    private mutating func edit(_ laptop: FakeLaptop) {
        guard !cases.isEmpty else { return makeCase(laptop) }
        let id = cases[pick(cases.count)]
        var edits: [FakeLaptop.Edit] = []
        for _ in 0...pick(3) { edits += edit(of: id) }
        if pick(10) == 0 {
            edits = edits.map {
                var void = $0; void.isVoid = true; return void
            }
        }
        laptop.save(id, edits)
    }

    private mutating func edit(of id: CaseID) -> [FakeLaptop.Edit] {
        switch pick(15) {
        case 12:
            let words = ["one two three", "one 2 three", "one two 3", "one two three four"]
            return [.init(unit: "help.request", value: .text(Text(words[pick(4)])))]
        case 13:
            return [.init(unit: "consent", value: pick(2) == 0 ? "given" : "withdrawn")]
        case 14: return [.init(unit: "benefit", value: word())]
        case 0...3: return [.init(unit: "person.familyName", value: pick(6) == 0 ? .null : word())]
        case 4: return [.init(unit: "contact.phone", value: word())]
        case 5: return [.init(unit: "release.on", value: .text(Text("2026-0\(1 + pick(3))-01")))]
        case 6:
            let added = Text(["x", "y", "z"][pick(3)])
            let removed = Text(["x", "y", "z"][pick(3)])
            return [
                .init(
                    unit: "aliases",
                    value: .difference(
                        .init(added: [added], removed: added == removed ? [] : [removed])
                    )
                )
            ]
        case 7:
            let level = GroupMember(name: "risk.level", value: pick(2) == 0 ? "low" : "high")
            let reason = GroupMember(name: "risk.reason", value: word())
            return [
                .init(unit: "risk", value: .makeGroup(pick(3) == 0 ? [level] : [level, reason]))
            ]
        case 8:
            let form = RecordAddress(kind: "screening", key: .natural("s\(pick(2))"))
            return [
                .init(record: form, unit: "alive", value: .boolean(true)),
                .init(record: form, unit: "status", value: pick(2) == 0 ? "need" : "no_need"),
            ]
        case 9:
            let action = RecordAddress(kind: "action", key: .unique(home.world.identifier()))
            records[id, default: []].append(action)
            return [
                .init(record: action, unit: "alive", value: .boolean(true)),
                .init(record: action, unit: "title", value: word()),
            ]
        case 10:
            let known = records[id] ?? []
            let record = known[pick(known.count)]
            return [
                .init(
                    record: record,
                    unit: record == .caseFile ? "person.givenNames" : "title",
                    value: word()
                )
            ]
        default:
            return [.init(unit: "visits.planned", value: .integer(Int64(pick(3))))]
        }
    }

    private mutating func remove(_ laptop: FakeLaptop) {
        guard !cases.isEmpty else { return }
        let id = cases[pick(cases.count)]
        let known = records[id] ?? []
        let record = known[pick(known.count)]
        laptop.save(id, [.init(record: record, unit: "alive", value: .boolean(pick(3) == 0))])
    }

    private mutating func sync(_ laptop: FakeLaptop) throws {
        sent.append((laptop, laptop.saves))
        let chance = pick(8)
        _ = try laptop.push { _, change, standing in
            if !standing.exists { return .quarantine("scope") }
            return chance == 0 && change.value == "b" ? .quarantine("length") : .accept
        }
        try laptop.pull()
    }

    private func decide() throws {
        let open = try home.openConflicts()
        guard !open.isEmpty else { return }
        let conflict = open[pick(open.count)]
        let decision: Decision =
            pick(3) == 0 ? .keep : .take(pick(conflict.candidates.count))
        _ = try home.store.resolve(
            conflict.id,
            version: conflict.version,
            decision: decision,
            by: "operator",
            reason: "r"
        )
    }

    private func takeBack() throws {
        let closed = try home.store.read { try $0.conflicts(where: "state <> 'open'") }
        guard !closed.isEmpty else { return }
        do throws(StoreError) {
            _ = try home.store.reopen(closed[pick(closed.count)].id, by: "operator", reason: "r")
        } catch {
            guard error.code == .changedMeanwhile || error.code == .invalid else { throw error }
        }
    }

    private func admit() throws {
        let kept = try home.store.quarantine(includingEnded: false)
        guard !kept.isEmpty else { return }
        do throws(StoreError) {
            _ = try home.store.admit(quarantined: kept[pick(kept.count)].id, by: "operator")
        } catch {
            guard error.code == .invalid else { throw error }
        }
    }

    private mutating func decideInBulk(_ laptop: FakeLaptop) throws {
        if let batch = batches.last, pick(2) == 0 {
            _ = try home.store.undo(batch: batch, by: "operator", reason: "r")
            return
        }
        let result = try home.store.resolveAll(
            from: laptop.replica,
            takeLatest: pick(2) == 0,
            by: "operator",
            reason: "r"
        )
        batches.append(result.batch)
    }

    mutating func end(_ seed: UInt64) throws {
        for laptop in laptops { try sync(laptop) }
        for laptop in laptops { try laptop.pull() }
        let first = laptops[0].mirror
        for laptop in laptops {
            #expect(laptop.mirror.records == first.records, "seed \(seed)")
            let open = laptop.mirror.conflicts.values.filter { $0.state == .open }.map(\.id)
                .sorted()
            #expect(open == (try home.openConflicts().map(\.id)), "seed \(seed)")
        }
        let faults = try home.faults()
        #expect(faults.isEmpty, "seed \(seed)")
        let before = try home.counts()
        for (laptop, saves) in sent where !saves.isEmpty {
            let receipts = try home.store.accept(saves, from: laptop.device) { _, _, _ in .accept }
            #expect(receipts.allSatisfy { $0.status == .duplicate }, "seed \(seed)")
        }
        #expect(try home.counts() == before, "seed \(seed)")
    }
}
