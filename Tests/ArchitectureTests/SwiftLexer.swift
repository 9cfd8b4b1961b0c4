/// A word, number or punctuation mark of a Swift source, with comments and the text of literals left out.
struct Token: Equatable {
    /// The characters; a string literal is `"` alone.
    let text: String
    /// The line, from 1.
    let line: Int
    /// Whether nothing stands between it and the token before it.
    let isGlued: Bool
    /// Whether it is a word: letters, digits, `_`, with a leading `@` or `#`; names in backticks too.
    let isWord: Bool
}

/// Splits a Swift source into tokens, well enough for the rules of ``Tidy``.
struct SwiftLexer {
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    private var end = -1
    private(set) var tokens: [Token] = []
    /// Lines that hold a comment, or part of one.
    private(set) var commentLines: Set<Int> = []

    init(_ source: String) {
        bytes = Array(source.utf8)
        while index < bytes.count { step() }
    }

    private func byte(at offset: Int = 0) -> UInt8 {
        index + offset < bytes.count ? bytes[index + offset] : 0
    }

    private mutating func step() {
        let current = byte()
        switch current {
        case UInt8(ascii: "\n"):
            line += 1
            index += 1
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
            index += 1
        case UInt8(ascii: "/") where byte(at: 1) == UInt8(ascii: "/"):
            commentLines.insert(line)
            while index < bytes.count, byte() != UInt8(ascii: "\n") { index += 1 }
        case UInt8(ascii: "/") where byte(at: 1) == UInt8(ascii: "*"):
            skipBlockComment()
        case UInt8(ascii: "\""):
            skipString(hashes: 0)
        case UInt8(ascii: "#") where startsRawString:
            var hashes = 0
            while byte(at: hashes) == UInt8(ascii: "#") { hashes += 1 }
            index += hashes
            skipString(hashes: hashes)
        case UInt8(ascii: "`"):
            let start = index
            index += 1
            while index < bytes.count, byte() != UInt8(ascii: "`") { index += 1 }
            index += 1
            append(from: start, isWord: true)
        case _
        where Self.isWordByte(current) || current == UInt8(ascii: "@")
            || current == UInt8(ascii: "#"):
            let start = index
            index += 1
            while Self.isWordByte(byte()) { index += 1 }
            append(from: start, isWord: true)
        default:
            index += 1
            append(from: index - 1, isWord: false)
        }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
            true
        default: false
        }
    }

    private var startsRawString: Bool {
        var offset = 0
        while byte(at: offset) == UInt8(ascii: "#") { offset += 1 }
        return byte(at: offset) == UInt8(ascii: "\"")
    }

    private mutating func append(from start: Int, isWord: Bool) {
        let stop = min(index, bytes.count)
        let text = String(decoding: bytes[start..<stop], as: UTF8.self)
        tokens.append(Token(text: text, line: line, isGlued: start == end, isWord: isWord))
        end = stop
    }

    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            commentLines.insert(line)
            if byte() == UInt8(ascii: "/"), byte(at: 1) == UInt8(ascii: "*") {
                depth += 1
                index += 2
            } else if byte() == UInt8(ascii: "*"), byte(at: 1) == UInt8(ascii: "/") {
                depth -= 1
                index += 2
            } else {
                if byte() == UInt8(ascii: "\n") { line += 1 }
                index += 1
            }
        } while depth > 0 && index < bytes.count
    }

    /// Skips a literal whose opening quote is at `index`; code in interpolations is skipped too.
    private mutating func skipString(hashes: Int) {
        let start = index
        let isLong = byte(at: 1) == UInt8(ascii: "\"") && byte(at: 2) == UInt8(ascii: "\"")
        let quotes = isLong ? 3 : 1
        index += quotes
        while index < bytes.count {
            if matches(UInt8(ascii: "\""), count: quotes), hashesFollow(quotes, hashes) {
                index += quotes + hashes
                break
            }
            if byte() == UInt8(ascii: "\\"), hashesFollow(1, hashes) {
                index += 1 + hashes
                if byte() == UInt8(ascii: "(") { skipInterpolation() } else { skipOne() }
            } else {
                skipOne()
            }
        }
        tokens.append(Token(text: "\"", line: line, isGlued: start == end, isWord: false))
        end = index
    }

    private mutating func skipOne() {
        if byte() == UInt8(ascii: "\n") { line += 1 }
        index += 1
    }

    private func matches(_ wanted: UInt8, count: Int) -> Bool {
        (0..<count).allSatisfy { byte(at: $0) == wanted }
    }

    private func hashesFollow(_ offset: Int, _ hashes: Int) -> Bool {
        (0..<hashes).allSatisfy { byte(at: offset + $0) == UInt8(ascii: "#") }
    }

    private mutating func skipInterpolation() {
        var depth = 0
        repeat {
            switch byte() {
            case UInt8(ascii: "("):
                depth += 1
                index += 1
            case UInt8(ascii: ")"):
                depth -= 1
                index += 1
            case UInt8(ascii: "\""): skipString(hashes: 0)
            default: skipOne()
            }
        } while depth > 0 && index < bytes.count
    }
}
