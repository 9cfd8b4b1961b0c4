internal import SyncModel

/// What a field's rules depend on beside the field.
struct FieldContext {
    var isAppend: Bool
    var isNatural: Bool
    var lists: [String: CodeList]
}

/// One field of a schema file.
extension SchemaReading {
    private static let fieldKeys = [
        "type", "policy", "group", "sensitivity", "max", "min", "notAfter", "required", "urgent",
        "retired", "label", "codes", "of", "to", "protective", "owner",
    ]
    private static let typeNames = [
        "text", "integer", "boolean", "date", "instant", "code", "set", "reference",
    ]
    private static let policyNames = [
        "queue", "lww", "decide", "append", "set", "text", "restrictive", "owner", "server",
    ]

    func field(_ entry: YamlTree.Entry, context: FieldContext) throws(SchemaError) -> Field {
        let map = try map(entry.value, "field \(entry.key)", keys: Self.fieldKeys)
        let (type, codeLabels) = try type(map, name: entry.key, context: context)
        var field = Field(
            name: entry.key,
            type: type,
            policy: .queue,
            group: try map["group"].map { (tree) throws(SchemaError) in try text(tree, "group") },
            sensitivity: try sensitivity(map["sensitivity"]),
            isRequired: try flag(map["required"], "required"),
            isUrgent: try flag(map["urgent"], "urgent"),
            isRetired: try flag(map["retired"], "retired"),
            labels: try labels(map["label"]),
            codeLabels: codeLabels
        )
        try readLimits(map, into: &field)
        field.policy = try policy(map, field: field, context: context)
        return field
    }

    private func type(
        _ map: SchemaMap,
        name: String,
        context: FieldContext
    ) throws(SchemaError) -> (FieldType, [String: [String: String]]) {
        guard let tree = map["type"] else {
            throw error(map.line, "field \(name): type is missing")
        }
        let type = try text(tree, "type")
        if map["of"] != nil, type != "set" {
            throw error(map.line(of: "of"), "of: is for type set")
        }
        guard type == "set" else { return try scalarType(type, key: "type", map, context: context) }
        guard let of = map["of"] else {
            throw error(tree.line, "field \(name): of: is missing, the type of the set's elements")
        }
        let (element, labels) = try scalarType(
            try text(of, "of"),
            key: "of",
            map,
            context: context
        )
        guard element != .boolean else { throw error(of.line, "a set of booleans says nothing") }
        return (.set(of: element), labels)
    }

    private func scalarType(
        _ name: String,
        key: String,
        _ map: SchemaMap,
        context: FieldContext
    ) throws(SchemaError) -> (FieldType, [String: [String: String]]) {
        if name != "code", map["codes"] != nil {
            throw error(map.line(of: "codes"), "codes: is for type code")
        }
        if name != "reference", map["to"] != nil {
            throw error(map.line(of: "to"), "to: is for type reference")
        }
        switch name {
        case "text": return (.text, [:])
        case "integer": return (.integer, [:])
        case "boolean": return (.boolean, [:])
        case "date": return (.date, [:])
        case "instant": return (.instant, [:])
        case "code":
            guard let tree = map["codes"] else {
                throw error(map.line(of: key), "codes: is missing, the list of codes")
            }
            let list = try codes(tree, lists: context.lists)
            return (.code(list.codes), list.labels)
        case "reference":
            guard let tree = map["to"] else {
                throw error(map.line(of: key), "to: is missing, the kind that is referred to")
            }
            return (.reference(to: try text(tree, "to")), [:])
        default:
            let names = Self.typeNames.filter { key == "type" || $0 != "set" }
            throw error(
                map.line(of: key),
                "\(quoted(name)) is no type; the types are \(names.joined(separator: ", "))"
            )
        }
    }

    private func codes(
        _ tree: YamlTree,
        lists: [String: CodeList]
    ) throws(SchemaError) -> CodeList {
        guard case .text(let name, _) = tree.content else { return try codeList(tree) }
        guard let list = lists[name] else {
            throw error(tree.line, "\(quoted(name)) is no code list of lists:")
        }
        return list
    }

    private func readLimits(_ map: SchemaMap, into field: inout Field) throws(SchemaError) {
        let isInteger = field.type == .integer || field.type == .set(of: .integer)
        let isText = field.type == .text || field.type == .set(of: .text)
        if let tree = map["max"] {
            let bound = try integer(tree, "max")
            if isInteger {
                field.maximum = bound
            } else {
                guard isText else { throw error(tree.line, "max: is for types text and integer") }
                guard (1...Int64(Limits.textScalarsMax)).contains(bound) else {
                    throw error(tree.line, "max of a text is from 1 to \(Limits.textScalarsMax)")
                }
                field.lengthMax = Int(bound)
            }
        }
        if let tree = map["min"] {
            guard isInteger else { throw error(tree.line, "min: is for type integer") }
            field.minimum = try integer(tree, "min")
        }
        if let minimum = field.minimum, let maximum = field.maximum, minimum > maximum {
            throw error(map.line(of: "min"), "min is above max")
        }
        if let tree = map["notAfter"] {
            guard field.type == .date else { throw error(tree.line, "notAfter: is for type date") }
            guard try text(tree, "notAfter") == "today" else {
                throw error(tree.line, "notAfter is today, or is left out")
            }
            field.notAfterToday = true
        }
    }

    private func policy(
        _ map: SchemaMap,
        field: Field,
        context: FieldContext
    ) throws(SchemaError) -> MergePolicy {
        let line = map.line(of: "policy")
        let name = try policyName(map, field: field, context: context)
        if name != "restrictive", map["protective"] != nil {
            throw error(map.line(of: "protective"), "protective: is for policy restrictive")
        }
        if name != "owner", map["owner"] != nil {
            throw error(map.line(of: "owner"), "owner: is for policy owner")
        }
        try checkFit(name, field.type, line: line)
        switch name {
        case "queue": return .queue
        case "lww": return .lww
        case "decide": return .decide
        case "set": return .set
        case "text": return .text
        case "server": return .server
        case "restrictive": return .restrictive(protective: try protective(map, field: field))
        case "owner": return .owner(try owner(map))
        case "append":
            if context.isNatural {
                throw error(
                    line,
                    "field \(field.name): append cannot be under natural keys, where two people can meet"
                        + " in one record"
                )
            }
            return .append
        default:
            throw error(
                line,
                "\(quoted(name)) is no policy; the policies are"
                    + " \(Self.policyNames.joined(separator: ", "))"
            )
        }
    }

    private func policyName(
        _ map: SchemaMap,
        field: Field,
        context: FieldContext
    ) throws(SchemaError) -> String {
        guard let tree = map["policy"] else {
            if context.isAppend { return "append" }
            throw error(
                map.line,
                "field \(field.name): policy is missing; the policies are"
                    + " \(Self.policyNames.joined(separator: ", "))"
            )
        }
        let name = try text(tree, "policy")
        if context.isAppend, name != "append", Self.policyNames.contains(name) {
            throw error(
                tree.line,
                "field \(field.name) has policy \(name), but its kind is written once: append, or left out"
            )
        }
        return name
    }

    private func checkFit(_ policy: String, _ type: FieldType, line: Int) throws(SchemaError) {
        if case .set = type {
            guard ["set", "append", "server"].contains(policy) else {
                throw error(line, "a set has policy set, append or server, not \(quoted(policy))")
            }
        } else if policy == "set" {
            throw error(line, "policy set is for type set")
        }
        if policy == "text", type != .text {
            throw error(line, "policy text is for type text")
        }
    }

    private func protective(_ map: SchemaMap, field: Field) throws(SchemaError) -> [Value] {
        guard let tree = map["protective"] else {
            throw error(
                map.line(of: "policy"),
                "field \(field.name): protective: is missing, the values in order, most protective first"
            )
        }
        var values: [Value] = []
        for item in try list(tree, "protective") {
            let value = try protectiveValue(item, field: field)
            guard !values.contains(value) else {
                throw error(item.line, "a value stands in protective: twice")
            }
            values.append(value)
        }
        guard !values.isEmpty else { throw error(tree.line, "protective: needs a value") }
        return values
    }

    private func protectiveValue(_ item: YamlTree, field: Field) throws(SchemaError) -> Value {
        guard case .text(let text, let isPlain) = item.content else {
            throw error(item.line, "protective: is a list of values")
        }
        if isPlain, text.isEmpty || text == "null" || text == "~" { return .null }
        do {
            var free = field
            free.notAfterToday = false
            return try free.value(from: text, today: CivilDate(dayNumber: 0))
        } catch {
            throw self.error(
                item.line,
                "\(quoted(text)) in protective: is no value of field \(field.name)"
            )
        }
    }

    private func owner(_ map: SchemaMap) throws(SchemaError) -> Role {
        guard let tree = map["owner"] else {
            throw error(map.line(of: "policy"), "owner: is missing, the role that owns the field")
        }
        guard let role = Role(rawValue: try text(tree, "owner")) else {
            let all = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw error(tree.line, "owner is one of \(all)")
        }
        return role
    }
}
