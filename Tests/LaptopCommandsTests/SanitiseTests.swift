import Testing

@testable import LaptopCommands

/// Shows that nothing that a terminal obeys, or that misleads a reader, comes through.
@Suite struct SanitiseTests {
    @Test(arguments: [
        ("\u{1B}[31mred", "\\u{1B}[31mred"), ("a\u{202E}b", "a\\u{202E}b"),
        ("\u{9B}31m", "\\u{9B}31m"), ("bell\u{7}", "bell\\u{7}"), ("x\r\ny", "x\\u{D}\\u{A}y"),
        ("zero\u{200B}width", "zero\\u{200B}width"), ("\u{E0041}", "\\u{E0041}"),
        ("Zoë \u{1F600} 中", "Zoë \u{1F600} 中"), ("", ""),
    ])
    func `makes controls visible and leaves the rest`(text: String, expected: String) {
        #expect(Sanitise.line(text) == expected)
    }

    @Test func `keeps line feeds as lines and tabs as spaces`() {
        #expect(Sanitise.lines("a\n\tb\rc\n") == ["a", "    b\\u{D}c", ""])
    }

    @Test func `lets no control, direction or line separator through`() {
        for value in UInt32(0)...0x3000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let shown = Sanitise.line(String(scalar)).unicodeScalars
            let categories = shown.map(\.properties.generalCategory)
            #expect(!categories.contains(.control), "\(value)")
            #expect(!categories.contains(.lineSeparator), "\(value)")
            #expect(shown.allSatisfy { !$0.properties.isBidiControl }, "\(value)")
        }
    }
}
