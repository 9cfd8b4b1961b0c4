public import SyncModel

/// A JSON document: what the commands print and the control socket carries.
///
/// Written with sorted keys, so that equal documents are equal bytes.
public enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// Finite.
    case double(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// The member of that name; `nil` when this is no object or has no such member.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    /// The text; `nil` when this is no string.
    public var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The number; `nil` when this is no whole number.
    public var integer: Int64? {
        guard case .integer(let number) = self else { return nil }
        return number
    }

    /// The truth value; `nil` when this is none.
    public var bool: Bool? {
        guard case .bool(let truth) = self else { return nil }
        return truth
    }

    /// The elements; `nil` when this is no array.
    public var elements: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// A string, or `null` for `nil`.
    public static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    /// An instant as RFC 3339, or `null` for `nil`.
    public static func optional(_ instant: Instant?) -> JSONValue {
        instant.map { .string($0.description) } ?? .null
    }

    /// A whole number, or `null` for `nil`.
    public static func optional(_ number: Int64?) -> JSONValue {
        number.map { .integer($0) } ?? .null
    }
}
