/// Makes text from people harmless to a terminal, without changing what is stored.
///
/// Control characters, terminal escapes, bidirectional controls and invisible characters that can reorder or
/// hide text become visible escapes such as `\u{1B}`. Everything else, also combining characters, stays.
enum Sanitise {
    /// One line: line breaks and tabs are escaped too.
    static func line(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHarmful) else { return text }
        return escaped(text)
    }

    /// Several lines: line feeds stay, and a tab becomes four spaces.
    static func lines(_ text: String) -> [String] {
        var lines: [String] = []
        var current = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                lines.append(line(String(current)))
                current = String.UnicodeScalarView()
            } else if scalar == "\t" {
                current.append(contentsOf: "    ".unicodeScalars)
            } else {
                current.append(scalar)
            }
        }
        lines.append(line(String(current)))
        return lines
    }

    /// Whether a terminal might act on the character, or a reader be misled by it.
    static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F: true  // C0, DEL, C1
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true  // bidi controls
        case 0x200B, 0x2060...0x2064, 0x206A...0x206F, 0xFEFF, 0x00AD, 0x180E: true  // invisible
        case 0x2028, 0x2029, 0xFFF9...0xFFFB: true  // separators, annotation
        case 0xE0000...0xE007F: true  // tags
        default: false
        }
    }

    private static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isHarmful(scalar) {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result.append(contentsOf: "\\u{\(digits)}".unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}
