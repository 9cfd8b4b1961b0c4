internal import SyncModel

/// What people write: few values, so that they meet.
enum Values {
    static let words = ["aap", "noot", "mies", "wim"]

    /// A value for a field, other than what is shown most of the time.
    static func value(
        for field: Field,
        over shown: Value,
        _ dice: inout SeededRandom
    ) -> Value {
        if dice.happens(percent: 6), !field.isRequired { return cleared(field.type) }
        switch field.type {
        case .text:
            return field.policy == .text ? edited(shown, &dice) : .text(word(&dice))
        case .integer: return .integer(Int64(dice.below(5)))
        case .boolean: return .boolean(dice.happens(percent: 50))
        case .date: return .text(Text("2026-0\(1 + dice.below(4))-1\(dice.below(3))"))
        case .instant: return .text("2026-01-01T00:00:00.000Z")
        case .code(let codes): return .text(Text(codes[dice.below(codes.count)]))
        case .set: return changedSet(shown, &dice)
        case .reference: return .null
        }
    }

    private static func cleared(_ type: FieldType) -> Value {
        if case .set = type { return .makeSet([]) }
        return .null
    }

    private static func word(_ dice: inout SeededRandom) -> Text {
        Text(words[dice.below(words.count)])
    }

    /// A text with a word put in, changed or taken out.
    private static func edited(_ shown: Value, _ dice: inout SeededRandom) -> Value {
        var words: [String] = []
        if case .text(let text) = shown {
            words = text.string.split(separator: " ").map(String.init)
        }
        let word = word(&dice).string
        let place = dice.below(words.count + 1)
        switch dice.below(3) {
        case 0 where !words.isEmpty: words[min(place, words.count - 1)] = word
        case 1 where words.count > 3: words.remove(at: min(place, words.count - 1))
        default: words.insert(word, at: place)
        }
        return .text(Text(words.prefix(9).joined(separator: " ")))
    }

    private static func changedSet(_ shown: Value, _ dice: inout SeededRandom) -> Value {
        var elements: Set<Text> = []
        if case .set(let present) = shown { elements = Set(present) }
        let word = word(&dice)
        if elements.contains(word) { elements.remove(word) } else { elements.insert(word) }
        return .makeSet(elements)
    }
}

extension Value {
    /// The value after this write to `value`.
    func applied(to value: Value) -> Value {
        guard case .difference(let difference) = self else { return self }
        var elements: Set<Text> = []
        if case .set(let present) = value { elements = Set(present) }
        return .makeSet(elements.subtracting(difference.removed).union(difference.added))
    }

    /// The value as it compares: nothing in it is nothing.
    var plain: Value {
        switch self {
        case .set(let elements): elements.isEmpty ? .null : self
        case .group(let members):
            members.allSatisfy { $0.value == .null }
                ? .null : .group(members.filter { $0.value != .null })
        case .null, .text, .integer, .boolean, .difference: self
        }
    }

    /// The value in few characters.
    var short: String {
        switch self {
        case .null: "-"
        case .text(let text): text.string
        case .integer(let number): "\(number)"
        case .boolean(let truth): "\(truth)"
        case .set(let elements): "{" + elements.map(\.string).joined(separator: ",") + "}"
        case .difference(let difference):
            "+" + difference.added.map(\.string).joined(separator: ",") + "-"
                + difference.removed.map(\.string).joined(separator: ",")
        case .group(let members): members.map(\.value.short).joined(separator: "/")
        }
    }
}

extension CaseFile {
    /// What is shown of every unit, by unit; units of which nothing was written are left out.
    func units(_ schema: Schema) -> [UnitName: Value] {
        var result: [UnitName: Value] = [:]
        for record in records {
            func name(_ unit: String) -> UnitName {
                UnitName(caseID: summary.id, record: record.address, unit: unit)
            }
            result[name(Schema.aliveUnit)] = .boolean(record.isAlive)
            guard let kind = schema.kind(record.address.kind) else { continue }
            var fields: [String: Value] = [:]
            for field in record.fields { fields[field.name] = field.value }
            for unit in kind.units {
                let values = unit.fields.map {
                    GroupMember(name: $0.name, value: fields[$0.name] ?? .null)
                }
                let value = unit.isGroup ? Value.makeGroup(values) : values.first?.value ?? .null
                result[name(unit.name)] = value.plain
            }
        }
        return result
    }
}
