import Foundation
import Testing

/// Shows V19 of `docs/DESIGN.md` §11 through the real programs: what a laptop wrote in a case that was taken from it
/// meanwhile is kept aside with a receipt, the case leaves the laptop, and an operator admits the changes or gives them
/// back to their author with a reason.
@Suite(.waitsForProcesses) struct AccessVectorTests {
    private let words = Vocabulary.example

    /// A counsellor who wrote offline in a case that was taken from him, and in one that was not; he has synced.
    private struct Taken {
        let day: Day
        let laptop: Laptop
        let taken: String
        let kept: String
        let synced: JSON

        init(_ words: Vocabulary) throws {
            day = try Day(words, laptops: 1)
            laptop = try day.office.laptop("erik", role: "counsellor")
            taken = try laptop.newCase("\(words.text)=Before")
            kept = try laptop.newCase()
            try laptop.sync()
            try laptop.set(taken, "\(words.text)=Offline")
            try laptop.done(
                "visit",
                "new",
                taken,
                "--on",
                "2026-01-05",
                "--kind",
                words.visit.kind,
                "--result",
                words.visit.result,
                "--note",
                "a secret word"
            )
            try laptop.set(kept, "\(words.text)=Mine")
            try day.office.done("unassign", taken, "erik")
            synced = try laptop.sync()
        }

        /// The ids of what waits, but for the members of a visit, which goes as a whole.
        func waiting() throws -> [String] {
            let all = try day.office.done("quarantine", "list").array
            return all.filter { ["alive", "person.familyName"].contains($0["field"].text) }
                .map { $0["id"].text }
        }
    }

    @Test func `V19: what was written waits, with a receipt, and the case leaves the laptop`()
        throws
    {
        let story = try Taken(words)
        let laptop = story.laptop
        #expect(story.synced["receipts"] == .object(["quarantined": 5, "applied": 1]))
        let refused = story.synced["refused"].array
        #expect(refused.count == 5)
        #expect(refused.allSatisfy { $0["reason"] == "scope" })
        try laptop.expectRefused(65, "case", "show", story.taken)
        #expect(try laptop.done("case", "list").array.map { $0["id"] } == [.string(story.kept)])
        #expect(try laptop.done("search", "Before").array == [])
        #expect(try laptop.done("search", "secret").array == [])
        #expect(try laptop.done("status")["pending"] == 0)
        try laptop.expectSound()
        let served = try story.day.office.done("case", "show", story.taken)
        #expect(served["fields"][words.text]["value"] == "Before")
        #expect(served["visits"] == [])
        #expect(try story.day.office.done("quarantine", "list").array.count == 6)
        // It is sent once.
        #expect(try laptop.sync()["pushed"] == 0)
    }

    @Test func `V19: what is admitted is everybody's, and its author has it back with the case`()
        throws
    {
        let story = try Taken(words)
        for id in try story.waiting() { try story.day.office.done("quarantine", "admit", id) }
        #expect(try story.day.office.done("quarantine", "list").array == [])
        try story.day.office.done("assign", story.taken, "erik")
        let told = try story.laptop.sync()
        #expect(told["receipts"] == .object(["applied": 5]))
        try story.day.laptops[0].sync()
        for laptop in [story.laptop, story.day.laptops[0]] {
            let shown = try laptop.show(story.taken)
            #expect(shown["fields"][words.text]["value"] == "Offline")
            #expect(shown["visits"].array.map { $0["note"] } == ["a secret word"])
            try laptop.expectSound()
        }
        try expectDone(story.day.office.run(["check"]))
    }

    @Test
    func `V19: what is refused goes back to its author with the reason, and stays in history`()
        throws
    {
        let story = try Taken(words)
        for id in try story.waiting() {
            try story.day.office.done("quarantine", "refuse", id, "--reason", "not your case")
        }
        #expect(try story.day.office.done("quarantine", "list").array == [])
        try story.day.office.done("assign", story.taken, "erik")
        let told = try story.laptop.sync()
        #expect(told["receipts"] == .object(["refused": 5]))
        #expect(Set(told["refused"].array.map { $0["reason"] }) == ["not your case"])
        #expect(told["refused"].array.map { $0["value"] }.contains("a secret word"))
        let shown = try story.laptop.show(story.taken)
        #expect(shown["fields"][words.text]["value"] == "Before")
        #expect(shown["visits"] == [])
        let history = try story.laptop.done("history", story.taken, words.text).array
        #expect(history.map { $0["status"] } == ["applied", "refused"])
        let served = try story.day.office.done("history", story.taken, words.text).array
        #expect(served.map { $0["value"] }.contains("Offline"))
        try story.laptop.expectSound()
        try expectDone(story.day.office.run(["check"]))
    }
}
