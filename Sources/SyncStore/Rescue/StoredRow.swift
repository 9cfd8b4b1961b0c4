internal import SyncModel

/// One value of a row as the file holds it.
enum StoredValue: Equatable {
    case null
    case integer(Int64)
    case real
    case text([UInt8])
    case blob([UInt8])

    /// The integer; `nil` for anything else.
    var integer: Int64? {
        if case .integer(let value) = self { return value }
        return nil
    }

    /// The text; `nil` for anything else, and for what is not UTF-8.
    var text: String? {
        if case .text(let bytes) = self { return String(validating: bytes, as: UTF8.self) }
        return nil
    }

    /// The bytes; `nil` for anything else.
    var blob: [UInt8]? {
        if case .blob(let bytes) = self { return bytes }
        return nil
    }

    /// The identifier; `nil` unless it is 16 bytes.
    var identifier: Identifier128? { blob.flatMap { Identifier128(bytes: $0) } }
}

/// A row of a table, or an entry of an index.
struct StoredRow: Equatable {
    /// The key of a table's row; `nil` in an index.
    var rowID: Int64?
    var values: [StoredValue]

    /// Reads a record.
    ///
    /// `nil` when the bytes are not exactly one.
    init?(rowID: Int64?, payload: [UInt8]) {
        guard let (headerBytes, start) = payload.variable(at: 0), headerBytes >= 1,
            let end = Int(exactly: headerBytes), end <= payload.count
        else { return nil }
        var (offset, place) = (start, end)
        var values: [StoredValue] = []
        while offset < end {
            guard let (type, next) = payload.variable(at: offset), next <= end,
                let (value, count) = Self.value(type, in: payload, at: place)
            else { return nil }
            values.append(value)
            offset = next
            place += count
        }
        guard place == payload.count else { return nil }
        self.rowID = rowID
        self.values = values
    }

    private static func value(_ type: Int64, in payload: [UInt8], at place: Int) -> (
        StoredValue, Int
    )? {
        switch type {
        case 0: return (.null, 0)
        case 8: return (.integer(0), 0)
        case 9: return (.integer(1), 0)
        case 7: return place <= payload.count - 8 ? (.real, 8) : nil
        case 1...6:
            let count = [1, 2, 3, 4, 6, 8][Int(type) - 1]
            guard place <= payload.count - count else { return nil }
            let isNegative = payload[place] & 0x80 != 0
            let value = payload[place..<place + count].reduce(isNegative ? -1 : 0) {
                $0 << 8 | Int64($1)
            }
            return (.integer(value), count)
        case 12...:
            let count = Int(type - 12) / 2
            guard count <= payload.count - place else { return nil }
            let bytes = Array(payload[place..<place + count])
            return (type.isMultiple(of: 2) ? .blob(bytes) : .text(bytes), count)
        default: return nil
        }
    }
}

extension Array<UInt8> {
    /// A number of one to nine bytes, and where the next begins; `nil` beyond the end.
    func variable(at offset: Int) -> (value: Int64, next: Int)? {
        var value: UInt64 = 0
        for index in 0..<9 {
            guard offset >= 0, offset + index < count else { return nil }
            let byte = self[offset + index]
            if index == 8 { return (Int64(bitPattern: value << 8 | UInt64(byte)), offset + 9) }
            value = value << 7 | UInt64(byte & 0x7F)
            if byte & 0x80 == 0 { return (Int64(bitPattern: value), offset + index + 1) }
        }
        return nil
    }
}
