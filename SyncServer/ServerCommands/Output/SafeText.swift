internal import Casework

/// Text that does nothing to a terminal, on one line.
enum SafeText {
    /// `text` with control characters, line breaks and direction controls written out as `\u{…}`.
    static func of(_ text: String) -> String {
        var safe = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
                .unassigned:
                safe.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            default: safe.append(scalar)
            }
        }
        return String(safe)
    }

    /// A value of a document on one line; null as `nothing`.
    static func of(_ value: JSONValue?, nothing: String) -> String {
        switch value {
        case nil, .null: nothing
        case .string(let text): of(text)
        case .bool, .integer, .double, .array, .object: of(value?.encoded() ?? "")
        }
    }

    /// At most `width` scalars of `text`, the last a `…` where some were cut.
    static func cut(_ text: String, to width: Int) -> String {
        guard text.unicodeScalars.count > width else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(width - 1))) + "…"
    }

    /// The columns that a terminal gives `text`: none for combining marks, two for wide characters.
    static func width(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { width, scalar in
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark: width
            default: width + (isWide(scalar) ? 2 : 1)
            }
        }
    }

    /// The main blocks of wide characters of Unicode's East Asian Width, and emoji.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
