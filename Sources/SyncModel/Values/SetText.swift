/// A set as text: a JSON array of strings, sorted by bytes, compact.
///
/// It is the form in which a set is stored, hashed and typed on the command line.
public enum SetText {
    /// Writes the elements in the order given: `["Jan","Johan"]`.
    ///
    /// Only what JSON must escape is escaped, control characters in the shortest form.
    ///
    /// - Parameter elements: The elements; sorted and without doubles when they come from a ``Value``.
    /// - Returns: Compact JSON.
    public static func json(_ elements: [Text]) -> String {
        var bytes: [UInt8] = [UInt8(ascii: "[")]
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(element.string, to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads a JSON array whose elements are strings, or whole numbers, which come out as typed.
    ///
    /// - Parameters:
    ///   - json: Any text; white space between tokens is allowed.
    ///   - allowingNumbers: Whether an element may be a number; only a set of integers has such elements.
    /// - Returns: The elements in the order of the text, doubles included; `nil` when it is not such an array.
    public static func elements(ofJSON json: String, allowingNumbers: Bool = true) -> [String]? {
        var parser = SetTextParser(bytes: Array(json.utf8), allowsNumbers: allowingNumbers)
        return parser.array()
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        let hexadecimal = Array("0123456789abcdef".utf8)
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 8: bytes.append(contentsOf: "\\b".utf8)
            case 9: bytes.append(contentsOf: "\\t".utf8)
            case 10: bytes.append(contentsOf: "\\n".utf8)
            case 12: bytes.append(contentsOf: "\\f".utf8)
            case 13: bytes.append(contentsOf: "\\r".utf8)
            case 0..<32:
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(hexadecimal[Int(byte >> 4)])
                bytes.append(hexadecimal[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

/// Reads one JSON array of strings and whole numbers; never traps.
private struct SetTextParser {
    let bytes: [UInt8]
    let allowsNumbers: Bool
    var offset = 0

    init(bytes: [UInt8], allowsNumbers: Bool) {
        self.bytes = bytes
        self.allowsNumbers = allowsNumbers
    }

    mutating func array() -> [String]? {
        var elements: [String] = []
        guard take(UInt8(ascii: "[")) else { return nil }
        if take(UInt8(ascii: "]")) { return isAtEnd() ? elements : nil }
        while true {
            guard let element = element() else { return nil }
            elements.append(element)
            if take(UInt8(ascii: ",")) { continue }
            return take(UInt8(ascii: "]")) && isAtEnd() ? elements : nil
        }
    }

    private mutating func element() -> String? {
        if take(UInt8(ascii: "\"")) { return string() }
        guard allowsNumbers else { return nil }
        let start = offset
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "-") { offset += 1 }
        while offset < bytes.count,
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[offset])
        {
            offset += 1
        }
        return offset > start ? String(decoding: bytes[start..<offset], as: UTF8.self) : nil
    }

    private mutating func string() -> String? {
        var result: [UInt8] = []
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: result, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escape() else { return nil }
                result.append(contentsOf: String(scalar).utf8)
            case 0..<32: return nil
            default: result.append(byte)
            }
        }
        return nil
    }

    private mutating func escape() -> Unicode.Scalar? {
        guard offset < bytes.count else { return nil }
        let byte = bytes[offset]
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return unicodeEscape()
        default: return nil
        }
    }

    private mutating func unicodeEscape() -> Unicode.Scalar? {
        guard let first = codeUnit() else { return nil }
        guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
        guard offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
            bytes[offset + 1] == UInt8(ascii: "u")
        else { return nil }
        offset += 2
        guard let second = codeUnit(), (0xDC00..<0xE000).contains(second) else { return nil }
        return Unicode.Scalar(0x1_0000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func codeUnit() -> UInt32? {
        guard offset + 4 <= bytes.count else { return nil }
        let digits = String(decoding: bytes[offset..<(offset + 4)], as: UTF8.self)
        guard digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else {
            return nil
        }
        offset += 4
        return UInt32(digits, radix: 16)
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard offset < bytes.count, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }

    private mutating func isAtEnd() -> Bool {
        skipSpace()
        return offset == bytes.count
    }

    private mutating func skipSpace() {
        while offset < bytes.count,
            bytes[offset] == 32 || (9...10).contains(bytes[offset]) || bytes[offset] == 13
        {
            offset += 1
        }
    }
}
