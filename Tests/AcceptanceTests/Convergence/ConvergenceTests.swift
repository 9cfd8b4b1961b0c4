import Foundation
import Testing

/// Shows, by random working days through the real programs, that what people see, what waits and what each
/// laptop is told are exactly what the full causal history says (``World``), after every sync.
///
/// `SLUIS_SEED` plays one day again, `SLUIS_DAYS` and `SLUIS_STEPS` make it longer.
@Suite(.waitsForProcesses) struct ConvergenceTests {
    static let days: [UInt64] = {
        let environment = ProcessInfo.processInfo.environment
        let first = environment["SLUIS_SEED"].flatMap { UInt64($0) } ?? 1
        let count = environment["SLUIS_DAYS"].flatMap { UInt64($0) } ?? 3
        return (0..<count).map { first + $0 }
    }()

    @Test(arguments: days)
    func `a random day ends as the causal history says`(seed: UInt64) throws {
        print("convergence: SLUIS_SEED=\(seed)")
        let steps = ProcessInfo.processInfo.environment["SLUIS_STEPS"].flatMap { Int($0) } ?? 60
        var day = try RandomDay(seed: seed)
        for _ in 0..<steps { try day.step() }
        try day.end()
        #expect(day.changes > steps / 4)
    }
}

/// One random working day, in the world and through the programs at once.
private struct RandomDay {
    private static let people = [
        (user: "anna", role: "coordinator"), (user: "anna", role: "coordinator"),
        (user: "olga", role: "benefit_officer"),
    ]
    private static let caseCount = 2
    private let words = Vocabulary.example
    private let office: Office
    private var laptops: [Laptop] = []
    private var cases: [String] = []
    private var world: World
    private var dice: Dice
    private var story: [String] = []
    private(set) var changes = 0

    init(seed: UInt64) throws {
        dice = Dice(seed: seed)
        office = try Office(schema: words.schema)
        for person in Self.people {
            laptops.append(try office.laptop(person.user, role: person.role))
        }
        for _ in 0..<Self.caseCount {
            let caseID = try laptops[0].newCase()
            try laptops[0].set(caseID, "\(words.natural.record):\(words.natural.field)=in_order")
            cases.append(caseID)
        }
        for laptop in laptops { try laptop.sync() }
        world = World(units: Self.policies(words), laptops: Self.people)
        for caseIndex in 0..<Self.caseCount {
            let name = UnitName(
                caseIndex: caseIndex,
                record: words.natural.record,
                unit: words.natural.field
            )
            _ = world.edit(0, name, "in_order")
        }
        for index in laptops.indices { _ = world.sync(index) }
    }

    private static func policies(_ words: Vocabulary) -> [UnitName: OraclePolicy] {
        var policies: [UnitName: OraclePolicy] = [:]
        for caseIndex in 0..<caseCount {
            func add(_ unit: String, _ policy: OraclePolicy, record: String = "case") {
                policies[UnitName(caseIndex: caseIndex, record: record, unit: unit)] = policy
            }
            add(words.text, .queue)
            add(words.code.field, .queue)
            add(words.group.name, .queue)
            add(words.natural.field, .queue, record: words.natural.record)
            add(words.lww.field, .lww)
            add(words.decide, .decide)
            add(words.set, .set)
            add(
                words.restrictive.field,
                .restrictive(protective: [.string(words.restrictive.protective)])
            )
            add(words.owner.field, .owner(words.owner.role))
        }
        return policies
    }

    mutating func step() throws {
        switch dice.next(below: 10) {
        case 0...5: try edit()
        case 6...8: try sync(dice.next(below: laptops.count))
        default: try decide()
        }
    }

    mutating func end() throws {
        for _ in 0..<2 { for index in laptops.indices { try sync(index) } }
        var hashes: Set<JSON> = []
        for laptop in laptops {
            hashes.insert(try laptop.sync()["stateHash"])
            try laptop.expectSound()
        }
        #expect(hashes.count == 1, "state hashes differ\n\(told)")
        try expectDone(office.run(["check"]))
    }

    private var told: String { story.suffix(60).joined(separator: "\n") }

    private mutating func edit() throws {
        let index = dice.next(below: laptops.count)
        let name = dice.pick(world.units.keys.sorted { "\($0)" < "\($1)" })
        let (value, writes) = newValue(for: name, on: world.laptops[index])
        let expected = world.edit(index, name, value)
        changes += expected
        story.append("laptop \(index): \(name) = \(value)")
        let answer = try laptops[index].run(["case", "set", cases[name.caseIndex]] + writes)
        try #require(answer.code == 0, "\(answer)\n\(told)")
        #expect(try answer.json["changes"] == .number(Double(expected)), "\(told)")
        try expectScreen(index, [name.caseIndex])
    }

    private mutating func newValue(for name: UnitName, on laptop: OracleLaptop) -> (JSON, [String])
    {
        let prefix = name.record == "case" ? "" : "\(name.record):"
        if name.unit == words.group.name { return newGroup(laptop.screen(name)) }
        if name.unit == words.set {
            let names = (0..<4).map { "Jan \($0)" }.filter { _ in dice.next(below: 2) == 0 }
            let value = JSON.array(names.map { .string($0) })
            let text = names.map { "\"\($0)\"" }.joined(separator: ",")
            return (value, ["\(name.unit)=[\(text)]"])
        }
        let texts: [String] =
            switch name.unit {
            case words.code.field: words.code.values
            case words.decide: ["2026-03-01", "2026-04-01", "2026-05-01"]
            case words.restrictive.field: [words.restrictive.protective, words.restrictive.other]
            case words.owner.field: words.owner.values
            case words.natural.field: words.natural.values
            default: ["A", "B", "C", "Zoë"]
            }
        let isCleared = dice.next(below: 8) == 0
        let text = isCleared ? "" : dice.pick(texts)
        return (isCleared ? .null : .string(text), ["\(prefix)\(name.unit)=\(text)"])
    }

    private mutating func newGroup(_ before: JSON) -> (JSON, [String]) {
        var members: [String: JSON] = [:]
        for (field, value) in before.object { members[field] = value }
        var writes: [String] = []
        let only = dice.next(below: words.group.members.count + 1)
        for (index, member) in words.group.members.enumerated() where only >= 2 || only == index {
            let text = dice.pick(member.values)
            members[member.field] = .string(text)
            writes.append("\(member.field)=\(text)")
        }
        return (.object(members), writes)
    }

    private mutating func sync(_ index: Int) throws {
        let expected = world.sync(index)
        story.append("laptop \(index): sync, expecting \(expected)")
        let answer = try laptops[index].run(["sync"])
        try #require(answer.code == 0, "\(answer)\n\(told)")
        let receipts = try answer.json["receipts"].object.compactMapValues(\.integer)
            .filter { $0.value != 0 }
        #expect(receipts == expected, "laptop \(index)\n\(told)")
        try expectQueue(try office.conflicts(), world.conflicts)
        let waiting = try laptops[index].done("conflict", "list").array
        try expectQueue(waiting, world.conflicts)
        try expectScreen(index, Array(cases.indices))
    }

    private mutating func decide() throws {
        let open = world.conflicts.keys.sorted { "\($0)" < "\($1)" }
        guard !open.isEmpty else { return }
        let name = dice.pick(open)
        let conflict = try #require(
            office.conflicts().first { unit(of: $0) == name },
            "no conflict on \(name)\n\(told)"
        )
        let values = conflict["candidates"].array.map { $0["value"] }
        var arguments = [
            "conflict", "resolve", conflict["id"].text, "--version",
            "\(conflict["version"].integer ?? 0)", "--reason", "decided",
        ]
        let choice = dice.next(below: values.count + 1)
        let value = (choice < values.count ? values[choice] : conflict["shown"]).withoutNulls
        arguments += choice < values.count ? ["--take", "\(choice)"] : ["--keep"]
        world.decide(name, value)
        story.append("server: \(name) decided \(value)")
        let answer = try office.run(arguments)
        try #require(answer.code == 0, "\(answer)\n\(told)")
        try expectQueue(try office.conflicts(), world.conflicts)
    }

    private func unit(of conflict: JSON) -> UnitName? {
        cases.firstIndex(of: conflict["caseId"].text).map {
            UnitName(caseIndex: $0, record: conflict["record"].text, unit: conflict["field"].text)
        }
    }

    private func expectQueue(
        _ printed: [JSON],
        _ expected: [UnitName: (shown: JSON, candidates: Set<JSON>)],
        at location: SourceLocation = #_sourceLocation
    ) throws {
        var found: [String: String] = [:]
        for conflict in printed where conflict["state"] == "open" {
            let name = try #require(unit(of: conflict))
            let candidates = conflict["candidates"].array.map {
                $0["value"].withoutNulls.description
            }.sorted()
            found["\(name)"] = "\(conflict["shown"].withoutNulls) of \(candidates)"
        }
        var wanted: [String: String] = [:]
        for (name, conflict) in expected {
            let candidates = conflict.candidates.map(\.description).sorted()
            wanted["\(name)"] = "\(conflict.shown) of \(candidates)"
        }
        #expect(found == wanted, "\(told)", sourceLocation: location)
    }

    private func expectScreen(
        _ index: Int,
        _ shownCases: [Int],
        at location: SourceLocation = #_sourceLocation
    ) throws {
        let laptop = world.laptops[index]
        for caseIndex in shownCases {
            let shown = try laptops[index].show(cases[caseIndex])
            for name in world.units.keys where name.caseIndex == caseIndex {
                let fields = fields(of: name, in: shown)
                let value = value(of: name, in: fields)
                let expected = laptop.screen(name)
                let isSame = value == expected || value.isNothing && expected.isNothing
                #expect(
                    isSame,
                    "laptop \(index) \(name): \(value), not \(expected)\n\(told)",
                    sourceLocation: location
                )
            }
        }
    }

    private func fields(of name: UnitName, in shown: JSON) -> JSON {
        guard name.record != "case" else { return shown["fields"] }
        let parts = name.record.split(separator: "/").map(String.init)
        let records = shown["records"][parts[0]].array
        return records.first { $0["key"].text == parts[1] }?["fields"] ?? .null
    }

    private func value(of name: UnitName, in fields: JSON) -> JSON {
        guard name.unit == words.group.name else { return fields[name.unit]["value"] }
        var members: [String: JSON] = [:]
        for member in words.group.members {
            members[member.field] = fields[member.field]["value"]
        }
        let group = JSON.object(members).withoutNulls
        return group.object.isEmpty ? .null : group
    }
}
