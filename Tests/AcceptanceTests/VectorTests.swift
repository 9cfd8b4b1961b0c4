import Foundation
import Testing

/// Shows the acceptance vectors V1–V8 of `docs/DESIGN.md` §11 through the real programs over HTTP: two or three
/// laptops of coordinators, who hold all cases, under each schema.
@Suite(.waitsForProcesses) struct EditVectorTests {
    @Test(arguments: Vocabulary.all)
    func `V1: different fields of one record are both applied`(words: Vocabulary) throws {
        let day = try Day(words, laptops: 2)
        try day.laptops[0].set(day.caseID, "\(words.text)=Jansen")
        try day.laptops[1].set(day.caseID, "\(words.code.field)=\(words.code.values[0])")
        for laptop in day.laptops {
            let synced = try laptop.sync()
            #expect(synced["receipts"] == .object(["applied": 1]))
        }
        try day.syncAll()
        #expect(try day.office.conflicts() == [])
        try day.expectShown(words.text, "Jansen")
        try day.expectShown(words.code.field, words.json(words.code.field, words.code.values[0]))
        try day.expectAgreement()
    }

    @Test(arguments: Vocabulary.all, [[0, 1], [1, 0]])
    func `V2: different values of one field wait in one conflict`(words: Vocabulary, order: [Int])
        throws
    {
        let day = try Day(words, laptops: 2)
        try day.laptops[0].set(day.caseID, "\(words.text)=Jansen")
        try day.laptops[1].set(day.caseID, "\(words.text)=Janssen")
        let first = try day.laptops[order[0]].sync()
        let second = try day.laptops[order[1]].sync()
        #expect(first["receipts"] == .object(["applied": 1]))
        let expected = order[1] == 1 ? "conflict-shown" : "conflict-beaten"
        #expect(second["receipts"] == .object([expected: 1]))
        #expect(second["contested"].array.count == 1)
        #expect(second["contested"][0]["field"] == .string(words.text))
        #expect(second["contested"][0]["shown"] == "Janssen")
        #expect(second["contested"][0]["mine"] == (order[1] == 1 ? "Janssen" : "Jansen"))

        let conflict = try day.office.onlyConflict()
        #expect(conflict["shown"] == "Janssen")
        #expect(conflict["candidates"].array.map { $0["value"] } == ["Janssen", "Jansen"])
        #expect(conflict["policy"] == "queue")
        #expect(conflict["state"] == "open")
        #expect(conflict["record"] == "case")
        #expect(conflict["caseId"] == .string(day.caseID))
        try day.syncAll()
        try day.expectShown(words.text, "Janssen")
        let contested = try day.laptops[0].show(day.caseID)["fields"][words.text]["contested"]
        #expect(contested == true)
        try day.expectAgreement()
    }

    @Test(arguments: Vocabulary.all, ["Zoë Jansen", "Zoe\u{308} Jansen"])
    func `V3: the same value, or another Unicode form of it, is no conflict`(
        words: Vocabulary,
        second: String
    ) throws {
        let day = try Day(words, laptops: 2)
        try day.laptops[0].set(day.caseID, "\(words.text)=Zoë Jansen")
        try day.laptops[1].set(day.caseID, "\(words.text)=\(second)")
        try day.laptops[0].sync()
        let synced = try day.laptops[1].sync()
        #expect(synced["receipts"] == .object(["agreed": 1]))
        #expect(try day.office.conflicts() == [])
        try day.syncAll()
        try day.expectAgreement()
    }

    @Test(arguments: Vocabulary.all)
    func `V4: two offline edits against one make one conflict`(words: Vocabulary) throws {
        let day = try Day(words, laptops: 2)
        try day.laptops[1].set(day.caseID, "\(words.text)=Server")
        try day.laptops[1].sync()
        try day.laptops[0].set(day.caseID, "\(words.text)=First")
        try day.laptops[0].set(day.caseID, "\(words.text)=Second")
        try day.laptops[0].sync()
        let conflict = try day.office.onlyConflict()
        #expect(conflict["candidates"].array.map { $0["value"] } == ["Second", "Server"])
        #expect(conflict["shown"] == "Second")
    }

    @Test(arguments: Vocabulary.all)
    func `V5: only the field that both edited is contested`(words: Vocabulary) throws {
        let day = try Day(words, laptops: 2)
        try day.laptops[0].set(day.caseID, "\(words.code.field)=\(words.code.values[0])")
        try day.laptops[0].set(day.caseID, "\(words.text)=Jansen")
        try day.laptops[1].set(day.caseID, "\(words.text)=Janssen")
        try day.laptops[1].sync()
        try day.laptops[0].sync()
        #expect(try day.office.onlyConflict()["field"] == .string(words.text))
    }

    @Test(arguments: Vocabulary.all)
    func `V6: a value that came back on the server still conflicts`(words: Vocabulary) throws {
        let day = try Day(words, laptops: 2, fields: ["\(words.text)=A"])
        try day.laptops[1].set(day.caseID, "\(words.text)=B")
        try day.laptops[1].sync()
        try day.laptops[1].set(day.caseID, "\(words.text)=A")
        try day.laptops[1].sync()
        try day.laptops[0].set(day.caseID, "\(words.text)=C")
        try day.laptops[0].sync()
        let conflict = try day.office.onlyConflict()
        #expect(Set(conflict["candidates"].array.map { $0["value"] }) == ["A", "C"])
    }

    @Test(arguments: Vocabulary.all)
    func `V7: a chain that comes back before it is sent is void`(words: Vocabulary) throws {
        let day = try Day(words, laptops: 2, fields: ["\(words.text)=A"])
        try day.laptops[0].set(day.caseID, "\(words.text)=C")
        try day.laptops[0].set(day.caseID, "\(words.text)=A")
        try day.laptops[1].set(day.caseID, "\(words.text)=B")
        try day.laptops[1].sync()
        let synced = try day.laptops[0].sync()
        #expect(synced["receipts"] == .object(["void": 2]))
        #expect(try day.office.conflicts() == [])
        try day.expectShown(words.text, "B")
        let history = try day.office.done("history", day.caseID, words.text).array
        let voids = history.filter { $0["status"] == "void" }
        #expect(voids.map { $0["value"] } == ["C", "A"])
    }

    @Test(arguments: Vocabulary.all, Day.orders)
    func `V8: three values are the same candidates in each order of syncs`(
        words: Vocabulary,
        order: [Int]
    ) throws {
        let day = try Day(words, laptops: 3)
        let values = ["One", "Two", "Three"]
        for index in 0..<3 {
            try day.laptops[index].set(day.caseID, "\(words.text)=\(values[index])")
        }
        for index in order { try day.laptops[index].sync() }
        let conflict = try day.office.onlyConflict()
        #expect(conflict["candidates"].array.map { $0["value"] } == ["Three", "Two", "One"])
        #expect(conflict["shown"] == "Three")
        try day.syncAll()
        try day.expectShown(words.text, "Three")
        try day.expectAgreement()
    }
}
