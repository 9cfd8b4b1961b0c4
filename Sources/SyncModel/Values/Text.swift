/// Text as the engine compares, hashes and signs it: by its UTF-8 bytes.
///
/// Text is normalised (NFC) once, where a person's input enters; from there on bytes are compared. Swift's
/// own `String ==` compares by canonical equivalence, and is therefore not used on values.
public struct Text: Hashable, Comparable, Sendable, CustomStringConvertible,
    ExpressibleByStringLiteral
{
    /// The characters.
    public let string: String

    /// Wraps text that is already normalised.
    public init(_ string: String) { self.string = string }

    /// Wraps a literal.
    public init(stringLiteral value: String) { string = value }

    /// The number of UTF-8 bytes.
    public var byteCount: Int { string.utf8.count }

    /// The number of Unicode scalars: of bytes that begin one.
    public var scalarCount: Int {
        var string = string
        return string.withUTF8 { $0.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 } }
    }

    /// The characters.
    public var description: String { string }

    /// Whether both hold the same bytes.
    public static func == (left: Text, right: Text) -> Bool {
        let isEqual = left.string.utf8.withContiguousStorageIfAvailable { first in
            right.string.utf8.withContiguousStorageIfAvailable { second in
                first.count == second.count && first.elementsEqual(second)
            }
        }
        return (isEqual ?? nil) ?? left.string.utf8.elementsEqual(right.string.utf8)
    }

    /// Whether `left` sorts before `right`, byte by byte.
    public static func < (left: Text, right: Text) -> Bool {
        left.string.utf8.lexicographicallyPrecedes(right.string.utf8)
    }

    /// Feeds the bytes to the hasher.
    public func hash(into hasher: inout Hasher) {
        var string = string
        string.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(UInt8(0xFF))
    }
}
