/// The key of a record within its case and kind.
public enum RecordKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The case file itself; the one record of kind `case`.
    case caseFile
    /// A UUIDv7 made on the device.
    case unique(Identifier128)
    /// A given key, `[A-Za-z0-9_.-]{1,64}`, so that two people who fill the same form meet.
    case natural(String)

    /// The text form.
    public var description: String {
        switch self {
        case .caseFile: "case"
        case .unique(let identifier): identifier.description
        case .natural(let text): text
        }
    }

    /// Whether `text` may be a natural key: `[A-Za-z0-9_.-]{1,64}` (`CONTRACT.md`, Addressing).
    public static func isNatural(_ text: String) -> Bool {
        let bytes = text.utf8
        return (1...64).contains(bytes.count)
            && bytes.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// Whether `left` sorts before `right`.
    public static func < (left: RecordKey, right: RecordKey) -> Bool {
        switch (left, right) {
        case (.caseFile, .caseFile): false
        case (.caseFile, _): true
        case (_, .caseFile): false
        case (.unique(let first), .unique(let second)): first < second
        case (.unique, .natural): true
        case (.natural, .unique): false
        case (.natural(let first), .natural(let second)):
            first.utf8.lexicographicallyPrecedes(second.utf8)
        }
    }
}

/// A record within its case: `KIND/KEY`, or `case` for the case file itself.
public struct RecordAddress: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The kind's name in the schema, such as `visit`.
    public let kind: String
    /// The key within the case and kind.
    public let key: RecordKey

    /// Names the record `key` of `kind`.
    public init(kind: String, key: RecordKey) {
        self.kind = kind
        self.key = key
    }

    /// The case file itself.
    public static let caseFile = RecordAddress(kind: Schema.caseKind, key: .caseFile)

    /// `case`, else `KIND/KEY`; the form of every `"record"` in `--json`.
    public var description: String {
        switch key {
        case .caseFile: "case"
        case .unique, .natural: "\(kind)/\(key)"
        }
    }

    /// Whether `left` sorts before `right`.
    public static func < (left: RecordAddress, right: RecordAddress) -> Bool {
        if left.kind != right.kind {
            return left.kind.utf8.lexicographicallyPrecedes(right.kind.utf8)
        }
        return left.key < right.key
    }
}
