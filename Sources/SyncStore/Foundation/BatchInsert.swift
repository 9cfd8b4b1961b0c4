internal import SyncModel

/// Inserts rows, several by one statement: to begin a statement for each row costs more than a small row itself.
///
/// Rows go in in the order given; a row that breaks a constraint throws, and the transaction is to be taken back.
struct BatchInsert {
    /// The rows of one statement: more of them gain little, and cost time to prepare.
    private static let rowsMax = 16
    /// The parameters of one statement, below SQLite's bound of 32,766.
    private static let parametersMax = 30_000

    /// How many rows the statement for many takes.
    let rowCount: Int
    private let session: Session
    private let head: String
    private let marks: String
    private let width: Int
    private var one: Prepared?
    private var many: Prepared?

    /// Prepares to insert rows of `width` values.
    ///
    /// `head` is the statement up to its `VALUES`.
    init(_ session: Session, _ head: String, width: Int) {
        self.session = session
        self.head = head
        self.width = width
        marks = "(?" + String(repeating: ", ?", count: width - 1) + ")"
        rowCount = max(1, min(Self.rowsMax, Self.parametersMax / width))
    }

    /// Inserts `count` rows; `bind` binds the row of an index from a parameter on.
    ///
    /// What it binds without a copy must stay until this returns.
    mutating func insert(_ count: Int, bind: (Prepared, Int32, Int) throws -> Void) throws {
        var row = 0
        while count - row >= rowCount {
            let statement = try many ?? prepare(rowCount)
            many = statement
            for offset in 0..<rowCount {
                try bind(statement, Int32(1 + offset * width), row + offset)
            }
            try statement.run()
            row += rowCount
        }
        while row < count {
            let statement = try one ?? prepare(1)
            one = statement
            try bind(statement, 1, row)
            try statement.run()
            row += 1
        }
    }

    private func prepare(_ rows: Int) throws -> Prepared {
        let lists = Array(repeating: marks, count: rows).joined(separator: ", ")
        return try session.prepare("\(head) VALUES \(lists)")
    }
}
