public import SyncModel

extension JSONValue {
    /// A value as the commands print it.
    ///
    /// Text, codes, dates, instants and references are strings; a set is an array, of numbers when its elements
    /// are declared as integers; a group is an object by member name, without the members that are missing; what
    /// a change does to a set is `{"added":[…],"removed":[…]}`. A unit that the schema does not know prints by
    /// its value alone.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - unit: The field or group that it is of.
    ///   - kind: The kind of the record.
    ///   - schema: What declares the field.
    public init(_ value: Value, of unit: String, in kind: String, by schema: Schema) {
        switch value {
        case .null: self = .null
        case .text(let text): self = .string(text.string)
        case .integer(let number): self = .integer(number)
        case .boolean(let truth): self = .bool(truth)
        case .set, .difference:
            let type = schema.kind(kind)?.field(unit)?.type
            self = Self.set(value, hasNumbers: type == .set(of: .integer))
        case .group(let members):
            var object: [String: JSONValue] = [:]
            for member in members {
                object[member.name] = JSONValue(member.value, of: member.name, in: kind, by: schema)
            }
            self = .object(object)
        }
    }

    private static func set(_ value: Value, hasNumbers: Bool) -> JSONValue {
        func array(_ elements: [Text]) -> JSONValue {
            .array(
                elements.map { element in
                    let number = hasNumbers ? Int64(element.string) : nil
                    return number.map { .integer($0) } ?? .string(element.string)
                }
            )
        }
        switch value {
        case .set(let elements): return array(elements)
        case .difference(let difference):
            return .object([
                "added": array(difference.added), "removed": array(difference.removed),
            ])
        case .null, .text, .integer, .boolean, .group: return .null
        }
    }
}
