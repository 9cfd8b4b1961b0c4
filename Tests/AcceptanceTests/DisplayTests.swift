import Foundation
import Testing

/// Shows that control characters, terminal escapes and bidi controls are stored exactly and shown harmlessly.
@Suite(.waitsForProcesses) struct DisplayTests {
    private let words = Vocabulary.example

    static let hostile = [
        "\u{1B}[31mred\u{1B}[0m", "\u{1B}]0;title\u{7}", "\u{9B}31m", "bell\u{7}back\u{8}",
        "\u{202E}txt.exe", "\u{2066}a\u{2069}", "\u{200F}x", "line\rover", "\u{7F}del",
        "\u{1B}P0;1|17/ab\u{1B}\\", "\u{85}next", "tab\tand\u{B}vt",
    ]

    @Test(arguments: hostile)
    func `a name is stored exactly and shown without its controls`(name: String) throws {
        let office = try Office(schema: words.schema)
        let laptop = try office.laptop("anna")
        let caseID = try laptop.newCase("\(words.text)=\(name)")
        #expect(Array(try laptop.value(caseID, words.text).text.utf8) == Array(name.utf8))
        try laptop.sync()
        let served = try office.done("case", "show", caseID)["fields"][words.text]["value"]
        #expect(Array(served.text.utf8) == Array(name.utf8))
        try expectHarmless(laptop.runPlain("case", "show", caseID))
        try expectHarmless(laptop.runPlain("case", "list"))
        try expectHarmless(laptop.runPlain("search", "e"))
    }

    @Test func `a note is stored exactly and shown without its controls`() throws {
        let day = try Day(words, laptops: 1)
        let note = Self.hostile.joined(separator: "\n")
        let answer = try day.laptops[0].run(
            [
                "visit", "new", day.caseID, "--on", "2026-01-05", "--kind", words.visit.kind,
                "--result", words.visit.result, "--note", "-",
            ],
            input: note
        )
        try expectDone(answer)
        let listed = try day.laptops[0].done("visit", "list", day.caseID).array
        #expect(Array(listed.first?["note"].text.utf8 ?? "".utf8) == Array(note.utf8))
        try expectHarmless(day.laptops[0].runPlain("visit", "list", day.caseID))
        try expectHarmless(day.laptops[0].runPlain("case", "show", day.caseID))
    }

    /// No byte that a terminal obeys, but line ends and tabs.
    private func expectHarmless(_ answer: Answer, at location: SourceLocation = #_sourceLocation) {
        #expect(answer.code == 0, "\(answer)", sourceLocation: location)
        let dangerous = answer.text.unicodeScalars.filter { scalar in
            let code = scalar.value
            let isControl =
                code < 0x20 && code != 0x0A && code != 0x09 || (0x7F...0x9F).contains(code)
            let isBidi =
                (0x202A...0x202E).contains(code) || (0x2066...0x2069).contains(code)
                || [0x200E, 0x200F, 0x061C].contains(code)
            return isControl || isBidi
        }
        #expect(dangerous.isEmpty, "\(answer.text.debugDescription)", sourceLocation: location)
    }
}
