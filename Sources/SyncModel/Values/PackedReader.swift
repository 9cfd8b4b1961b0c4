/// Reads the cells of ``PackedValues`` in order; the bytes may come from a peer.
///
/// A reader never traps: what is not a cell throws ``PackedError``.
public struct PackedReader: ~Copyable {
    /// One cell, without a copy of its bytes.
    public enum Cell: Sendable {
        case null
        /// UTF-8 bytes, as a range of the packed bytes; checked to be UTF-8 only by ``PackedReader/nextValue()``.
        case text(Range<Int>)
        case integer(Int64)
        case boolean(Bool)
        /// Raw bytes, as a range of the packed bytes.
        case bytes(Range<Int>)
        /// A set, a difference or a group.
        case composite(Value)
    }

    private let bytes: [UInt8]
    private var offset = 0
    /// The number of cells not yet read.
    public private(set) var remaining: Int

    /// Starts at the first cell.
    public init(_ values: PackedValues) {
        bytes = values.bytes
        remaining = values.count
    }

    /// The next cell.
    ///
    /// - Throws: ``PackedError`` at the end, or when the bytes are not a cell.
    public mutating func next() throws(PackedError) -> Cell {
        guard remaining > 0 else { throw PackedError.ended }
        remaining -= 1
        return try cell(depth: 0)
    }

    /// The next cell as a value; text is checked to be UTF-8.
    ///
    /// - Throws: ``PackedError`` at the end, when the bytes are not a cell, for raw bytes, or broken UTF-8.
    public mutating func nextValue() throws(PackedError) -> Value {
        try value(of: try next())
    }

    /// Checks that every cell was read and no byte is left.
    ///
    /// - Throws: ``PackedError/damaged`` otherwise.
    public func finish() throws(PackedError) {
        guard remaining == 0, offset == bytes.count else { throw PackedError.damaged }
    }

    private func value(of cell: Cell) throws(PackedError) -> Value {
        switch cell {
        case .null: return .null
        case .text(let range): return .text(Text(try string(range)))
        case .integer(let integer): return .integer(integer)
        case .boolean(let flag): return .boolean(flag)
        case .composite(let value): return value
        case .bytes: throw PackedError.damaged
        }
    }

    private mutating func cell(depth: Int) throws(PackedError) -> Cell {
        let (payload, rawType) = try header()
        guard let type = PackedValues.CellType(rawValue: rawType) else { throw PackedError.damaged }
        switch type {
        case .null:
            guard payload == 0 else { throw PackedError.damaged }
            return .null
        case .text: return .text(try take(payload))
        case .bytes: return .bytes(try take(payload))
        case .integer:
            return .integer(Int64(bitPattern: payload >> 1) ^ -Int64(bitPattern: payload & 1))
        case .boolean:
            guard payload <= 1 else { throw PackedError.damaged }
            return .boolean(payload == 1)
        case .set: return .composite(.set(try texts(payload)))
        case .difference:
            let added = try texts(payload)
            let (removedCount, removedType) = try header()
            guard removedType == PackedValues.CellType.set.rawValue else {
                throw PackedError.damaged
            }
            let removed = try texts(removedCount)
            return .composite(.difference(SetDifference(added: added, removed: removed)))
        case .group:
            guard depth == 0 else { throw PackedError.damaged }
            return .composite(try group(payload))
        }
    }

    private mutating func group(_ count: UInt64) throws(PackedError) -> Value {
        guard count <= UInt64(bytes.count - offset) else { throw PackedError.damaged }
        var members: [GroupMember] = []
        for _ in 0..<count {
            guard case .text(let range) = try cell(depth: 1) else { throw PackedError.damaged }
            let name = try string(range)
            members.append(GroupMember(name: name, value: try value(of: try cell(depth: 1))))
        }
        return .group(members)
    }

    private mutating func texts(_ count: UInt64) throws(PackedError) -> [Text] {
        guard count <= UInt64(bytes.count - offset) else { throw PackedError.damaged }
        var result: [Text] = []
        for _ in 0..<count {
            let (payload, type) = try header()
            guard type == PackedValues.CellType.text.rawValue else { throw PackedError.damaged }
            result.append(Text(try string(try take(payload))))
        }
        return result
    }

    private mutating func header() throws(PackedError) -> (payload: UInt64, type: UInt8) {
        guard offset < bytes.count else { throw PackedError.damaged }
        var byte = bytes[offset]
        offset += 1
        let type = byte & 7
        var payload = UInt64(byte >> 3 & 15)
        var shift: UInt64 = 4
        while byte & 128 != 0 {
            guard offset < bytes.count, shift < 64 else { throw PackedError.damaged }
            byte = bytes[offset]
            offset += 1
            let group = UInt64(byte & 127)
            guard (group << shift) >> shift == group else { throw PackedError.damaged }
            payload |= group << shift
            shift += 7
        }
        return (payload, type)
    }

    private mutating func take(_ count: UInt64) throws(PackedError) -> Range<Int> {
        guard count <= UInt64(bytes.count - offset) else { throw PackedError.damaged }
        let range = offset..<(offset + Int(count))
        offset = range.upperBound
        return range
    }

    private func string(_ range: Range<Int>) throws(PackedError) -> String {
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            throw PackedError.damaged
        }
        return text
    }
}

/// Why packed values could not be read.
public enum PackedError: Error, Hashable, Sendable {
    /// More cells were asked for than there are.
    case ended
    /// The bytes are not what they should be.
    case damaged
}
