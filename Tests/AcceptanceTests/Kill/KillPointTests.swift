import Foundation
import Glibc
import Testing

/// Shows that a command that is killed as it enters any of its writes, syncs, renames and removals leaves its store
/// whole, and what was acknowledged in it once: at every such point of one visit, one sync and one decision.
@Suite(
    .serialized,
    .waitsForProcesses,
    .enabled(if: KillPoints.isPossible, "strace is missing, or may not trace here")
)
struct KillPointTests {
    private let words = Vocabulary.example

    /// The notes of the visits that a laptop shows.
    private func notes(_ laptop: Laptop, _ day: Day) throws -> [String] {
        try laptop.done("visit", "list", day.caseID).array.map { $0["note"].text }
    }

    private func visit(_ day: Day, note: String) -> [String] {
        [
            "visit", "new", day.caseID, "--on", "2026-01-05", "--kind", words.visit.kind,
            "--result", words.visit.result, "--note", note,
        ]
    }

    @Test func `at every point of a new visit`() throws {
        let day = try Day(words, laptops: 1)
        let laptop = day.laptops[0]
        var (promised, number): (Set<String>, Int) = ([], 0)
        let points = try KillPoints.forEach { tracer in
            number += 1
            laptop.tracer = tracer
            let answer = try laptop.run(visit(day, note: "note \(number)"))
            laptop.tracer = []
            if answer.text.contains("\"changes\"") { promised.insert("note \(number)") }
            try laptop.expectSound()
            let found = try notes(laptop, day)
            #expect(promised.subtracting(found) == [], "lost: \(tracer)")
            #expect(Set(found).count == found.count, "doubled: \(tracer)")
            if answer.code != -SIGKILL { try expectDone(answer) }
            return answer.code == -SIGKILL
        }
        print("kill points of a new visit: \(points)")
        #expect(points.values.reduce(0, +) >= 15)
        try day.syncAll()
        let served = try day.office.done("case", "show", day.caseID)["visits"].array
        try #expect(Set(served.map { $0["note"].text }) == Set(notes(laptop, day)))
        #expect(try served.count == notes(laptop, day).count)
        try day.expectAgreement()
    }

    @Test func `at every point of a sync, that sends and that takes`() throws {
        let day = try Day(words, laptops: 2)
        let (laptop, other) = (day.laptops[0], day.laptops[1])
        var number = 0
        let points = try KillPoints.forEach { tracer in
            number += 1
            try other.set(day.caseID, "\(words.otherText)=theirs \(number)")
            try other.sync()
            try expectDone(laptop.run(visit(day, note: "note \(number)")))
            laptop.tracer = tracer
            let answer = try laptop.run(["sync"])
            laptop.tracer = []
            try laptop.expectSound()
            let found = try notes(laptop, day)
            #expect(Set(found).count == number && found.count == number, "\(tracer)")
            if answer.code != -SIGKILL { try expectDone(answer) }
            return answer.code == -SIGKILL
        }
        print("kill points of a sync: \(points)")
        #expect(points.values.reduce(0, +) >= 30)
        try day.syncAll()
        let served = try day.office.done("case", "show", day.caseID)["visits"].array
        #expect(served.count == number)
        try day.expectShown(words.otherText, .string("theirs \(number)"))
        try day.expectAgreement()
    }

    @Test func `at every point of a decision`() throws {
        let day = try Day(words, laptops: 2)
        let kind = String(words.natural.record.prefix { $0 != "/" })
        for (laptop, value) in zip(day.laptops, words.natural.values) {
            let writes = (0..<99).map { "\(kind)/n\($0):\(words.natural.field)=\(value)" }
            try expectDone(laptop.run(["case", "set", day.caseID] + writes))
        }
        for laptop in day.laptops { try laptop.sync() }
        var waiting = try day.office.conflicts()
        day.office.stop()
        let points = try KillPoints.forEach { tracer in
            let next = waiting.popLast()
            let conflict = try #require(next)
            let arguments = [
                "conflict", "resolve", conflict["id"].text, "--version",
                "\(conflict["version"].integer ?? 0)", "--value", "in_order", "--reason", "seen",
            ]
            let answer = try day.office.child(arguments, under: tracer).answer()
            let found = try day.office.done("conflict", "show", conflict["id"].text)
            if answer.text.contains("\"resolution\"") { #expect(found["state"] == "resolved") }
            if found["state"] == "open" { #expect(found["version"] == conflict["version"]) }
            try expectDone(day.office.run(["check"]))
            if answer.code != -SIGKILL { try expectDone(answer) }
            return answer.code == -SIGKILL
        }
        print("kill points of a decision: \(points)")
        #expect(points.values.reduce(0, +) >= 10)
        try day.office.start()
        try day.syncAll()
        try day.expectAgreement()
    }
}
