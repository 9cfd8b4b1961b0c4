public import SyncModel

extension JSONValue {
    /// A value as the commands print it.
    ///
    /// Text, codes, dates, instants and references are strings; a set is an array; a group is an object by
    /// member name, without the members that are missing; what a change does to a set is
    /// `{"added":[…],"removed":[…]}`.
    public init(_ value: Value) {
        switch value {
        case .null: self = .null
        case .text(let text): self = .string(text.string)
        case .integer(let number): self = .integer(number)
        case .boolean(let truth): self = .bool(truth)
        case .set(let elements): self = Self.array(of: elements)
        case .difference(let difference):
            self = .object([
                "added": Self.array(of: difference.added),
                "removed": Self.array(of: difference.removed),
            ])
        case .group(let members):
            var object: [String: JSONValue] = [:]
            for member in members { object[member.name] = JSONValue(member.value) }
            self = .object(object)
        }
    }

    private static func array(of texts: [Text]) -> JSONValue {
        .array(texts.map { .string($0.string) })
    }
}
