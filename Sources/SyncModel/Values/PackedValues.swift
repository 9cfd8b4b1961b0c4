/// A sequence of values as bytes: what a column of rows travels and is bound as, without an object a cell.
///
/// Each cell is a header (type in 3 bits, payload in 4 bits and then groups of 7, high bit for "more"), then
/// the bytes that the type asks for:
/// 0 null · 1 text (payload: bytes) · 2 integer (payload: zigzag) · 3 boolean (payload: 0 or 1) ·
/// 4 set (payload: count, then texts) · 5 group (payload: count, then name and cell each) ·
/// 6 difference (payload: count of added, then texts, then the removed as a set) · 7 bytes (payload: count).
public struct PackedValues: Hashable, Sendable {
    /// The cells, end to end.
    public private(set) var bytes: [UInt8]
    /// The number of cells.
    public private(set) var count: Int

    /// No cells.
    public init() {
        bytes = []
        count = 0
    }

    /// Wraps bytes from a peer; they are checked as they are read.
    public init(bytes: [UInt8], count: Int) {
        self.bytes = bytes
        self.count = count
    }

    /// Reserves room for `byteCount` bytes.
    public mutating func reserve(_ byteCount: Int) { bytes.reserveCapacity(byteCount) }

    /// Appends a null.
    public mutating func appendNull() {
        bytes.append(0)
        count += 1
    }

    /// Appends text by its UTF-8 bytes.
    public mutating func append(text: UnsafeRawBufferPointer) {
        appendHeader(UInt64(text.count), .text)
        bytes.append(contentsOf: text)
        count += 1
    }

    /// Appends raw bytes.
    public mutating func append(bytes raw: UnsafeRawBufferPointer) {
        appendHeader(UInt64(raw.count), .bytes)
        bytes.append(contentsOf: raw)
        count += 1
    }

    /// Appends an integer.
    public mutating func append(integer: Int64) {
        appendHeader(UInt64(bitPattern: integer << 1 ^ integer >> 63), .integer)
        count += 1
    }

    /// Appends text; a null for none.
    public mutating func append(text: String?) {
        if let text { appendText(text) } else { bytes.append(0) }
        count += 1
    }

    /// Appends the 16 bytes of an identifier.
    public mutating func append(bytesOf identifier: Identifier128) {
        identifier.withBytes { append(bytes: $0) }
    }

    /// Appends any value.
    public mutating func append(_ value: Value) {
        appendCell(value)
        count += 1
    }

    private mutating func appendCell(_ value: Value) {
        switch value {
        case .null: bytes.append(0)
        case .text(let text): appendText(text.string)
        case .integer(let integer):
            append(integer: integer)
            count -= 1
        case .boolean(let flag): appendHeader(flag ? 1 : 0, .boolean)
        case .set(let elements):
            appendHeader(UInt64(elements.count), .set)
            for element in elements { appendText(element.string) }
        case .difference(let difference):
            appendHeader(UInt64(difference.added.count), .difference)
            for element in difference.added { appendText(element.string) }
            appendHeader(UInt64(difference.removed.count), .set)
            for element in difference.removed { appendText(element.string) }
        case .group(let members):
            appendHeader(UInt64(members.count), .group)
            for member in members {
                appendText(member.name)
                appendCell(member.value)
            }
        }
    }

    private mutating func appendText(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            appendHeader(UInt64(utf8.count), .text)
            bytes.append(contentsOf: UnsafeRawBufferPointer(utf8))
        }
    }

    private mutating func appendHeader(_ payload: UInt64, _ type: CellType) {
        let first = UInt8(payload & 15) << 3 | type.rawValue
        var rest = payload >> 4
        if rest == 0 { return bytes.append(first) }
        bytes.append(first | 128)
        while rest != 0 {
            let group = UInt8(rest & 127)
            rest >>= 7
            bytes.append(rest == 0 ? group : group | 128)
        }
    }

    /// The types of a cell.
    enum CellType: UInt8 {
        case null, text, integer, boolean, set, group, difference, bytes
    }
}
