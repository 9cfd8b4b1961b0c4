internal import Yams

/// A YAML document as the schema needs it: text, lists and maps, each with its line.
///
/// Every scalar stays the text that stands in the file, also `on`, `yes` and `12`. Keys are text and unique.
/// Anchors, aliases and documents of more than ``depthMax`` levels are refused, so that a small hostile
/// file cannot become a large or deep tree.
struct YamlTree {
    /// What a node holds.
    enum Content {
        /// Text; plain when it stands without quotes.
        case text(String, isPlain: Bool)
        case list([YamlTree])
        case map([Entry])
    }

    /// One key of a map with its value.
    struct Entry {
        let key: String
        let line: Int
        let value: YamlTree
    }

    /// The most bytes of a document.
    static let bytesMax = 1 << 20
    /// The most levels of lists and maps.
    static let depthMax = 16

    /// What it holds.
    let content: Content
    /// Where it stands, from 1.
    let line: Int

    /// Reads a document.
    init(_ text: String, file: String) throws(SchemaError) {
        var text = text
        if text.utf8.starts(with: "\u{FEFF}".utf8) {
            text = String(text.unicodeScalars.dropFirst())
        }
        try Self.checkBytes(text, file: file)
        let node: Node?
        do {
            node = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
        } catch let error as YamlError {
            throw SchemaError(yaml: error, text: text, file: file)
        } catch {
            throw SchemaError(file: file, line: 0, reason: "the file is not YAML")
        }
        guard let node else { throw SchemaError(file: file, line: 0, reason: "the file is empty") }
        try self.init(node, file: file, depth: 0)
    }

    private init(_ node: Node, file: String, depth: Int) throws(SchemaError) {
        line = node.mark?.line ?? 0
        guard depth <= Self.depthMax else {
            throw SchemaError(
                file: file,
                line: line,
                reason: "nested deeper than \(Self.depthMax) levels"
            )
        }
        switch node {
        case .scalar(let scalar):
            content = .text(scalar.string, isPlain: scalar.style == .plain)
        case .sequence(let sequence):
            var items: [YamlTree] = []
            for item in sequence { items.append(try YamlTree(item, file: file, depth: depth + 1)) }
            content = .list(items)
        case .mapping(let mapping):
            var entries: [Entry] = []
            var seen: Set<String> = []
            for (key, value) in mapping {
                let keyLine = key.mark?.line ?? line
                guard case .scalar(let scalar) = key else {
                    throw SchemaError(file: file, line: keyLine, reason: "a key is not plain text")
                }
                guard seen.insert(scalar.string).inserted else {
                    throw SchemaError(
                        file: file,
                        line: keyLine,
                        reason: "key \(scalar.string) stands here twice"
                    )
                }
                let value = try YamlTree(value, file: file, depth: depth + 1)
                entries.append(Entry(key: scalar.string, line: keyLine, value: value))
            }
            content = .map(entries)
        case .alias:
            throw SchemaError(file: file, line: line, reason: Self.noAnchors)
        }
    }

    private static let noAnchors =
        "anchors and aliases (& before a word) are not used in a schema file"

    /// Refuses what the parser must not see: too many bytes, control characters, and whatever could be an
    /// anchor; an alias without its anchor is an error of the parser's own.
    private static func checkBytes(_ text: String, file: String) throws(SchemaError) {
        guard text.utf8.count <= bytesMax else {
            throw SchemaError(file: file, line: 0, reason: "larger than \(bytesMax) bytes")
        }
        var line = 1
        var previous = UInt8(ascii: "\n")
        var mayBeAnchor = false
        for byte in text.utf8 {
            if mayBeAnchor, !isSpace(byte) {
                throw SchemaError(file: file, line: line, reason: noAnchors)
            }
            mayBeAnchor =
                byte == UInt8(ascii: "&")
                && (isSpace(previous) || "[{,:".utf8.contains(previous))
            guard byte >= 32 || isSpace(byte), byte != 127 else {
                throw SchemaError(
                    file: file,
                    line: line,
                    reason: "a control character (byte \(byte)) stands here"
                )
            }
            if byte == UInt8(ascii: "\n") { line += 1 }
            previous = byte
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 32 || byte == 9 || byte == 10 || byte == 13
    }
}

extension SchemaError {
    /// What the parser found, with its line.
    fileprivate init(yaml error: YamlError, text: String, file: String) {
        self.init(file: file, line: 0, reason: "the file is not YAML")
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            line = mark.line
            reason = "not YAML: \(problem)"
        case .duplicatedKeysInMapping(let duplicates, let context):
            let key = duplicates.first ?? ""
            line = Self.lineOfSecond(key, after: context.mark, in: text)
            reason = "key \(key) stands here twice"
        case .reader(let problem, let offset, _, _):
            line = 1 + text.prefix(offset ?? 0).count(where: \.isNewline)
            reason = "not YAML: \(problem)"
        case .memory: reason = "nested too deeply, or too large"
        case .no, .writer, .emitter, .representer, .dataCouldNotBeDecoded: break
        }
    }

    /// The line of the next key of that name in the same column, else the line of the first.
    private static func lineOfSecond(_ key: String, after mark: Mark, in text: String) -> Int {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for number in mark.line..<max(mark.line, lines.count) {
            let content = lines[number].dropFirst(max(0, mark.column - 1))
            let indent = lines[number].prefix { $0 == " " }.count
            if indent == mark.column - 1,
                content.hasPrefix("\(key):") || content.hasPrefix("\"\(key)\":")
                    || content.hasPrefix("'\(key)':")
            {
                return number + 1
            }
        }
        return mark.line
    }
}
