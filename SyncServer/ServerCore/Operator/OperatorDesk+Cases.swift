internal import Casework
internal import SyncModel
internal import SyncStore

extension OperatorDesk {
    /// The case that a person names: by number, an earlier number, id, or a unique beginning of one.
    ///
    /// - Throws: ``OperatorError`` `checkCharacter`, `unknownCase` or `ambiguousCase`.
    func findCase(_ text: String) throws(OperatorError) -> CaseSummary {
        var wanted = text
        do {
            wanted = try CaseNumber(reading: text).description
        } catch {
            switch error {
            case .wrongCheck: throw OperatorError(.checkCharacter, text)
            case .malformed: break
            }
        }
        guard !wanted.isEmpty else { throw OperatorError(.unknownCase, text) }
        let found = try stored { () throws(StoreError) in try store.findCases(wanted) }
        if let exact = found.first(where: { Text($0.number) == Text(wanted) }) { return exact }
        guard let first = found.first else { throw OperatorError(.unknownCase, text) }
        guard found.count == 1 else { throw OperatorError(.ambiguousCase, text) }
        return first
    }

    /// The record and unit that `FIELD` or `KIND/KEY:FIELD` names; the kind ends at the first `/`, the field
    /// begins after the last `:`.
    ///
    /// - Throws: ``OperatorError`` `unknownRecord` or `unknownField`.
    func address(_ text: String) throws(OperatorError) -> (record: RecordAddress, field: String) {
        guard let colon = text.lastIndex(of: ":") else {
            try requireField(text, of: Schema.caseKind)
            return (.caseFile, text)
        }
        let field = String(text[text.index(after: colon)...])
        let place = text[..<colon]
        guard let slash = place.firstIndex(of: "/") else {
            throw OperatorError(.unknownRecord, String(place))
        }
        let kindName = String(place[..<slash])
        let key = String(place[place.index(after: slash)...])
        guard let kind = store.schema.kind(kindName), kind.name != Schema.caseKind else {
            throw OperatorError(.unknownRecord, String(place))
        }
        try requireField(field, of: kindName)
        if kind.hasNaturalKey {
            guard RecordKey.isNatural(key) else {
                throw OperatorError(.unknownRecord, String(place))
            }
            return (RecordAddress(kind: kindName, key: .natural(key)), field)
        }
        guard let id = Identifier128(key) else {
            throw OperatorError(.unknownRecord, String(place))
        }
        return (RecordAddress(kind: kindName, key: .unique(id)), field)
    }

    private func requireField(_ field: String, of kindName: String) throws(OperatorError) {
        guard let kind = store.schema.kind(kindName) else {
            throw OperatorError(.unknownField, field)
        }
        let isKnown =
            field == Schema.aliveUnit || kind.field(field) != nil || kind.unit(field) != nil
        guard isKnown else { throw OperatorError(.unknownField, field) }
    }

    /// The value that a person gives for a unit: text for a field, an object for a group, `true` or `false` for
    /// `alive`.
    ///
    /// - Throws: ``OperatorError`` `unknownField` or `value`.
    func value(_ text: String, kind kindName: String, unit name: String) throws(OperatorError)
        -> Value
    {
        if name == Schema.aliveUnit {
            switch text {
            case "true": return .boolean(true)
            case "false": return .boolean(false)
            default: throw OperatorError(.value, ValueProblem.type.rawValue)
            }
        }
        guard let unit = store.schema.kind(kindName)?.unit(name) else {
            throw OperatorError(.unknownField, name)
        }
        guard unit.isGroup else {
            guard let field = unit.fields.first else { throw OperatorError(.unknownField, name) }
            return try value(text, of: field)
        }
        // Whatever keeps the text from being an object is the same to the person who typed it.
        guard case .object(let members)? = try? JSONValue(text: text) else {
            throw OperatorError(.value, ValueProblem.type.rawValue)
        }
        for member in members.keys where !unit.fields.contains(where: { $0.name == member }) {
            throw OperatorError(.unknownField, member)
        }
        var values: [GroupMember] = []
        for field in unit.fields {
            let given = members[field.name] ?? .null
            values.append(GroupMember(name: field.name, value: try value(given.typed, of: field)))
        }
        return .makeGroup(values)
    }

    private func value(_ text: String, of field: Field) throws(OperatorError) -> Value {
        do {
            return try field.value(from: text, today: today)
        } catch {
            throw OperatorError(.value, error.rawValue)
        }
    }
}

extension JSONValue {
    /// A scalar as a person would type it; null as nothing.
    fileprivate var typed: String {
        switch self {
        case .null: ""
        case .string(let text): text
        case .bool, .integer, .double, .array, .object: encoded()
        }
    }
}
