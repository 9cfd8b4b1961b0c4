internal import SyncModel

/// The rows that a page's stamps get here: those that something refers to, numbered as they are first asked for.
struct StampRows {
    private let stamps: [Stamp]
    private let foreign: [Bool]
    /// The row of each stamp; 0 for one that nothing referred to yet.
    private var rows: [Int64]
    /// The stamps that have a number and no row yet, in order of number.
    private var waiting: [Int] = []
    private var last: Int64

    init(_ session: Session, _ stamps: [Stamp], own chain: OwnChain) throws {
        self.stamps = stamps
        foreign = stamps.map { stamp in
            !chain.holds(Dot(incarnation: stamp.incarnation, seq: stamp.firstSeq))
        }
        rows = Array(repeating: 0, count: stamps.count)
        last = try session.prepare("SELECT max(id) FROM stamps").first { $0.integer(0) } ?? 0
    }

    /// The row of a stamp.
    ///
    /// - Throws: ``StoreError`` `invalid` when the page has no such stamp.
    mutating func row(_ index: UInt32) throws -> Int64 {
        guard index < rows.count else {
            throw StoreError(.invalid, "the page refers to a stamp that it does not bring")
        }
        let known = rows[Int(index)]
        if known != 0 { return known }
        last += 1
        rows[Int(index)] = last
        waiting.append(Int(index))
        return last
    }

    /// Whether a stamp is of another replica.
    func isForeign(_ index: UInt32) -> Bool { foreign[guarded: Int(index)] ?? false }

    /// Makes the rows that were asked for.
    mutating func insert(_ session: Session) throws {
        var insert = BatchInsert(
            session,
            "INSERT INTO stamps (id, incarnation, first, position, author, written, ordered)",
            width: 7
        )
        try insert.insert(waiting.count) { statement, first, position in
            let index = waiting[position]
            let stamp = stamps[index]
            statement.bind(first, rows[index])
                .bind(first + 1, try session.intern(stamp.incarnation))
                .bind(first + 2, stamp.firstSeq).bind(first + 3, stamp.position.packed)
                .bind(first + 4, try session.intern(.author, stamp.author))
                .bind(first + 5, stamp.written.milliseconds)
                .bind(first + 6, stamp.order.milliseconds)
        }
        waiting = []
    }
}
