internal import SyncModel

/// One statement that writes any choice of a record's columns: a mask says which.
///
/// A statement for each choice would be prepared anew for nearly every record; one for each column would write the row
/// once a column.
struct MaskedUpdate {
    /// How many columns one mask covers.
    private static let maskBits = 60

    /// The statement.
    let sql: String
    private let columnCount: Int

    init(table: KindTable) {
        columnCount = table.columns.count
        let masks = (columnCount + Self.maskBits - 1) / Self.maskBits
        let columns = table.columns.enumerated().map { index, column in
            let mask = 3 + index / Self.maskBits
            let bit = 1 << (index % Self.maskBits)
            let value = 3 + masks + index
            return ", \(column.quoted) = iif(?\(mask) & \(bit), ?\(value), \(column.quoted))"
        }
        sql = "UPDATE \(table.table) SET alive = ?2\(columns.joined()) WHERE _n = ?1"
    }

    /// The parameter of a column's value.
    func parameter(of column: Int) -> Int32 {
        let masks = (columnCount + Self.maskBits - 1) / Self.maskBits
        return Int32(3 + masks + column)
    }

    /// Binds the masks that name `columns`.
    func bindMasks(_ columns: [Int], to statement: Prepared) {
        let masks = (columnCount + Self.maskBits - 1) / Self.maskBits
        for mask in 0..<masks {
            var bits: Int64 = 0
            for column in columns where column / Self.maskBits == mask {
                bits |= 1 << Int64(column % Self.maskBits)
            }
            statement.bind(Int32(3 + mask), bits)
        }
    }
}
