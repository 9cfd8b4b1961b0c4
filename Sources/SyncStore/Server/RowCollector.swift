internal import GRDBSQLite
internal import SyncModel

/// Collects whole records of one kind by column, straight from the statement that reads them.
struct RowCollector {
    /// The columns before the fields: `_n, _case, id, alive, version`.
    static let lead = "_n, _case, id, alive, version"
    private static let leadCount: Int32 = 5

    let table: KindTable
    private var rows: RowBlock
    private var columns: [PackedWriter]
    private var hasValues: [Bool]

    /// Starts an empty block.
    init(_ table: KindTable) {
        self.table = table
        rows = RowBlock(kind: table.name)
        columns = Array(repeating: PackedWriter(), count: table.columns.count)
        hasValues = Array(repeating: false, count: table.columns.count)
    }

    /// Appends the record in the current row of a statement that selects ``lead`` and the fields.
    ///
    /// - Returns: About how many bytes it added.
    mutating func append(_ row: Prepared, caseIndex: UInt32, stampIndex: UInt32) -> Int {
        rows.caseIndexes.append(caseIndex)
        rows.numbers.append(row.integer(0))
        rows.alive.append(row.integer(3) != 0 ? 1 : 0)
        rows.stampIndexes.append(stampIndex)
        if !table.isCase {
            row.withBytes(2) { bytes in
                if table.isNatural {
                    rows.keys.append(text: bytes)
                } else {
                    rows.keys.append(bytes: bytes)
                }
            }
        }
        var bytes = 24
        for index in columns.indices {
            let column = Int32(index) + Self.leadCount
            switch sqlite3_column_type(row.handle, column) {
            case SQLITE_NULL:
                columns[index].appendNull()
                bytes += 1
            case SQLITE_INTEGER:
                columns[index].append(integer: row.integer(column))
                hasValues[index] = true
                bytes += 2
            default:
                row.withBytes(column) { text in
                    columns[index].append(text: text)
                    bytes += text.count + 1
                }
                hasValues[index] = true
            }
        }
        return bytes
    }

    /// How many records were appended.
    var recordCount: Int { rows.numbers.count }

    /// Gives the block; columns without a value are left out.
    mutating func finish() -> RowBlock {
        var block = rows
        for index in columns.indices where hasValues[index] {
            block.fields.append(table.columns[index].name)
            block.columns.append(columns[index].finish())
        }
        return block
    }
}
