internal import Foundation
internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// Shows, over random histories, that a laptop's store shows, counts and hashes what a model without a database says.
///
/// Each run has a seed, which is its argument; `SLUIS_SEED=n` runs that one alone.
@Suite struct LaptopModelTests {
    static let seeds: [UInt64] =
        ProcessInfo.processInfo.environment["SLUIS_SEED"].flatMap { UInt64($0) }.map { [$0] }
        ?? Array(1...20)

    @Test(arguments: seeds)
    func `a laptop does what the model says`(seed: UInt64) throws {
        let run = try ModelRun(seed: seed)
        for step in 0..<100 {
            let operation = try run.step()
            try run.compare("seed \(seed), step \(step): \(operation)")
        }
    }
}

/// One own change, as the model remembers it.
private struct ModelChange {
    enum Answer: Equatable { case none, void, refused, quarantined, accepted(UInt64) }
    var seq: UInt64
    var unit: ModelUnit
    var value: Value
    var context: UInt64
    var isSent = false
    var answer = Answer.none
}

private struct ModelUnit: Hashable {
    var caseID: CaseID
    var name: String
}

/// A laptop's store beside a model of it and of a server that takes what comes.
private final class ModelRun {
    private let world: World
    private let laptop: TestLaptop
    private let pages: PageMaker
    private var cases: [CaseID] = []
    private var changes: [ModelChange] = []
    /// What the laptop has from the server, and how far.
    private var acknowledged: [ModelUnit: Value] = [:]
    private var stands: [CaseID: UInt64] = [:]
    /// What the server has, and since when.
    private var served: [ModelUnit: (value: Value, since: UInt64)] = [:]
    private var answers: [UInt64: Receipt] = [:]
    private var letter: UInt64 = 0
    private var snapshots = 0
    private static let units = ["number", "contact.phone", "person.familyName", "aliases", "risk"]

    init(seed: UInt64) throws {
        world = World(seed: seed)
        laptop = try TestLaptop(world: world)
        pages = PageMaker(world: world)
        for _ in 0..<2 {
            let id = CaseID(world.identifier())
            _ = try laptop.store.apply(pages.wholeCase(id, ["number": .text("a")]))
            cases.append(id)
            stands[id] = 1
            for name in Self.units { served[ModelUnit(caseID: id, name: name)] = (empty(name), 1) }
            served[ModelUnit(caseID: id, name: "number")] = (.text("a"), 1)
        }
        acknowledged = served.mapValues(\.value)
    }

    private func empty(_ name: String) -> Value {
        name == "risk"
            ? .makeGroup(["risk.level", "risk.reason"].map { GroupMember(name: $0, value: .null) })
            : .null
    }

    private func pick(_ count: Int) -> Int { Int(world.random() % UInt64(count)) }

    // MARK: Steps

    func step() throws -> String {
        switch pick(20) {
        case 0..<8: return try edit()
        case 8..<11: return serve()
        case 11..<13: return try upload()
        case 13..<15: return try push()
        case 15..<18: return try pull()
        case 18: return try secondReceipt()
        default:
            try laptop.reopen()
            return "reopen"
        }
    }

    private func randomUnit() -> ModelUnit {
        ModelUnit(caseID: cases[pick(cases.count)], name: Self.units[pick(Self.units.count)])
    }

    private func randomValue(_ name: String, from old: Value) -> Value {
        let letters: [Text] = ["a", "b", "c"]
        switch name {
        case "aliases": return .makeSet(letters.filter { _ in pick(2) == 0 })
        case "risk":
            guard case .group(var members) = old else { return old }
            let levels: [Value] = [.text("low"), .text("high"), .null]
            if pick(2) == 0 {
                members[0].value = levels[pick(3)]
            } else {
                members[1].value = pick(3) == 0 ? .null : .text(letters[pick(3)])
            }
            return .group(members)
        default: return pick(4) == 0 ? .null : .text(letters[pick(3)])
        }
    }

    private func edit() throws -> String {
        let unit = randomUnit()
        let (before, wanted) = (shown(unit), randomValue(unit.name, from: shown(unit)))
        var edits = [FieldEdit(record: .caseFile, field: unit.name, value: wanted)]
        if case .group(let members) = wanted, case .group(let old) = before {
            edits = zip(members, old).filter { $0.0 != $0.1 }.map {
                FieldEdit(record: .caseFile, field: $0.0.name, value: $0.0.value)
            }
        }
        world.setNow(world.now.milliseconds + Int64(pick(2000)) - 500)
        let recorded = edits.isEmpty ? 0 : try laptop.store.save(laptop.draft(unit.caseID, edits))
        guard !same(before, wanted) else {
            #expect(recorded == 0)
            return "edit \(unit.name) of nothing"
        }
        #expect(recorded == 1)
        let open = changes.indices.filter { isOpen(changes[$0]) && changes[$0].unit == unit }
        var value = wanted
        if unit.name == "aliases" {
            let (old, new) = (Set(before.elements), Set(wanted.elements))
            value = .difference(
                SetDifference(
                    added: new.subtracting(old).sorted(),
                    removed: old.subtracting(new).sorted()
                )
            )
        }
        var change = ModelChange(
            seq: UInt64(changes.count) + 1,
            unit: unit,
            value: value,
            context: min(stands[unit.caseID] ?? 0, open.map { changes[$0].context }.min() ?? .max)
        )
        if !open.isEmpty, open.allSatisfy({ !changes[$0].isSent }),
            same(wanted, acknowledged[unit] ?? .null)
        {
            change.answer = .void
            for index in open { changes[index].answer = .void }
        }
        changes.append(change)
        return "edit \(unit.name)"
    }

    /// Another device's change at the server.
    private func serve() -> String {
        let unit = randomUnit()
        let value = randomValue(unit.name, from: served[unit]?.value ?? .null)
        served[unit] = (value, pages.advance(unit.caseID).revision)
        return "serve \(unit.name)"
    }

    private func upload() throws -> String {
        let sent = try laptop.store.nextUpload(after: 0, changesMax: 1 + pick(5)).readSaves()
        for change in sent.flatMap(\.changes) {
            changes[Int(change.dot.seq) - 1].isSent = true
            let model = changes[Int(change.dot.seq) - 1]
            #expect(change.value == model.value)
            #expect(change.context.revision == model.context)
            #expect(change.isVoid == (model.answer == .void))
        }
        return "upload"
    }

    /// The server answers what was sent; the answer may be lost on the way.
    private func push() throws -> String {
        let sent = try laptop.store.nextUpload(after: 0, changesMax: 5).readSaves()
            .flatMap(\.changes)
        var receipts: [Receipt] = []
        for change in sent {
            let index = Int(change.dot.seq) - 1
            changes[index].isSent = true
            if var known = answers[change.dot.seq] {
                known.first = known.status
                known.status = .duplicate
                receipts.append(known)
            } else {
                let receipt = answer(change, index)
                answers[change.dot.seq] = receipt
                receipts.append(receipt)
            }
        }
        guard pick(3) > 0 else { return "push, answer lost" }
        try laptop.store.apply(receipts)
        for receipt in receipts { note(receipt) }
        return "push"
    }

    private func answer(_ change: Change, _ index: Int) -> Receipt {
        var receipt = Receipt(dot: change.dot, status: .void)
        guard !change.isVoid else { return receipt }
        let unit = changes[index].unit
        switch pick(6) {
        case 0: receipt.status = .quarantined
        case 1:
            receipt.status = .beaten
            receipt.position = pages.advance(unit.caseID)
        default:
            receipt.status = .applied
            let position = pages.advance(unit.caseID)
            receipt.position = position
            served[unit] = (
                applied(change.value, to: served[unit]?.value ?? .null), position.revision
            )
        }
        return receipt
    }

    private func note(_ receipt: Receipt) {
        let index = Int(receipt.dot.seq) - 1
        guard changes[index].answer == .none || changes[index].answer == .quarantined else {
            return
        }
        switch receipt.outcome {
        case .void: break
        case .quarantined: changes[index].answer = .quarantined
        case .refused: changes[index].answer = .refused
        default: changes[index].answer = .accepted(receipt.position?.revision ?? 0)
        }
    }

    private func pull() throws -> String {
        let id = cases[pick(cases.count)]
        var page = pages.page()
        page.cases = [pages.header(id, whole: false)]
        page.stamps = [pages.stamp(id)]
        let since = stands[id] ?? 0
        for name in Self.units {
            let unit = ModelUnit(caseID: id, name: name)
            guard let (value, changed) = served[unit], changed > since else { continue }
            page.cells.append(pages.cell(id, name, value, seq: changed))
            acknowledged[unit] = value
        }
        stands[id] = pages.position(id).revision
        _ = try laptop.store.apply(page)
        return "pull"
    }

    private func secondReceipt() throws -> String {
        let waiting = changes.indices.filter { changes[$0].answer == .quarantined }
        guard !waiting.isEmpty else { return "no quarantine" }
        let index = waiting[pick(waiting.count)]
        var receipt = Receipt(
            dot: Dot(incarnation: laptop.store.incarnation, seq: changes[index].seq),
            status: .refused
        )
        if pick(2) == 0 {
            receipt.status = .beaten
            receipt.position = pages.advance(changes[index].unit.caseID)
        }
        letter += 1
        var page = pages.page()
        page.letters = [Letter(number: letter, content: .receipt(receipt))]
        _ = try laptop.store.apply(page)
        note(receipt)
        return "second receipt"
    }

    // MARK: The model

    private func isOpen(_ change: ModelChange) -> Bool {
        switch change.answer {
        case .none: true
        case .quarantined: !isPassed(change)
        case .void, .refused: false
        case .accepted(let revision):
            revision > stands[change.unit.caseID] ?? 0 && !isPassed(change)
        }
    }

    /// Whether a later change of this laptop was taken and brought by a page: the unit shows no older one over it.
    private func isPassed(_ change: ModelChange) -> Bool {
        change.unit.name != "aliases"
            && changes.contains { later in
                guard later.unit == change.unit, later.seq > change.seq,
                    case .accepted(let revision) = later.answer
                else { return false }
                return revision <= stands[later.unit.caseID] ?? 0
            }
    }

    private func applied(_ change: Value, to old: Value) -> Value {
        guard case .difference(let difference) = change else { return change }
        return .makeSet(Set(old.elements).subtracting(difference.removed).union(difference.added))
    }

    private func shown(_ unit: ModelUnit) -> Value {
        changes.filter { $0.unit == unit && isOpen($0) }
            .reduce(acknowledged[unit] ?? .null) { applied($1.value, to: $0) }
    }

    private func same(_ left: Value, _ right: Value) -> Bool {
        left == right || left.isEmpty && right.isEmpty
    }

    func compare(_ context: String) throws {
        let comment = Comment(rawValue: context)
        for id in cases {
            let fields = try laptop.record(id).fields
            for name in Self.units {
                let expected = shown(ModelUnit(caseID: id, name: name))
                var actual = fields.first { $0.name == name }?.value ?? .null
                if name == "risk" {
                    actual = .makeGroup(
                        ["risk.level", "risk.reason"].map { member in
                            GroupMember(
                                name: member,
                                value: fields.first { $0.name == member }?.value ?? .null
                            )
                        }
                    )
                }
                #expect(same(actual, expected), comment)
            }
        }
        let counts = try laptop.store.counts()
        #expect(counts.pending == changes.count { $0.answer == .none }, comment)
        #expect(counts.quarantined == changes.count { $0.answer == .quarantined }, comment)
        #expect(try laptop.store.stateHash() == expectedHash(), comment)
        for report in try laptop.store.check() {
            #expect(report.ok, "\(context): \(report.name) \(report.detail)")
        }
    }

    private func expectedHash() -> StateHash {
        var sum = StateHash.empty
        for id in cases {
            let seed = StateHash.recordSeed(case: id, record: .caseFile)
            let alive = StateHash.fieldSeed(Schema.aliveUnit)
            sum.add(.contribution(recordSeed: seed, fieldSeed: alive, integer: 1))
            for name in Self.units {
                let value = acknowledged[ModelUnit(caseID: id, name: name)] ?? .null
                var members = [GroupMember(name: name, value: value)]
                if case .group(let group) = value { members = group }
                for member in members {
                    sum.add(
                        HashLedger.contribution(
                            member.value,
                            recordSeed: seed,
                            fieldSeed: StateHash.fieldSeed(member.name)
                        )
                    )
                }
            }
        }
        return sum
    }
}
