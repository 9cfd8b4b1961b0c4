import Foundation
import Glibc
import Testing

/// Shows that bad input and bad surroundings end in a clear message and lose nothing.
@Suite(.waitsForProcesses) struct BadInputTests {
    private let words = Vocabulary.example

    @Test func `a case that is not there, or a wrong check character, is 65`() throws {
        let day = try Day(words, laptops: 1)
        let laptop = day.laptops[0]
        try laptop.expectRefused(65, "case", "show", "0190a000-0000-7000-8000-000000000000")
        try laptop.expectRefused(65, "case", "set", "NO-2026-0001-A", "\(words.text)=x")
        let number = try laptop.show(day.caseID)["case"].text
        let wrong = String(number.dropLast()) + (number.hasSuffix("A") ? "B" : "A")
        let answer = try laptop.expectRefused(65, "case", "show", wrong)
        #expect(!answer.text.contains(number))
    }

    @Test(arguments: [
        "no.such.field=x", "housing.status=palace", "release.on=2026-02-30", "release.on=tomorrow",
        "visits.planned=many", "visits.planned=401", "visits.planned=-1", "lvb.flag=perhaps",
        "aliases=Jan", "aliases=[1]", "aliases={}", "screening/bad key:status=need",
        "nokind/new:status=need", "screening/start:nofield=need",
        "action/0190a000-0000-7000-8000-000000000000:title=x",
    ])
    func `a value that does not fit is 65 and changes nothing`(write: String) throws {
        let day = try Day(words, laptops: 1, fields: ["\(words.text)=Jansen"])
        let laptop = day.laptops[0]
        let before = try laptop.show(day.caseID)
        try laptop.expectRefused(65, "case", "set", day.caseID, "\(words.otherText)=Piet", write)
        #expect(try laptop.show(day.caseID) == before)
        #expect(try laptop.done("status")["pending"] == 0)
    }

    @Test func `a text that is too long is 65, the longest that fits is kept`() throws {
        let day = try Day(words, laptops: 1)
        let laptop = day.laptops[0]
        let longest = String(repeating: "é", count: 200)
        try laptop.set(day.caseID, "\(words.text)=\(longest)")
        try laptop.expectRefused(65, "case", "set", day.caseID, "\(words.text)=\(longest)x")
        #expect(try laptop.value(day.caseID, words.text) == .string(longest))
    }

    @Test(
        arguments: [
            [0x66, 0xFF, 0x66], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80],
        ] as [[UInt8]]
    )
    func `broken UTF-8 is 65`(bytes: [UInt8]) throws {
        let day = try Day(words, laptops: 1)
        let arguments = ["case", "set", day.caseID].map { Array($0.utf8) }
        let write = Array("\(words.text)=".utf8) + bytes
        let answer = try day.laptops[0].child(bytes: arguments + [write, Array("--json".utf8)])
            .answer()
        #expect(answer.code == 65, "\(answer)")
        #expect(try day.laptops[0].value(day.caseID, words.text) == .null)
    }

    @Test(arguments: ["a\u{0}b", "\u{0}"])
    func `NUL in a note is 65`(note: String) throws {
        let day = try Day(words, laptops: 1)
        let arguments = visit(day.caseID, on: "2026-01-05") + ["--note", "-"]
        let answer = try day.laptops[0].run(arguments, input: note)
        #expect(answer.code == 65, "\(answer)")
        #expect(try day.laptops[0].done("visit", "list", day.caseID).array == [])
    }

    @Test(arguments: ["2999-01-01", "2026-13-01", "yesterday"])
    func `a visit in the future, or on no date, is 65`(date: String) throws {
        let day = try Day(words, laptops: 1)
        let answer = try day.laptops[0].run(visit(day.caseID, on: date))
        #expect(answer.code == 65, "\(answer)")
        #expect(try day.laptops[0].done("visit", "list", day.caseID).array == [])
    }

    @Test(arguments: [
        ["case", "set"], ["nonsense"], ["case", "show"], ["visit", "new", "X", "--on"],
        ["sync", "--frobnicate"], ["case", "set", "X", "novalue"],
    ])
    func `a wrong command line is 64`(arguments: [String]) throws {
        let laptop = try Laptop(user: "nobody")
        let answer = try laptop.run(arguments)
        #expect(answer.code == 64, "\(answer)")
        #expect(!answer.messages.isEmpty)
    }

    @Test func `a server that is not there is 69, and the edit waits`() throws {
        let day = try Day(words, laptops: 1)
        let laptop = day.laptops[0]
        try laptop.set(day.caseID, "\(words.text)=Jansen")
        day.office.stop(by: SIGKILL)
        try laptop.expectRefused(69, "sync")
        #expect(try laptop.done("status")["pending"] == 1)
        try day.office.start()
        try laptop.sync()
        try day.expectShown(words.text, "Jansen")
    }

    @Test func `a page of a hotel with 200 is 69, and the edit waits`() throws {
        let day = try Day(words, laptops: 1)
        let relay = try Relay(to: day.office.address)
        let laptop = try day.office.laptop("erik", address: relay.address)
        try laptop.sync()
        try laptop.set(day.caseID, "\(words.text)=Jansen")
        relay.set(.portal)
        try laptop.expectRefused(69, "sync")
        #expect(try laptop.done("status")["pending"] == 1)
        relay.set(.damageAnswers)
        let damaged = try laptop.run(["sync"])
        #expect([65, 69].contains(damaged.code), "\(damaged)")
        #expect(try laptop.done("status")["pending"] == 1)
        relay.set(.forward)
        try laptop.sync()
        #expect(try laptop.done("status")["pending"] == 0)
        try laptop.expectSound()
    }

    @Test func `a wrong or used code is 77`() throws {
        let office = try Office(schema: words.schema)
        let code = try office.code(for: "anna", role: "counsellor")
        let laptop = try Laptop(user: "anna")
        try laptop.expectRefused(77, "enrol", office.address, "--code", "WRONG-CODE")
        try laptop.done("enrol", office.address, "--code", code)
        let second = try Laptop(user: "anna")
        try second.expectRefused(77, "enrol", office.address, "--code", code)
        try second.expectRefused(64, "enrol", "http://example.org", "--code", code)
    }

    @Test func `several at once on one store all save, or say that it is busy`() throws {
        let day = try Day(words, laptops: 1)
        let laptop = day.laptops[0]
        let children = try (0..<6).map { index in
            try laptop.child([
                "case", "set", day.caseID,
                "\(words.action.kind)/new:\(words.action.field)=Pas \(index)",
            ])
        }
        let answers = try children.map { try $0.answer() }
        #expect(answers.allSatisfy { [0, 75].contains($0.code) }, "\(answers)")
        let saved = answers.count { $0.code == 0 }
        #expect(saved >= 1)
        let records = try laptop.show(day.caseID)["records"][words.action.kind].array
        #expect(records.count == saved)
        try laptop.expectSound()
        try day.laptops[0].sync()
    }

    @Test func `a disabled user is 77 and keeps what he wrote`() throws {
        let day = try Day(words, laptops: 2)
        try day.laptops[1].set(day.caseID, "\(words.text)=Jansen")
        try day.office.done("user", "disable", "bert")
        try day.laptops[1].expectRefused(77, "sync")
        #expect(try day.laptops[1].done("status")["pending"] == 1)
    }

    private func visit(_ caseID: String, on date: String) -> [String] {
        [
            "visit", "new", caseID, "--on", date, "--kind", words.visit.kind, "--result",
            words.visit.result,
        ]
    }
}
