internal import SyncModel

/// A map of the file, its keys checked.
struct SchemaMap {
    /// Where it stands.
    let line: Int
    /// In the order of the file.
    let entries: [YamlTree.Entry]

    /// The value of a key; `nil` when it is not there.
    subscript(key: String) -> YamlTree? { entries.first { $0.key == key }?.value }

    /// Where a key stands; the map's own line when it is not there.
    func line(of key: String) -> Int { entries.first { $0.key == key }?.line ?? line }
}

/// A kind as read, with the lines that later checks name.
struct ReadKind {
    var kind: Kind
    var line: Int
    /// By field name.
    var fieldLines: [String: Int]
    /// Whether the file says `append:` itself.
    var saysAppend: Bool
}

/// Reads the parts that all of a schema file shares: maps, texts, numbers, names, labels.
struct SchemaReading {
    /// The file's name, for messages.
    let file: String

    /// An error of this file.
    func error(_ line: Int, _ reason: String) -> SchemaError {
        SchemaError(file: file, line: line, reason: reason)
    }

    /// The entries of a map; a key without a value has none.
    ///
    /// Refuses other content, and keys that are not in `keys` when it is given.
    func map(
        _ tree: YamlTree,
        _ what: String,
        keys: [String]? = nil
    ) throws(SchemaError) -> SchemaMap {
        let entries: [YamlTree.Entry]
        switch tree.content {
        case .map(let found): entries = found
        case .text("", isPlain: true): entries = []
        case .text, .list: throw error(tree.line, "\(what) is a map of keys and values")
        }
        if let keys, let unknown = entries.first(where: { !keys.contains($0.key) }) {
            throw error(
                unknown.line,
                "\(quoted(unknown.key)) is no key of \(what); the keys are \(keys.joined(separator: ", "))"
            )
        }
        return SchemaMap(line: tree.line, entries: entries)
    }

    /// The text of a scalar; refuses lists and maps.
    func text(_ tree: YamlTree, _ what: String) throws(SchemaError) -> String {
        guard case .text(let text, _) = tree.content, !text.isEmpty else {
            throw error(tree.line, "\(what) is a text")
        }
        return text
    }

    /// The items of a list; refuses other content.
    func list(_ tree: YamlTree, _ what: String) throws(SchemaError) -> [YamlTree] {
        guard case .list(let items) = tree.content else {
            throw error(tree.line, "\(what) is a list, such as [first, second]")
        }
        return items
    }

    /// `true` or `false`; false when the key is not there.
    func flag(_ tree: YamlTree?, _ what: String) throws(SchemaError) -> Bool {
        guard let tree else { return false }
        switch try text(tree, what) {
        case "true": return true
        case "false": return false
        default: throw error(tree.line, "\(what) is true or false")
        }
    }

    /// A whole number.
    func integer(_ tree: YamlTree, _ what: String) throws(SchemaError) -> Int64 {
        guard let integer = Int64(try text(tree, what)) else {
            throw error(tree.line, "\(what) is a whole number")
        }
        return integer
    }

    /// Labels by language; empty when the key is not there.
    func labels(_ tree: YamlTree?) throws(SchemaError) -> [String: String] {
        guard let tree else { return [:] }
        var labels: [String: String] = [:]
        for entry in try map(tree, "label").entries {
            guard entry.key.utf8.count == 2, entry.key.utf8.allSatisfy(Self.isLowercase) else {
                throw error(
                    entry.line,
                    "\(quoted(entry.key)) is no language; use two letters such as nl"
                )
            }
            labels[entry.key] = try line(entry.value, "a label", scalarsMax: 200)
        }
        return labels
    }

    /// One line of text for people: normalised, without control and direction characters.
    func line(_ tree: YamlTree, _ what: String, scalarsMax: Int) throws(SchemaError) -> String {
        let text = Text(normalising: try text(tree, what)).string
        guard text.unicodeScalars.count <= scalarsMax else {
            throw error(tree.line, "\(what) is longer than \(scalarsMax) characters")
        }
        guard text.unicodeScalars.allSatisfy(Self.isShowable) else {
            throw error(tree.line, "\(what) holds a control or direction character")
        }
        return text
    }

    /// A name of a kind, field or group: `[a-z][A-Za-z0-9]*`, several of these with dots between.
    func checkName(_ name: String, _ what: String, line: Int) throws(SchemaError) {
        let parts = name.utf8.split(
            separator: UInt8(ascii: "."),
            omittingEmptySubsequences: false
        )
        let isName = parts.allSatisfy { part in
            guard let first = part.first else { return false }
            return Self.isLowercase(first) && part.allSatisfy(Self.isLetterOrDigit)
        }
        guard isName, name.utf8.count <= 64 else {
            throw error(
                line,
                "\(quoted(name)) is no name of a \(what): a lower-case letter, then letters and digits,"
                    + " parts joined by dots, 64 characters at most"
            )
        }
    }

    /// A name of the file in a message: shortened, and harmless on a terminal.
    func quoted(_ name: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in name.unicodeScalars.prefix(64) {
            scalars.append(Self.isShowable(scalar) ? scalar : "?")
        }
        return "\"\(String(scalars))\""
    }

    private static func isShowable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
            .unassigned:
            false
        default: true
        }
    }

    static func isLowercase(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isLowercase(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
