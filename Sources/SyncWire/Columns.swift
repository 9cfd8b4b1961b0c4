internal import Foundation
internal import SyncModel

/// A column from a peer: one entry a row, or none when all are 0.
struct Column<Element: FixedWidthInteger> {
    private let values: [Element]

    /// Checks the length.
    init(_ values: [Element], count: Int, _ name: String) throws(WireError) {
        guard values.isEmpty || values.count == count else {
            throw WireError(.damaged, detail: "column \(name)")
        }
        self.values = values
    }

    subscript(row: Int) -> Element { values.isEmpty ? 0 : values[row] }
}

/// A column of indexes into a list, each of them checked.
struct IndexColumn {
    private let values: [UInt32]

    /// Checks the length, and each index against the list's; `none` more values stand before the list's.
    init(
        _ values: [UInt32],
        count: Int,
        listCount: Int,
        none: Int = 0,
        _ name: String
    ) throws(WireError) {
        guard values.isEmpty || values.count == count,
            count == 0 || !values.isEmpty || listCount + none > 0,
            values.allSatisfy({ Int($0) < listCount + none })
        else { throw WireError(.damaged, detail: "indexes \(name)") }
        self.values = values
    }

    subscript(row: Int) -> Int { values.isEmpty ? 0 : Int(values[row]) }
}

/// Turns values into differences, and back; wraps around, so that no value is out of range.
struct Delta {
    private var previous: Int64

    /// Starts from `base`.
    init(from base: Int64 = 0) { previous = base }

    /// The difference of `value` from the value before.
    mutating func take(_ value: Int64) -> Int64 {
        defer { previous = value }
        return value &- previous
    }

    /// The value that differs by `difference` from the value before.
    mutating func give(_ difference: Int64) -> Int64 {
        previous = previous &+ difference
        return previous
    }
}

extension Array where Element: FixedWidthInteger {
    /// The column as it travels: nothing when all entries are 0.
    var trimmed: [Element] { allSatisfy { $0 == 0 } ? [] : self }
}

/// A column of a push as it grows: nothing is kept before the first entry that is not 0.
struct ColumnWriter<Element: FixedWidthInteger> {
    /// The column as it travels: nothing when all entries are 0.
    private(set) var values: [Element] = []
    private var zeros = 0
    private let room: Int

    /// Begins a column that will have about `room` entries.
    init(room: Int) { self.room = room }

    mutating func append(_ entry: Element) {
        if values.isEmpty {
            guard entry != 0 else {
                zeros += 1
                return
            }
            values.reserveCapacity(max(room, zeros + 1))
            values.append(contentsOf: repeatElement(0, count: zeros))
        }
        values.append(entry)
    }
}

/// Text as the key of a dictionary: equal by its UTF-8 bytes.
struct NameKey: Hashable {
    let name: String

    static func == (left: NameKey, right: NameKey) -> Bool {
        var (left, right) = (left.name, right.name)
        return left.withUTF8 { left in
            right.withUTF8 { right in
                left.count == right.count && left.elementsEqual(right)
            }
        }
    }

    func hash(into hasher: inout Hasher) {
        var name = name
        name.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

/// Numbers distinct names in order of first use.
struct NameTable {
    private(set) var names: [String] = []
    private var indexes: [NameKey: UInt32] = [:]

    /// The number of `name`.
    mutating func index(of name: String) -> UInt32 {
        let key = NameKey(name: name)
        if let index = indexes[key] { return index }
        let index = UInt32(names.count)
        indexes[key] = index
        names.append(name)
        return index
    }
}

/// Numbers distinct identifiers in order of first use, as bytes end to end.
struct IdentifierTable {
    private(set) var data = Data()
    private var indexes: [Identifier128: UInt32] = [:]

    /// The number of `identifier`, and whether this is its first use.
    mutating func index(of identifier: Identifier128) -> (index: UInt32, isNew: Bool) {
        if let index = indexes[identifier] { return (index, false) }
        let index = UInt32(indexes.count)
        indexes[identifier] = index
        data.append(identifier)
        return (index, true)
    }
}

extension Data {
    /// Appends the 16 bytes of an identifier.
    mutating func append(_ identifier: Identifier128) {
        Swift.withUnsafeBytes(of: identifier.high.bigEndian) { append(contentsOf: $0) }
        Swift.withUnsafeBytes(of: identifier.low.bigEndian) { append(contentsOf: $0) }
    }
}

extension Identifier128 {
    /// The 16 bytes.
    var data: Data {
        var data = Data()
        data.append(self)
        return data
    }
}

/// Reads 16 bytes.
func identifier(_ data: Data, _ name: String) throws(WireError) -> Identifier128 {
    guard let identifier = Identifier128(bytes: data) else {
        throw WireError(.damaged, detail: "identifier \(name)")
    }
    return identifier
}

/// Reads identifiers that stand end to end.
func identifiers(_ data: Data, _ name: String) throws(WireError) -> [Identifier128] {
    guard data.count % 16 == 0 else { throw WireError(.damaged, detail: "identifiers \(name)") }
    return data.withUnsafeBytes { bytes in
        stride(from: 0, to: bytes.count, by: 16).map { offset in
            Identifier128(
                high: UInt64(
                    bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                ),
                low: UInt64(
                    bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
                )
            )
        }
    }
}

/// Writes one value.
func packed(_ value: Value) -> Data {
    var packed = PackedValues()
    packed.append(value)
    return Data(packed.bytes)
}

/// Reads exactly one value.
func unpacked(_ data: Data, _ name: String) throws(WireError) -> Value {
    var reader = PackedReader(PackedValues(bytes: Array(data), count: 1))
    do {
        let value = try reader.nextValue()
        try reader.finish()
        return value
    } catch {
        throw WireError(.damaged, detail: "value \(name)")
    }
}

/// Reads bytes that have one length.
func bytes(_ data: Data, count: Int, _ name: String) throws(WireError) -> [UInt8] {
    guard data.count == count else { throw WireError(.damaged, detail: "length of \(name)") }
    return Array(data)
}
