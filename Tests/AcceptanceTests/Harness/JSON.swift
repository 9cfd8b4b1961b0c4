import Foundation

/// One JSON document, as the commands print it.
enum JSON: Hashable, Sendable, CustomStringConvertible {
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    /// Reads one document; throws when the bytes are not exactly one.
    init(_ data: Data) throws {
        self = try JSONDecoder().decode(JSON.self, from: data)
    }

    /// The member of an object; null when there is none.
    subscript(key: String) -> JSON {
        guard case .object(let members) = self else { return .null }
        return members[key] ?? .null
    }

    /// The element of an array; null when there is none.
    subscript(index: Int) -> JSON {
        let elements = array
        return elements.indices.contains(index) ? elements[index] : .null
    }

    /// The elements; empty when it is no array.
    var array: [JSON] {
        if case .array(let elements) = self { elements } else { [] }
    }

    /// The members; empty when it is no object.
    var object: [String: JSON] {
        if case .object(let members) = self { members } else { [:] }
    }

    /// The text; empty when it is none.
    var text: String {
        if case .string(let text) = self { text } else { "" }
    }

    /// The integer; `nil` when it is none.
    var integer: Int? {
        if case .number(let number) = self { Int(exactly: number) } else { nil }
    }

    /// The truth; `nil` when it is none.
    var truth: Bool? {
        if case .boolean(let truth) = self { truth } else { nil }
    }

    /// Compact, with sorted keys.
    var description: String {
        switch self {
        case .null: "null"
        case .boolean(let truth): "\(truth)"
        case .number(let number): Int(exactly: number).map(String.init) ?? "\(number)"
        case .string(let text): "\"\(text)\""
        case .array(let elements): "[\(elements.map(\.description).joined(separator: ","))]"
        case .object(let members):
            "{"
                + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
                .joined(separator: ",") + "}"
        }
    }
}

extension JSON: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // Each attempt that fails means: another type.
        if container.decodeNil() {
            self = .null
        } else if let truth = try? container.decode(Bool.self) {
            self = .boolean(truth)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let elements = try? container.decode([JSON].self) {
            self = .array(elements)
        } else {
            self = .object(try container.decode([String: JSON].self))
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral
{
    init(stringLiteral value: String) { self = .string(value) }
    init(booleanLiteral value: Bool) { self = .boolean(value) }
    init(integerLiteral value: Int) { self = .number(Double(value)) }
    init(arrayLiteral elements: JSON...) { self = .array(elements) }
}
