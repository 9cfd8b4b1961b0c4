internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// Shows how cases are found, listed, searched and their history told.
@Suite struct ReadingTests {
    private let laptop: TestLaptop
    private let server: PageMaker
    private let world: World

    init() throws {
        laptop = try TestLaptop()
        world = laptop.world
        server = PageMaker(world: laptop.world)
    }

    @Test func `lists cases by number, with names and what waits`() throws {
        let second = try laptop.newCase(["person.familyName": .text("Bos")], number: "B-2")
        let first = try laptop.newCase(
            ["person.givenNames": .text("Jan"), "person.familyName": .text("Vos")],
            number: "A-1"
        )
        let cases = try laptop.store.cases(includingDeleted: false)
        #expect(cases.map(\.id) == [first, second])
        #expect(cases.map(\.name) == ["Jan Vos", "Bos"])
        #expect(cases.map(\.pending) == [3, 2])
        try laptop.setAlive(first, false)
        #expect(try laptop.store.cases(includingDeleted: false).map(\.id) == [second])
        #expect(try laptop.store.cases(includingDeleted: true).map(\.isAlive) == [false, true])
    }

    @Test func `finds a case by the beginning of its number or id`() throws {
        let first = try laptop.newCase(number: "SAM-2023-0001-A")
        let other = try laptop.newCase(number: "SAM-2023-0002-B")
        #expect(try laptop.store.findCases("SAM-2023-0002").map(\.id) == [other])
        #expect(try laptop.store.findCases("SAM").count == 2)
        #expect(try laptop.store.findCases("").isEmpty)
        #expect(try laptop.store.findCases("X").isEmpty)
        #expect(try laptop.store.findCases("%").isEmpty)
        #expect(try laptop.store.findCases(first.description).map(\.id) == [first])
        #expect(try laptop.store.findCases(String(first.description.dropLast(3))).count >= 1)
        let third = try laptop.newCase(number: "SAM-2023-0001-A2")
        #expect(try laptop.store.findCases("SAM-2023-0001-A").map(\.id) == [first])
        #expect(try laptop.store.findCases("SAM-2023-0001-A2").map(\.id) == [third])
    }

    @Test func `searches folded, in the text of living records`() throws {
        let id = try laptop.newCase(["person.familyName": .text("Ångström-Ĳsselmeer")])
        try laptop.set(id, "aliases", .set(["Zoë", "Änne"]))
        let deleted = try laptop.newCase(["person.familyName": .text("zoe")])
        try laptop.setAlive(deleted, false)
        #expect(
            try laptop.store.search("angstrom", limit: 10).map(\.field) == ["person.familyName"]
        )
        #expect(try laptop.store.search("IJSSEL", limit: 10).count == 1)
        #expect(try laptop.store.search("zoe", limit: 10).map(\.field) == ["aliases"])
        #expect(try laptop.store.search("o\u{308}", limit: 10).count == 2)
        #expect(try laptop.store.search("", limit: 10).isEmpty)
        #expect(try laptop.store.search("niets", limit: 10).isEmpty)
        #expect(try laptop.store.search("n", limit: 1).count == 1)
    }

    @Test func `cuts an excerpt around the hit`() throws {
        let text =
            String(repeating: "woord ", count: 100) + "naald" + String(repeating: " hooi", count: 9)
        try laptop.newCase(["person.givenNames": .text(Text(text))])
        let hit = try #require(try laptop.store.search("NAALD", limit: 10).first)
        #expect(hit.excerpt.unicodeScalars.count == 80)
        #expect(hit.excerpt.contains("naald"))
        #expect(hit.record == .caseFile)
    }

    @Test func `tells a field's history, own and other, oldest first`() throws {
        let id = CaseID(world.identifier())
        _ = try laptop.store.apply(server.wholeCase(id, ["number": .text("A")]))
        world.setNow(1_700_000_100_000)
        try laptop.set(id, "number", .text("B"))
        try laptop.set(id, "number", .text("C"))
        let history = try laptop.store.history(id, record: .caseFile, field: "number")
        #expect(history.map(\.value) == [.text("A"), .text("B"), .text("C")])
        #expect(history.map(\.author) == ["bob", "anna", "anna"])
        #expect(history.map(\.status) == [.applied, nil, nil])
        #expect(history.map(\.context.revision) == [0, 1, 1])
        #expect(history.last?.device == laptop.store.replica)
        #expect(try laptop.store.history(id, record: .caseFile, field: "risk.level").isEmpty)
        expectError(.invalid) {
            _ = try laptop.store.history(id, record: .caseFile, field: "no.such")
        }
        expectError(.notFound) {
            _ = try laptop.store.history(
                CaseID(world.identifier()),
                record: .caseFile,
                field: "number"
            )
        }
    }

    @Test func `shows retired fields`() throws {
        let id = try laptop.newCase(["contact.phone": .text("06")])
        var retired = Schema.sample(version: 2)
        let index = try #require(retired.kinds.firstIndex { $0.name == "case" })
        var fields = retired.kinds[index].fields
        let phone = try #require(fields.firstIndex { $0.name == "contact.phone" })
        fields[phone].isRetired = true
        retired.kinds[index] = Kind(name: "case", fields: fields)
        try laptop.store.publish(retired)
        #expect(try laptop.value(id, "contact.phone") == .text("06"))
        try laptop.expectSound()
    }

    @Test func `refuses a schema that does not follow`() throws {
        expectError(.schemaRefused) { try laptop.store.publish(.sample()) }
        let without = Schema(name: "sample", version: 2, kinds: [], source: "sample 2")
        expectError(.schemaRefused) { try laptop.store.publish(without) }
        #expect(laptop.store.schema.version == 1)
    }

    @Test func `drops settled saves, and nothing that is needed`() throws {
        let id = CaseID(world.identifier())
        _ = try laptop.store.apply(server.wholeCase(id, ["number": .text("A")]))
        for text in ["B", "C", "D", "E"] { try laptop.set(id, "number", .text(Text(text))) }
        try laptop.upload()
        let dots = (1...4 as ClosedRange<UInt64>).map {
            Dot(incarnation: laptop.store.incarnation, seq: $0)
        }
        try laptop.store.apply(
            dots.map { dot in
                dot.seq == 2
                    ? Receipt(dot: dot, status: .quarantined)
                    : Receipt(dot: dot, status: .applied, position: server.advance(id))
            }
        )
        let (hash, value) = (try laptop.store.stateHash(), try laptop.value(id, "number"))
        #expect(try laptop.store.compact(through: 9) == 0)
        _ = try laptop.store.apply(server.changed(id, [("number", .text("E"))]))
        #expect(try laptop.store.compact(through: 1) == 1)
        #expect(try laptop.store.compact(through: 9) == 1)
        #expect(try laptop.value(id, "number") == value)
        #expect(try laptop.store.counts().quarantined == 1)
        #expect(hash != .empty)
        #expect(try laptop.store.head().seq == 4)
        try laptop.expectSound()
        try laptop.set(id, "contact.phone", .text("1"))
        try laptop.reopen()
        try laptop.expectSound()
        #expect(try laptop.upload().flatMap(\.changes).map(\.dot.seq) == [5])
    }
}
