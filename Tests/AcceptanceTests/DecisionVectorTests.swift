import Foundation
import Testing

/// Shows the acceptance vectors V9–V16 of `docs/DESIGN.md` §11 through the real programs over HTTP.
@Suite(.waitsForProcesses) struct DecisionVectorTests {
    /// Two laptops that wrote different values into `field`, both synced: one open conflict.
    private func contested(
        _ words: Vocabulary,
        _ field: String,
        _ values: [String],
        laptops: Int = 2
    )
        throws -> Day
    {
        let day = try Day(words, laptops: laptops)
        for index in 0..<2 {
            try day.laptops[index].set(day.caseID, "\(field)=\(values[index])")
        }
        for index in 0..<2 { try day.laptops[index].sync() }
        return day
    }

    private func resolve(_ day: Day, _ conflict: JSON, _ choice: String...) throws -> JSON {
        let arguments =
            [
                "conflict", "resolve", conflict["id"].text, "--version",
                "\(conflict["version"].integer ?? 0)",
            ] + choice + ["--reason", "seen on paper"]
        return try expectDone(day.office.run(arguments))
    }

    @Test(arguments: Vocabulary.all)
    func `V9: an edit by one who saw all candidates settles the conflict`(words: Vocabulary) throws
    {
        let day = try contested(words, words.text, ["Jansen", "Janssen"])
        let open = try day.office.onlyConflict()
        try day.laptops[1].set(day.caseID, "\(words.text)=Jansens")
        let synced = try day.laptops[1].sync()
        #expect(synced["receipts"] == .object(["applied": 1]))
        #expect(try day.office.conflicts() == [])
        let settled = try day.office.done("conflict", "show", open["id"].text)
        #expect(settled["state"] == "settled")
        try day.syncAll()
        try day.expectShown(words.text, "Jansens")
        try day.expectAgreement()
    }

    @Test(arguments: Vocabulary.all)
    func `V9: for a field under decide the conflict stays open`(words: Vocabulary) throws {
        let day = try contested(words, words.decide, ["2026-03-01", "2026-04-01"])
        let open = try day.office.onlyConflict()
        #expect(open["shown"] == "2026-03-01")
        try day.laptops[1].sync()
        try day.laptops[1].set(day.caseID, "\(words.decide)=2026-05-01")
        let synced = try day.laptops[1].sync()
        #expect(synced["receipts"] == .object(["conflict-beaten": 1]))
        let still = try day.office.onlyConflict()
        #expect(still["shown"] == "2026-03-01")
        #expect(Set(still["candidates"].array.map { $0["value"] }) == ["2026-03-01", "2026-05-01"])
        #expect(try #require(still["version"].integer) > #require(open["version"].integer))
    }

    @Test(arguments: Vocabulary.all)
    func `V10: a late unaware edit opens the next generation, the resolution stays shown`(
        words: Vocabulary
    ) throws {
        let day = try contested(words, words.text, ["Jansen", "Janssen"], laptops: 3)
        let first = try day.office.onlyConflict()
        let resolved = try resolve(day, first, "--take", "1")
        #expect(resolved["state"] == "resolved")
        #expect(resolved["resolution"]["value"] == "Jansen")
        try day.laptops[2].set(day.caseID, "\(words.text)=Late")
        let synced = try day.laptops[2].sync()
        #expect(synced["receipts"] == .object(["conflict-beaten": 1]))
        let second = try day.office.onlyConflict()
        #expect(second["shown"] == "Jansen")
        #expect(second["generation"] == 2)
        #expect(Set(second["candidates"].array.map { $0["value"] }) == ["Jansen", "Late"])
        try day.syncAll()
        try day.expectShown(words.text, "Jansen")
        try day.expectAgreement()
    }

    @Test(arguments: Vocabulary.all)
    func `V11: a late edit equal to the resolution opens nothing`(words: Vocabulary) throws {
        let day = try contested(words, words.text, ["Jansen", "Janssen"], laptops: 3)
        _ = try resolve(day, try day.office.onlyConflict(), "--value", "Jansens")
        try day.laptops[2].set(day.caseID, "\(words.text)=Jansens")
        let synced = try day.laptops[2].sync()
        #expect(synced["receipts"] == .object(["agreed": 1]))
        #expect(try day.office.conflicts() == [])
        try day.syncAll()
        try day.expectShown(words.text, "Jansens")
    }

    @Test(arguments: Vocabulary.all)
    func `V12: a request that arrives again by HTTP changes nothing`(words: Vocabulary) throws {
        let day = try Day(words, laptops: 1)
        let relay = try Relay(to: day.office.address)
        let laptop = try day.office.laptop("erik", address: relay.address)
        try laptop.sync()
        try laptop.set(day.caseID, "\(words.text)=Jansen")
        relay.reset()
        try laptop.sync()
        try laptop.set(day.caseID, "\(words.text)=Janssen")
        try laptop.sync()
        let requests = relay.requests
        #expect(requests.count >= 4)
        for request in requests {
            let answer = relay.exchange(request)
            #expect(String(decoding: answer.prefix(8), as: UTF8.self) == "HTTP/1.1")
        }
        #expect(try day.office.conflicts() == [])
        let shown = try day.office.done("case", "show", day.caseID)
        #expect(shown["fields"][words.text]["value"] == "Janssen")
        let history = try day.office.done("history", day.caseID, words.text).array
        #expect(history.count == 2 + words.required.count)
        try laptop.sync()
        #expect(try laptop.done("status")["pending"] == 0)
        try laptop.expectSound()
        try expectDone(day.office.run(["check"]))
    }

    @Test(arguments: Vocabulary.all, 1...4)
    func `V12: an answer that is lost is asked again, nothing twice`(words: Vocabulary, lost: Int)
        throws
    {
        let day = try Day(words, laptops: 1)
        let relay = try Relay(to: day.office.address)
        let laptop = try day.office.laptop("erik", address: relay.address)
        try laptop.sync()
        try laptop.set(day.caseID, "\(words.text)=Jansen")
        relay.set(.loseAnswer(number: lost))
        let answer = try laptop.run(["sync"])
        #expect([0, 69].contains(answer.code), "\(answer)")
        relay.set(.forward)
        try laptop.sync()
        try day.syncAll()
        #expect(try laptop.done("status")["pending"] == 0)
        #expect(
            try day.office.done("history", day.caseID, words.text).array.count == 1
                + words.required.count
        )
        #expect(try day.office.conflicts() == [])
        try day.expectShown(words.text, "Jansen")
        try day.expectAgreement()
    }

    @Test(arguments: Vocabulary.all, [true, false])
    func `V13: deleting a case against an unseen edit of it keeps it visible`(
        words: Vocabulary,
        isDeletionFirst: Bool
    ) throws {
        let day = try Day(words, laptops: 2)
        try day.laptops[0].done("case", "delete", day.caseID)
        try day.laptops[1].set(day.caseID, "\(words.text)=Jansen")
        for index in isDeletionFirst ? [0, 1] : [1, 0] { try day.laptops[index].sync() }
        try expectAliveContested(day)
        try day.expectShown(words.text, "Jansen")
    }

    @Test(arguments: Vocabulary.all, [true, false])
    func `V13: deleting a case against an unseen visit in it keeps it visible`(
        words: Vocabulary,
        isDeletionFirst: Bool
    ) throws {
        let day = try Day(words, laptops: 2)
        try day.laptops[0].done("case", "delete", day.caseID)
        try day.laptops[1].done(
            "visit",
            "new",
            day.caseID,
            "--on",
            "2026-01-05",
            "--kind",
            words.visit.kind,
            "--result",
            words.visit.result,
            "--note",
            "spoke"
        )
        for index in isDeletionFirst ? [0, 1] : [1, 0] { try day.laptops[index].sync() }
        try expectAliveContested(day)
        #expect(try day.laptops[0].done("visit", "list", day.caseID).array.count == 1)
    }

    private func expectAliveContested(_ day: Day, at location: SourceLocation = #_sourceLocation)
        throws
    {
        let conflict = try day.office.onlyConflict(at: location)
        #expect(conflict["field"] == "alive", sourceLocation: location)
        #expect(conflict["shown"] == true, sourceLocation: location)
        #expect(
            Set(conflict["candidates"].array.map { $0["value"] }) == [true, false],
            sourceLocation: location
        )
        try day.syncAll()
        for laptop in day.laptops {
            let listed = try laptop.done("case", "list").array
            #expect(listed.contains { $0["id"] == .string(day.caseID) }, sourceLocation: location)
        }
        try day.expectAgreement(at: location)
    }

    @Test(arguments: Vocabulary.all)
    func `V14: two deletions agree`(words: Vocabulary) throws {
        let day = try Day(words, laptops: 2)
        for laptop in day.laptops { try laptop.done("case", "delete", day.caseID) }
        try day.syncAll()
        #expect(try day.office.conflicts() == [])
        for laptop in day.laptops {
            #expect(try laptop.done("case", "list").array == [])
            let all = try laptop.done("case", "list", "--all").array
            #expect(all.map { $0["alive"] } == [false])
            try laptop.expectRefused(65, "case", "set", day.caseID, "\(words.text)=Jansen")
            try laptop.done("case", "restore", day.caseID)
            try laptop.set(day.caseID, "\(words.text)=Jansen")
            try laptop.sync()
            try day.syncAll()
            try laptop.done("case", "delete", day.caseID)
            try day.syncAll()
        }
        try day.expectAgreement()
    }

    @Test(arguments: Vocabulary.all)
    func `V15: the second of two decisions is told that it changed meanwhile`(words: Vocabulary)
        throws
    {
        let day = try contested(words, words.text, ["Jansen", "Janssen"])
        let conflict = try day.office.onlyConflict()
        _ = try resolve(day, conflict, "--keep")
        let second = try day.office.run([
            "conflict", "resolve", conflict["id"].text, "--version",
            "\(conflict["version"].integer ?? 0)", "--take", "1", "--reason", "mine",
        ])
        #expect(second.code == 75, "\(second)")
        #expect(!second.messages.isEmpty)
        try day.syncAll()
        try day.expectShown(words.text, "Janssen")
    }

    @Test(arguments: Vocabulary.all)
    func `V16: a candidate that joins while an admin looks makes his screen stale`(
        words: Vocabulary
    ) throws {
        let day = try contested(words, words.text, ["Jansen", "Janssen"], laptops: 3)
        let conflict = try day.office.onlyConflict()
        try day.laptops[2].set(day.caseID, "\(words.text)=Jansens")
        try day.laptops[2].sync()
        let late = try day.office.run([
            "conflict", "resolve", conflict["id"].text, "--version",
            "\(conflict["version"].integer ?? 0)", "--take", "0", "--reason", "mine",
        ])
        #expect(late.code == 75, "\(late)")
        let fresh = try day.office.onlyConflict()
        #expect(fresh["candidates"].array.count == 3)
        #expect(try resolve(day, fresh, "--take", "0")["state"] == "resolved")
        try day.syncAll()
        try day.expectAgreement()
    }

    @Test(arguments: Vocabulary.all)
    func `who lost is told what was chosen, by whom and why`(words: Vocabulary) throws {
        let day = try contested(words, words.text, ["Jansen", "Janssen"])
        _ = try resolve(day, try day.office.onlyConflict(), "--take", "0")
        try day.syncAll()
        let notices = try day.laptops[0].done("notices").array
        #expect(notices.count == 1)
        let notice = notices.first ?? .null
        #expect(notice["mine"] == "Jansen")
        #expect(notice["chosen"] == "Janssen")
        #expect(notice["reason"] == "seen on paper")
        #expect(!notice["by"].text.isEmpty)
        #expect(try day.laptops[1].done("notices").array == [])
        try day.laptops[0].done("notices", "--ack")
        #expect(try day.laptops[0].done("notices").array == [])
    }

    @Test(arguments: Vocabulary.all)
    func `what was decided can be opened again`(words: Vocabulary) throws {
        let day = try contested(words, words.text, ["Jansen", "Janssen"])
        let decided = try resolve(day, try day.office.onlyConflict(), "--value", "Third")
        try day.syncAll()
        let id = decided["id"].text
        try day.office.done("conflict", "reopen", id, "--reason", "wrong paper")
        let open = try day.office.onlyConflict()
        #expect(
            Set(open["candidates"].array.map { $0["value"] }) == ["Jansen", "Janssen", "Third"]
        )
        #expect(open["generation"] == 2)
        try day.syncAll()
        try day.expectAgreement()
    }
}
