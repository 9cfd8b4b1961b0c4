import Foundation
import Testing

/// Shows the acceptance vectors V20 and V26–V28 of `docs/DESIGN.md` §11, and what each policy of the schema shows,
/// through the real programs over HTTP.
@Suite(.waitsForProcesses) struct SchemaVectorTests {
    private func publish(_ schema: String, to office: Office) throws -> Answer {
        let file = office.folder.url.appending(path: "next.yaml")
        try schema.write(to: file, atomically: true, encoding: .utf8)
        return try office.run(["schema", "publish", file.path])
    }

    @Test func `V20: a laptop with an older schema leaves a newer field intact`() throws {
        let words = Vocabulary.example
        let day = try Day(words, laptops: 2)
        let newer = Vocabulary.withAddedField(try #require(words.schema))
        try expectDone(publish(newer, to: day.office))
        try day.laptops[1].sync()
        try day.laptops[1].set(day.caseID, "added.later=Kept")
        try day.laptops[1].sync()
        try day.laptops[0].expectRefused(65, "case", "set", day.caseID, "added.later=Unknown here")
        try day.laptops[0].set(day.caseID, "\(words.text)=Jansen")
        try day.laptops[0].sync()
        try day.syncAll()
        try day.expectShown("added.later", "Kept")
        try day.expectShown(words.text, "Jansen")
        try day.expectAgreement()
    }

    @Test func `a set of integers is numbers on both sides, in every reading`() throws {
        let words = Vocabulary.library
        let day = try Day(words, laptops: 2)
        let (mine, theirs) = (day.laptops[0], day.laptops[1])
        let made = try mine.set(day.caseID, "book/new:years=[1999,7]", "book/new:title=Pi")
        let book = made["records"][0].text
        let years: JSON = [1999, 7]
        #expect(
            try mine.show(day.caseID)["records"]["book"][0]["fields"]["years"]["value"] == years
        )
        try day.syncAll()
        try theirs.set(day.caseID, "\(book):years=[7,2026]")
        try day.syncAll()
        let after: JSON = [2026, 7]
        for shown in [try mine.show(day.caseID), try day.office.done("case", "show", day.caseID)] {
            #expect(shown["records"]["book"][0]["fields"]["years"]["value"] == after)
        }
        let change: JSON = .object(["added": [2026], "removed": [1999]])
        let entries = try day.office.done("history", day.caseID, "\(book):years").array
        #expect(entries.last?["value"] == change)
        let seen = try mine.done("history", day.caseID, "\(book):years").array
        #expect(seen.last?["value"] == after)
        try mine.expectRefused(65, "case", "set", day.caseID, "\(book):years=[1.5]")
        try mine.expectRefused(65, "case", "set", day.caseID, "\(book):years=[true]")
        try day.expectAgreement()
    }

    @Test(arguments: Vocabulary.all)
    func `V26: a group stands as a unit in one conflict`(words: Vocabulary) throws {
        let day = try Day(words, laptops: 2)
        let members = words.group.members
        for index in 0..<2 {
            let writes = members.map { "\($0.field)=\($0.values[index])" }
            let answer = try day.laptops[index].run(["case", "set", day.caseID] + writes)
            #expect(try expectDone(answer)["changes"] == 1)
        }
        for laptop in day.laptops { try laptop.sync() }
        let conflict = try day.office.onlyConflict()
        #expect(conflict["field"] == .string(words.group.name))
        let expected = (0..<2).map { index in
            JSON.object(
                Dictionary(
                    uniqueKeysWithValues: members.map {
                        ($0.field, words.json($0.field, $0.values[index]))
                    }
                )
            )
        }
        #expect(Set(conflict["candidates"].array.map { $0["value"] }) == Set(expected))
        try day.syncAll()
        let stands = words.isFirstGroupShown ? 0 : 1
        for member in members {
            try day.expectShown(member.field, words.json(member.field, member.values[stands]))
        }
        try day.expectAgreement()
    }

    @Test(arguments: Vocabulary.all)
    func `V26: a member that was not written goes along with the group`(words: Vocabulary) throws {
        let members = words.group.members
        let day = try Day(
            words,
            laptops: 2,
            fields: words.required + members.map { "\($0.field)=\($0.values[0])" }
        )
        try day.laptops[1].set(day.caseID, "\(members[0].field)=\(members[0].values[1])")
        try day.laptops[1].sync()
        try day.laptops[0].set(day.caseID, "\(members[1].field)=\(members[1].values[1])")
        try day.laptops[0].sync()
        let conflict = try day.office.onlyConflict()
        #expect(conflict["field"] == .string(words.group.name))
        let values = Set(conflict["candidates"].array.map { $0["value"] })
        let first = JSON.object([
            members[0].field: words.json(members[0].field, members[0].values[1]),
            members[1].field: words.json(members[1].field, members[1].values[0]),
        ])
        let second = JSON.object([
            members[0].field: words.json(members[0].field, members[0].values[0]),
            members[1].field: words.json(members[1].field, members[1].values[1]),
        ])
        #expect(values == [first, second])
    }

    @Test(arguments: Vocabulary.all)
    func `V27: one change that is not allowed does not hold up 499`(words: Vocabulary) throws {
        let day = try Day(words, laptops: 1)
        let laptop = try day.office.laptop("erik", role: "counsellor")
        let kept = try expectDone(laptop.run(["case", "new"] + words.required))["id"].text
        let lost = try expectDone(laptop.run(["case", "new"] + words.required))["id"].text
        try laptop.sync()
        let kind = String(words.natural.record.prefix { $0 != "/" })
        let writes = (0..<499).map { index in
            "\(kind)/k\(index):\(words.natural.field)=\(words.natural.values[index % 2])"
        }
        try expectDone(laptop.run(["case", "set", kept] + writes))
        try laptop.set(lost, "\(words.text)=Jansen")
        try day.office.done("unassign", lost, "erik")
        let synced = try laptop.sync()
        #expect(synced["receipts"]["quarantined"] == 1)
        #expect(try #require(synced["receipts"]["applied"].integer) >= 499)
        #expect(synced["refused"].array.count == 1)
        #expect(synced["refused"][0]["field"] == .string(words.text))
        #expect(!synced["refused"][0]["reason"].text.isEmpty)
        let served = try day.office.done("case", "show", kept)
        #expect(served["records"][kind].array.count == 499)
        let waiting = try day.office.done("quarantine", "list").array
        #expect(waiting.count == 1)
        #expect(waiting.first?["value"] == "Jansen")
        #expect(waiting.first?["author"] == "erik")
        try day.office.done("quarantine", "admit", waiting.first?["id"].text ?? "")
        #expect(try day.office.done("quarantine", "list").array == [])
        let admitted = try day.office.done("case", "show", lost)
        #expect(admitted["fields"][words.text]["value"] == "Jansen")
        try laptop.expectSound()
    }

    @Test func `V28: a field added to the schema sends no change`() throws {
        let words = Vocabulary.example
        let day = try Day(words, laptops: 1)
        let relay = try Relay(to: day.office.address)
        let laptop = try day.office.laptop("erik", address: relay.address)
        for index in 0..<30 { _ = try day.laptops[0].newCase("\(words.text)=Jansen \(index)") }
        try day.laptops[0].sync()
        try laptop.sync()
        let newer = Vocabulary.withAddedField(try #require(words.schema))
        try expectDone(publish(newer, to: day.office))
        relay.reset()
        let synced = try laptop.sync()
        #expect(synced["pulled"] == 0)
        #expect(synced["pushed"] == 0)
        #expect(relay.bytesDown < newer.utf8.count + 2_048)
        try laptop.set(day.caseID, "added.later=Now known")
        try laptop.sync()
        #expect(try day.office.conflicts() == [])
    }

    @Test(arguments: ["version: 1", "version: 3\nkinds: ["])
    func `a schema that may not follow is refused with a reason`(bad: String) throws {
        let words = Vocabulary.example
        let day = try Day(words, laptops: 1)
        let text = try #require(words.schema).replacing("version: 1", with: bad)
        let answer = try publish(
            text.replacing("in_order, declined", with: "in_order"),
            to: day.office
        )
        #expect(answer.code == 65, "\(answer)")
        #expect(!answer.messages.isEmpty)
    }

    @Test(arguments: Vocabulary.all)
    func `lww: the last writer is shown and nothing waits`(words: Vocabulary) throws {
        let day = try Day(words, laptops: 2)
        let (field, values) = words.lww
        for index in 0..<2 {
            try day.laptops[index].set(day.caseID, "\(field)=\(values[index])")
        }
        try day.laptops[1].sync()
        let synced = try day.laptops[0].sync()
        #expect(synced["receipts"] == .object(["beaten": 1]))
        try day.syncAll()
        try day.expectShown(field, words.json(field, values[1]))
        #expect(try day.office.conflicts() == [])
    }

    @Test(arguments: Vocabulary.all)
    func `set: both sides' additions stand, a removal takes what it saw`(words: Vocabulary) throws {
        let day = try Day(
            words,
            laptops: 2,
            fields: words.required + ["\(words.set)=[\"Jan\",\"Piet\"]"]
        )
        try day.laptops[0].set(day.caseID, "\(words.set)=[\"Piet\",\"Joop\"]")
        try day.laptops[1].set(day.caseID, "\(words.set)=[\"Jan\",\"Piet\",\"Kees\"]")
        for laptop in day.laptops {
            #expect(try laptop.sync()["receipts"] == .object(["merged": 1]))
        }
        try day.syncAll()
        try day.expectShown(words.set, ["Joop", "Kees", "Piet"])
        #expect(try day.office.conflicts() == [])
        try day.expectAgreement()
    }

    @Test(arguments: Vocabulary.all, [[0, 1], [1, 0]])
    func `restrictive: the protective value is shown`(words: Vocabulary, order: [Int]) throws {
        let day = try Day(words, laptops: 2)
        let field = words.restrictive.field
        try day.laptops[0].set(day.caseID, "\(field)=\(words.restrictive.protective)")
        try day.laptops[1].set(day.caseID, "\(field)=\(words.restrictive.other)")
        for index in order { try day.laptops[index].sync() }
        try day.syncAll()
        try day.expectShown(field, .string(words.restrictive.protective))
        #expect(try day.office.conflicts() == [])
        try day.laptops[1].set(day.caseID, "\(field)=\(words.restrictive.other)")
        try day.syncAll()
        try day.expectShown(field, .string(words.restrictive.other))
    }

    @Test(arguments: Vocabulary.all)
    func `owner: what others write is a proposal that waits`(words: Vocabulary) throws {
        let day = try Day(words, laptops: 2)
        let owner = try day.office.laptop("olga", role: words.owner.role)
        let other = try day.office.laptop("pim", role: words.owner.proposer)
        for laptop in [owner, other] { try laptop.sync() }
        let (field, values) = (words.owner.field, words.owner.values)
        try other.set(day.caseID, "\(field)=\(values[0])")
        let proposed = try other.sync()
        #expect(proposed["receipts"] == .object(["conflict-beaten": 1]))
        let conflict = try day.office.onlyConflict()
        #expect(conflict["shown"] == .null)
        #expect(try other.value(day.caseID, field) == .null)
        try owner.sync()
        try owner.set(day.caseID, "\(field)=\(values[1])")
        try owner.sync()
        try day.syncAll()
        try day.expectShown(field, words.json(field, values[1]))
        #expect(try day.office.conflicts() == [])
    }

    @Test(arguments: Vocabulary.all)
    func `two people who fill one form offline meet in one record`(words: Vocabulary) throws {
        let day = try Day(words, laptops: 2)
        let (record, field, values) = words.natural
        for index in 0..<2 {
            try day.laptops[index].set(day.caseID, "\(record):\(field)=\(values[index])")
        }
        for laptop in day.laptops { try laptop.sync() }
        let conflict = try day.office.onlyConflict()
        #expect(conflict["record"] == .string(record))
        #expect(conflict["field"] == .string(field))
        try day.syncAll()
        let kind = String(record.prefix { $0 != "/" })
        for laptop in day.laptops {
            let records = try laptop.show(day.caseID)["records"][kind].array
            #expect(records.count == 1)
            #expect(records.first?["fields"][field]["value"] == words.json(field, values[1]))
        }
        try day.expectAgreement()
    }
}
