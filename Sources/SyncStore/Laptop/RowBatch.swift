internal import SyncModel

/// Rows of one kind that wait to be inserted together.
///
/// Their cells point into the buffer of their block: it must stay until ``flush()``.
struct RowBatch {
    /// What a row has beside its fields.
    struct Head {
        /// The record's number.
        let n: Int64
        /// The number of its case.
        let caseN: Int64
        /// Its key as stored; the case's id for a case file.
        let key: Key
        /// Whether the record exists.
        let isAlive: Bool
        /// The row of the stamp that wrote it.
        let stamp: Int64
    }

    /// What goes into the column `id`.
    enum Key {
        /// A case file's.
        case identifier(Identifier128)
        /// Any other record's.
        case cell(StoredCell)
    }

    /// The columns before the fields.
    private static let headCount = 5

    private var insert: BatchInsert
    private let columnCount: Int
    private var heads: [Head] = []
    private var cells: [StoredCell] = []

    /// Prepares to insert rows of a table with the fields of some of its columns.
    init(_ session: Session, _ table: KindTable, columns: [Int]) {
        let names = columns.map { ", \(table.columns[$0].quoted)" }.joined()
        insert = BatchInsert(
            session,
            "INSERT INTO \(table.table) (_n, _case, id, alive, version\(names))",
            width: Self.headCount + columns.count
        )
        columnCount = columns.count
    }

    /// Begins a row; its cells follow in order of the columns.
    mutating func append(_ head: Head) throws {
        if heads.count == insert.rowCount { try flush() }
        heads.append(head)
    }

    /// Adds the next cell of the row.
    mutating func append(_ cell: StoredCell) { cells.append(cell) }

    /// Inserts what waits.
    mutating func flush() throws {
        try insert.insert(heads.count) { statement, first, row in
            let head = heads[row]
            statement.bind(first, head.n).bind(first + 1, head.caseN)
            switch head.key {
            case .identifier(let identifier): statement.bind(first + 2, identifier)
            case .cell(let cell): statement.bind(first + 2, cell: cell)
            }
            statement.bind(first + 3, Int64(head.isAlive ? 1 : 0)).bind(first + 4, head.stamp)
            var parameter = first + Int32(Self.headCount)
            for cell in cells[(row * columnCount)..<((row + 1) * columnCount)] {
                statement.bind(parameter, cell: cell)
                parameter += 1
            }
        }
        heads.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
    }
}
