internal import SyncModel

/// The rows of a block, checked to be whole, in one buffer with a cursor a column.
struct BlockRows {
    let block: RowBlock
    private let buffer: [UInt8]
    private let keys: StoredCellCursor
    private let columns: [StoredCellCursor]
    private let isCase: Bool

    /// Checks that all lists have one entry a record.
    ///
    /// - Throws: ``StoreError`` `invalid` otherwise.
    init(_ block: RowBlock, table: KindTable) throws {
        let count = block.numbers.count
        guard block.caseIndexes.count == count, block.alive.count == count,
            block.stampIndexes.count == count, block.fields.count == block.columns.count,
            table.isCase || block.keys.count == count,
            block.columns.allSatisfy({ $0.count == count })
        else { throw StoreError(.invalid, "a block of rows is not whole") }
        self.block = block
        isCase = table.isCase
        var buffer: [UInt8] = []
        let size = block.columns.reduce(block.keys.bytes.count) { $0 + $1.bytes.count }
        buffer.reserveCapacity(size)
        keys = StoredCellCursor(block.keys, appendedTo: &buffer)
        columns = block.columns.map { StoredCellCursor($0, appendedTo: &buffer) }
        self.buffer = buffer
    }

    /// Gives each row's key cell (`null` for a case) and field cells; what they point to stays until `last` has run.
    func forEach(
        last: () throws -> Void,
        _ body: (Int, StoredCell, [StoredCell]) throws -> Void
    ) throws {
        var (keys, columns) = (keys, columns)
        var cells = Array(repeating: StoredCell.null, count: columns.count)
        try buffer.withUnsafeBytes { bytes in
            for index in block.numbers.indices {
                let key = isCase ? .null : try keys.next(in: bytes)
                for column in columns.indices {
                    cells[column] = try columns[column].next(in: bytes)
                }
                try body(index, key, cells)
            }
            try last()
        }
    }

    /// Gives each row's key.
    func forEachKey(_ body: (Int, RecordKey) throws -> Void) throws {
        var keys = keys
        try buffer.withUnsafeBytes { bytes in
            for index in block.numbers.indices {
                try body(index, try Self.key(try keys.next(in: bytes)))
            }
        }
    }

    /// A key cell as a key.
    static func key(_ cell: StoredCell) throws -> RecordKey {
        switch cell {
        case .null: return .caseFile
        case .text(let bytes):
            let text = String(decoding: bytes, as: UTF8.self)
            if RecordKey.isNatural(text) { return .natural(text) }
        case .bytes(let bytes):
            if let identifier = Identifier128(raw: bytes) { return .unique(identifier) }
        case .integer: break
        }
        throw StoreError(.invalid, "a key of the page is not one")
    }
}
