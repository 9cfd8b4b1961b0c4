internal import GRDBSQLite
internal import SyncModel

/// A cell of a row block, without a copy: its bytes are in the buffer that the cursor reads.
enum StoredCell {
    case null
    case text(UnsafeRawBufferPointer)
    case integer(Int64)
    case bytes(UnsafeRawBufferPointer)
}

/// Reads the cells of one column of a row block out of a buffer that holds them all.
///
/// The same form as ``PackedReader`` reads, for many columns at once; what is no stored value throws.
struct StoredCellCursor {
    private var offset: Int
    private let end: Int
    private var remaining: Int

    /// Appends a column's cells to `buffer`; the cursor reads them from there.
    init(_ values: PackedValues, appendedTo buffer: inout [UInt8]) {
        offset = buffer.count
        buffer.append(contentsOf: values.bytes)
        end = buffer.count
        remaining = values.count
    }

    /// Reads the cells that end a buffer; there are no more of them than bytes.
    init(from start: Int, of buffer: UnsafeRawBufferPointer) {
        offset = start
        end = buffer.count
        remaining = buffer.count - start
    }

    /// The next cell, which is an integer.
    ///
    /// - Throws: ``StoreError`` `corrupt` when it is not.
    mutating func integer(in buffer: UnsafeRawBufferPointer) throws -> Int64 {
        guard case .integer(let integer) = try next(in: buffer) else {
            throw StoreError(.corrupt, "a stored body cannot be read")
        }
        return integer
    }

    /// The next cell.
    ///
    /// - Throws: ``StoreError`` `invalid` at the end, or for bytes that are no stored value.
    mutating func next(in buffer: UnsafeRawBufferPointer) throws -> StoredCell {
        guard remaining > 0, offset < end else { throw Self.damaged }
        remaining -= 1
        var byte = buffer[offset]
        offset += 1
        let type = byte & 7
        var payload = UInt64(byte >> 3 & 15)
        var shift: UInt64 = 4
        while byte & 128 != 0 {
            guard offset < end, shift < 64 else { throw Self.damaged }
            byte = buffer[offset]
            offset += 1
            payload |= UInt64(byte & 127) << shift
            shift += 7
        }
        switch type {
        case 0: return .null
        case 1:
            let bytes = try take(payload, in: buffer)
            guard bytes.isUTF8 else { throw Self.damaged }
            return .text(bytes)
        case 2: return .integer(Int64(bitPattern: payload >> 1) ^ -Int64(bitPattern: payload & 1))
        case 3: return .integer(payload == 0 ? 0 : 1)
        case 7: return .bytes(try take(payload, in: buffer))
        default: throw Self.damaged
        }
    }

    private mutating func take(
        _ count: UInt64,
        in buffer: UnsafeRawBufferPointer
    ) throws -> UnsafeRawBufferPointer {
        guard count <= UInt64(end - offset) else { throw Self.damaged }
        let start = offset
        offset += Int(count)
        return UnsafeRawBufferPointer(rebasing: buffer[start..<offset])
    }

    private static var damaged: StoreError {
        StoreError(.invalid, "a column of the page cannot be read")
    }
}

extension UnsafeRawBufferPointer {
    /// Whether the bytes are UTF-8; plain ASCII is told eight bytes at a time.
    var isUTF8: Bool {
        var offset = 0
        while offset + 8 <= count {
            let word = loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            if word & 0x8080_8080_8080_8080 != 0 { break }
            offset += 8
        }
        while offset < count, self[offset] < 128 { offset += 1 }
        return offset == count || String(validating: self[offset...], as: UTF8.self) != nil
    }
}

extension Prepared {
    /// Binds a cell of a row block without a copy: its bytes must outlive the next reset.
    func bind(_ index: Int32, cell: StoredCell) {
        switch cell {
        case .null: bindNull(index)
        case .integer(let integer): bind(index, integer)
        case .text(let bytes): bind(index, textBytes: bytes)
        case .bytes(let bytes):
            sqlite3_bind_blob(handle, index, bytes.baseAddress, Int32(bytes.count), nil)
        }
    }
}

extension StoredCell {
    /// What the cell adds to a hash.
    func contribution(_ recordSeed: UInt64, _ fieldSeed: UInt64) -> UInt64 {
        switch self {
        case .null, .bytes: 0
        case .integer(let integer):
            StateHash.contribution(
                recordSeed: recordSeed,
                fieldSeed: fieldSeed,
                integer: integer
            ).sum
        case .text(let bytes):
            StateHash.contribution(recordSeed: recordSeed, fieldSeed: fieldSeed, text: bytes).sum
        }
    }

    /// The cell as a value of a column.
    func value(as storage: ColumnStorage?) throws -> Value {
        switch (self, storage) {
        case (.null, _): return .null
        case (.integer(let integer), .boolean): return .boolean(integer != 0)
        case (.integer(let integer), .integer), (.integer(let integer), nil):
            return .integer(integer)
        case (.text(let bytes), .text), (.text(let bytes), nil):
            return .text(Text(String(decoding: bytes, as: UTF8.self)))
        case (.text(let bytes), .set):
            if let elements = SetText.decode(String(decoding: bytes, as: UTF8.self)) {
                return .set(elements)
            }
        default: break
        }
        throw StoreError(.invalid, "a column of the page holds a value of another type")
    }
}
