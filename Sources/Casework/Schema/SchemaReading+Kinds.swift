internal import SyncModel

/// The kinds of a schema file.
extension SchemaReading {
    /// What no field, and no group, may be named: what every record has beside its fields.
    static let reservedNames = ["id", "alive", "version"]

    func kinds(
        _ root: SchemaMap,
        lists: [String: CodeList]
    ) throws(SchemaError) -> [ReadKind] {
        guard let tree = root["kinds"] else { throw error(root.line, "kinds: is missing") }
        let entries = try map(tree, "kinds").entries
        guard entries.count <= SchemaReader.kindsMax else {
            throw error(tree.line, "more than \(SchemaReader.kindsMax) kinds")
        }
        var kinds: [ReadKind] = []
        var tables: [String: String] = [:]
        for entry in entries {
            try checkName(entry.key, "kind", line: entry.line)
            try claim(entry.key, "kind", in: &tables, line: entry.line)
            kinds.append(try kind(entry, lists: lists))
        }
        guard kinds.contains(where: { $0.kind.name == Schema.caseKind }) else {
            throw error(tree.line, "kind case is missing, the case file itself")
        }
        return kinds
    }

    /// Checks what refers from one kind to another.
    func checkReferences(in kinds: [ReadKind]) throws(SchemaError) {
        for kind in kinds {
            for field in kind.kind.fields {
                guard let target = field.type.target else { continue }
                let exists = kinds.contains { $0.kind.name == target }
                guard exists, target != Schema.caseKind else {
                    let line = kind.fieldLines[field.name] ?? kind.line
                    throw error(
                        line,
                        "field \(field.name) refers to \(quoted(target)), which is no kind of record here"
                    )
                }
            }
        }
    }

    private func kind(
        _ entry: YamlTree.Entry,
        lists: [String: CodeList]
    ) throws(SchemaError) -> ReadKind {
        let isBuiltIn = BuiltInKinds.names.contains(entry.key)
        let map = try map(
            entry.value,
            "kind \(entry.key)",
            keys: ["label", "append", "key", "fields"]
        )
        let saysAppend = map["append"] != nil
        var isAppend = try flag(map["append"], "append")
        let isNatural = try isNatural(map)
        try checkShape(entry.key, map: map, isAppend: isAppend, isNatural: isNatural)
        if isBuiltIn, !saysAppend { isAppend = true }
        let labels = try labels(map["label"])
        let context = FieldContext(isAppend: isAppend, isNatural: isNatural, lists: lists)
        let (fields, lines) = try fields(map, kind: entry.key, context: context)
        let kind = Kind(
            name: entry.key,
            isAppend: isAppend,
            hasNaturalKey: isNatural,
            fields: fields,
            labels: labels
        )
        try checkGroups(of: kind, lines: lines, line: entry.line)
        return ReadKind(kind: kind, line: entry.line, fieldLines: lines, saysAppend: saysAppend)
    }

    private func isNatural(_ map: SchemaMap) throws(SchemaError) -> Bool {
        guard let tree = map["key"] else { return false }
        guard try text(tree, "key") == "natural" else {
            throw error(tree.line, "key is natural, or is left out")
        }
        return true
    }

    private func checkShape(
        _ name: String,
        map: SchemaMap,
        isAppend: Bool,
        isNatural: Bool
    ) throws(SchemaError) {
        if name == Schema.caseKind, isAppend || isNatural {
            throw error(
                map.line(of: isAppend ? "append" : "key"),
                "kind case is the case file itself: it has neither append nor key"
            )
        }
        if BuiltInKinds.names.contains(name) {
            if isNatural {
                throw error(map.line(of: "key"), "kind \(name) is built in: its keys are made")
            }
            if map["append"] != nil, !isAppend {
                throw error(map.line(of: "append"), "kind \(name) is built in and written once")
            }
        }
        if isAppend, isNatural {
            throw error(
                map.line(of: "append"),
                "kind \(name) has natural keys: two people can meet in one record, so append cannot be"
            )
        }
    }

    private func fields(
        _ map: SchemaMap,
        kind: String,
        context: FieldContext
    ) throws(SchemaError) -> (fields: [Field], lines: [String: Int]) {
        guard let tree = map["fields"] else {
            if BuiltInKinds.names.contains(kind) { return ([], [:]) }
            throw error(map.line, "kind \(kind): fields: is missing")
        }
        let entries = try self.map(tree, "fields").entries
        guard entries.count <= SchemaReader.fieldsMax else {
            throw error(tree.line, "kind \(kind) has more than \(SchemaReader.fieldsMax) fields")
        }
        var fields: [Field] = []
        var lines: [String: Int] = [:]
        var columns: [String: String] = [:]
        for entry in entries {
            try checkName(entry.key, "field", line: entry.line)
            try checkNotReserved(entry.key, "field", line: entry.line)
            try claim(entry.key, "field", in: &columns, line: entry.line)
            lines[entry.key] = entry.line
            fields.append(try field(entry, context: context))
        }
        return (fields, lines)
    }

    private func checkGroups(
        of kind: Kind,
        lines: [String: Int],
        line: Int
    ) throws(SchemaError) {
        for unit in kind.units where unit.isGroup {
            guard let first = unit.fields.first else { continue }
            let firstLine = lines[first.name] ?? line
            try checkName(unit.name, "group", line: firstLine)
            try checkNotReserved(unit.name, "group", line: firstLine)
            if kind.field(unit.name) != nil {
                throw error(firstLine, "group \(unit.name) has the name of a field of its kind")
            }
            for field in unit.fields {
                let line = lines[field.name] ?? line
                guard field.policy == first.policy else {
                    throw error(
                        line,
                        "field \(field.name) has policy \(field.policy.name), its group \(unit.name) has"
                            + " \(first.policy.name): a group has one common policy"
                    )
                }
                try checkGroupMember(field, line: line)
            }
        }
    }

    private func checkGroupMember(_ field: Field, line: Int) throws(SchemaError) {
        if case .set = field.type {
            throw error(line, "field \(field.name) is a set, which cannot be in a group")
        }
        switch field.policy {
        case .queue, .lww, .decide, .append, .owner, .server: return
        case .set, .text, .restrictive:
            throw error(
                line,
                "field \(field.name) has policy \(field.policy.name), which works on single values:"
                    + " it cannot be in a group"
            )
        }
    }

    private func checkNotReserved(
        _ name: String,
        _ what: String,
        line: Int
    ) throws(SchemaError) {
        guard !Self.reservedNames.contains(name.lowercased()) else {
            throw error(line, "\(name) cannot be a \(what): every record has it")
        }
    }

    /// Takes the column or table that a name becomes; refuses one that is taken.
    private func claim(
        _ name: String,
        _ what: String,
        in taken: inout [String: String],
        line: Int
    ) throws(SchemaError) {
        let column = String(name.map { $0 == "." ? "_" : $0 }).lowercased()
        if let other = taken.updateValue(name, forKey: column) {
            throw error(
                line,
                "\(what) \(name) collides with \(other): both become the column or table \(column)"
            )
        }
    }
}

extension FieldType {
    /// The kind that a reference, or a set of references, refers to.
    var target: String? {
        switch self {
        case .reference(let kind): kind
        case .set(let element): element.target
        case .text, .integer, .boolean, .date, .instant, .code: nil
        }
    }
}
