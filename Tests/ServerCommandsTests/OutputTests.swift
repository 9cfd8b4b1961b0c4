internal import Casework
internal import ServerCore
internal import Testing

@testable internal import ServerCommands

/// Shows that output for people is aligned, harmless to a terminal, and there in both languages.
@Suite struct OutputTests {
    private func printer(_ language: Language = .english) -> Printer {
        Printer(catalogue: Catalogue(language), hasStyle: false)
    }

    @Test func `what could move a terminal is written out`() {
        let hostile = "a\u{1B}[2Jb\u{202E}c\nd\u{7}\u{9B}e\u{FEFF}"
        #expect(SafeText.of(hostile) == "a\\u{1b}[2Jb\\u{202e}c\\u{a}d\\u{7}\\u{9b}e\\u{feff}")
        #expect(SafeText.of("Zoë Ĳsbrand 王") == "Zoë Ĳsbrand 王")
    }

    @Test func `columns are aligned by what a terminal shows`() {
        let printer = printer()
        printer.table(
            [OutputPhrases.user, OutputPhrases.role],
            [["e\u{301}rik", "x"], ["王王", "y"]]
        )
        #expect(printer.lines == ["USER  ROLE", "e\u{301}rik  x", "王王  y"])
    }

    @Test func `an empty table says so, in the reader's language`() {
        let dutch = printer(.dutch)
        dutch.table([OutputPhrases.user], [])
        #expect(dutch.lines == ["Niets."])
    }

    @Test func `long cells are cut, and no line ends with spaces`() {
        let printer = printer()
        printer.table(
            [OutputPhrases.user, OutputPhrases.role],
            [[String(repeating: "x", count: 60), ""]]
        )
        #expect(printer.lines[1] == String(repeating: "x", count: 47) + "…")
    }

    @Test func `a conflict is shown with its candidates by index`() throws {
        let printer = printer()
        printer.conflict(
            try JSONValue(
                text: """
                    {"id":"7","version":2,"case":"C","record":"case","field":"f","state":"open",
                     "policy":"queue","base":null,"shown":"b","resolution":null,"candidates":[
                     {"value":"b","author":"rita","written":"2026-11-24T09:47:21.000Z","shown":true,
                      "clockSuspect":true},
                     {"value":"a","author":"erik","written":"2026-11-24T09:40:21.000Z"}]}
                    """
            )
        )
        #expect(
            printer.lines == [
                "C  case  f", "7  open  version 2  queue", "before: (no value)",
                "  0  b  rita  2026-11-24 09:47  shown, clock uncertain",
                "  1  a  erik  2026-11-24 09:40",
            ]
        )
    }

    @Test(arguments: OperatorError.Code.allCases)
    func `each failure has a text in both languages and an exit code`(code: OperatorError.Code) {
        let error = OperatorError(code, "x")
        let english = Catalogue(.english).lines(for: error)
        let dutch = Catalogue(.dutch).lines(for: error)
        #expect(english.count == dutch.count)
        #expect(english[0] != dutch[0])
        #expect([64, 65, 69, 70, 74, 75, 77].contains(error.exitCode))
    }

    @Test(arguments: [("nl_NL.UTF-8", Language.dutch), ("en_US", .english), ("", .english)])
    func `the language follows the locale`(locale: String, language: Language) {
        #expect(Language(locale: locale) == language)
    }
}
