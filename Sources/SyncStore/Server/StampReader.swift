internal import SyncModel

/// Reads stamps by their id; those that follow each other closely in one walk through the table.
final class StampReader {
    /// How many stamps are passed over rather than looked for anew.
    private static let walkMax: Int64 = 16

    private let session: Session
    private let rows: Prepared
    /// The id of the row that the statement stands on; `nil` when it stands on none.
    private var current: Int64?

    init(_ session: Session) throws {
        self.session = session
        rows = try session.prepare(
            """
            SELECT id, incarnation, first, position, author, written, ordered FROM stamps
            WHERE id >= ? ORDER BY id
            """
        )
    }

    deinit { rows.reset() }

    /// The stamp of an id.
    ///
    /// - Throws: ``StoreError`` `corrupt` when there is none.
    func stamp(_ id: Int64) throws -> Stamp {
        try move(to: id)
        guard current == id else {
            throw StoreError(.corrupt, "stamp \(id) is not in the table stamps")
        }
        return Stamp(
            incarnation: try session.names.incarnation(rows.integer(1)),
            firstSeq: rows.unsigned(2),
            position: Position(packed: rows.integer(3)),
            author: try session.names.text(rows.integer(4)),
            written: Instant(milliseconds: rows.integer(5)),
            order: Instant(milliseconds: rows.integer(6))
        )
    }

    /// Stands on the first stamp that is not before `id`.
    private func move(to id: Int64) throws {
        if let current, current <= id, id - current <= Self.walkMax {
            while let before = self.current, before < id { try step() }
        } else {
            rows.reset()
            rows.bind(1, id)
            try step()
        }
    }

    private func step() throws { current = try rows.step() ? rows.integer(0) : nil }
}
