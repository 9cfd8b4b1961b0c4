import Testing

@testable import LaptopCommands

/// Shows that columns align whatever characters they hold, and fit the terminal.
@Suite struct TableTests {
    @Test(arguments: [
        ("abc", 3), ("é", 1), ("e\u{301}", 1), ("中文", 4), ("\u{1F600}", 2),
        ("\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", 2), ("❤\u{FE0F}", 2), ("", 0),
        ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2),
    ])
    func `counts columns, not characters`(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test(arguments: [("abcdef", 4, "abc…"), ("abc", 3, "abc"), ("中文字", 4, "中…"), ("ab", 0, "")])
    func `cuts to a width`(text: String, columns: Int, expected: String) {
        #expect(DisplayWidth.cut(text, to: columns) == expected)
    }

    @Test func `is plain in a pipe`() {
        var table = Table(["Case", "Name"])
        table.add([Table.Cell("HLM-1", .bold), Table.Cell("Zoë")])
        table.add([Table.Cell("中"), Table.Cell("x\u{1B}[0m", .bad)])
        #expect(
            table.lines(columns: nil, colour: false) == [
                "Case   Name", "HLM-1  Zoë", "中     x\\u{1B}[0m",
            ]
        )
    }

    @Test(arguments: [20, 30, 40, 80])
    func `fits the terminal`(columns: Int) {
        var table = Table(["Case", "Name", "State"])
        table.add([
            Table.Cell("HLM-2018-0042-K"), Table.Cell(String(repeating: "中文 ", count: 30)),
            Table.Cell("waits for a decision"),
        ])
        for line in table.lines(columns: max(columns, 28), colour: false) {
            #expect(DisplayWidth.of(line) <= max(columns, 28))
        }
    }

    @Test func `colours only where colour is wanted`() {
        var table = Table()
        table.add([Table.Cell("x", .bad)])
        #expect(table.lines(columns: 80, colour: true) == ["\u{1B}[31mx\u{1B}[0m"])
        #expect(table.lines(columns: 80, colour: false) == ["x"])
    }

    @Test func `wraps at words`() {
        let lines = Wrap.lines("one two three four five six\nseven", columns: 24, indent: "  ")
        #expect(lines == ["  one two three four", "  five six", "  seven"])
        #expect(Wrap.lines("a b\nc", columns: nil, indent: " ") == [" a b", " c"])
    }
}
