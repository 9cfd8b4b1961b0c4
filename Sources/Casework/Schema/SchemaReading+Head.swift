internal import SyncModel

/// A code list of the file.
struct CodeList {
    /// In the order of the file.
    var codes: [String]
    /// By code, then by language.
    var labels: [String: [String: String]]
}

/// A part of a visit note.
struct Section {
    var code: String
    var labels: [String: String]
    var sensitivity: Sensitivity
    var line: Int
}

/// What stands in a schema file beside its kinds.
extension SchemaReading {
    func schemaName(_ root: SchemaMap) throws(SchemaError) -> String {
        guard let tree = root["schema"] else {
            throw error(root.line, "schema: is missing, the schema's name")
        }
        let name = try text(tree, "schema")
        guard let first = name.utf8.first, Self.isLowercase(first), name.utf8.count <= 64,
            name.utf8.allSatisfy({
                Self.isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
            })
        else {
            throw error(
                tree.line,
                "\(quoted(name)) is no name of a schema: a lower-case letter, then letters, digits, - and _,"
                    + " 64 characters at most"
            )
        }
        return name
    }

    func version(_ root: SchemaMap) throws(SchemaError) -> UInt32 {
        guard let tree = root["version"] else {
            throw error(root.line, "version: is missing, a whole number from 1")
        }
        guard let version = UInt32(exactly: try integer(tree, "version")), version >= 1 else {
            throw error(tree.line, "version is a whole number from 1 to \(UInt32.max)")
        }
        return version
    }

    func lists(_ tree: YamlTree?) throws(SchemaError) -> [String: CodeList] {
        guard let tree else { return [:] }
        var lists: [String: CodeList] = [:]
        for entry in try map(tree, "lists").entries {
            try checkName(entry.key, "code list", line: entry.line)
            lists[entry.key] = try codeList(entry.value)
        }
        return lists
    }

    /// `[code, …]` or `{ code: { nl: …, en: … }, … }`.
    func codeList(_ tree: YamlTree) throws(SchemaError) -> CodeList {
        var list = CodeList(codes: [], labels: [:])
        switch tree.content {
        case .text: throw error(tree.line, "codes is a list of codes, or the name of one of lists:")
        case .list(let items):
            for item in items { try add(try code(item), to: &list, line: item.line) }
        case .map(let entries):
            for entry in entries {
                let key = YamlTree(text: entry.key, line: entry.line)
                let code = try code(key)
                try add(code, to: &list, line: entry.line)
                list.labels[code] = try labels(entry.value)
            }
        }
        guard !list.codes.isEmpty else { throw error(tree.line, "a code list needs a code") }
        return list
    }

    /// The sections of a visit note; `nil` when the file says nothing about them.
    func sections(_ tree: YamlTree?) throws(SchemaError) -> [Section]? {
        guard let tree else { return nil }
        var sections: [Section] = []
        for entry in try map(tree, "sections").entries {
            guard let first = entry.key.utf8.first, Self.isLowercase(first),
                entry.key.utf8.count <= 32,
                entry.key.utf8.allSatisfy({ Self.isLetterOrDigit($0) || $0 == UInt8(ascii: "_") })
            else {
                throw error(
                    entry.line,
                    "\(quoted(entry.key)) is no name of a section: a lower-case letter, then letters,"
                        + " digits and _, 32 characters at most"
                )
            }
            let section = try map(entry.value, "a section", keys: ["label", "sensitivity"])
            sections.append(
                Section(
                    code: entry.key,
                    labels: try labels(section["label"]),
                    sensitivity: try sensitivity(section["sensitivity"]),
                    line: entry.line
                )
            )
        }
        return sections
    }

    func sensitivity(_ tree: YamlTree?) throws(SchemaError) -> Sensitivity {
        guard let tree else { return .normal }
        guard let sensitivity = Sensitivity(rawValue: try text(tree, "sensitivity")) else {
            let all = Sensitivity.allCases.map(\.rawValue).joined(separator: ", ")
            throw error(tree.line, "sensitivity is one of \(all)")
        }
        return sensitivity
    }

    private func code(_ tree: YamlTree) throws(SchemaError) -> String {
        try line(tree, "a code", scalarsMax: 64)
    }

    private func add(_ code: String, to list: inout CodeList, line: Int) throws(SchemaError) {
        guard !list.codes.contains(code) else {
            throw error(line, "code \(quoted(code)) stands in its list twice")
        }
        list.codes.append(code)
    }
}

extension YamlTree {
    /// A text that stands in the file as a key.
    init(text: String, line: Int) {
        content = .text(text, isPlain: false)
        self.line = line
    }
}
