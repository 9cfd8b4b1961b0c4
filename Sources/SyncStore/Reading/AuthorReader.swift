internal import SyncModel

/// Who wrote something, and when by his clock.
struct WrittenBy {
    var author: String
    var written: Instant

    /// Of what nobody is known to have written.
    static let nobody = WrittenBy(author: "", written: Instant(milliseconds: 0))
}

/// Looks up who wrote what, each stamp and save once.
struct AuthorReader {
    private var stamps: [Int64: WrittenBy] = [:]
    private var own: [UInt64: WrittenBy] = [:]

    /// The author of an accepted change.
    mutating func stamp(_ id: Int64, in session: Session) throws -> WrittenBy {
        if let known = stamps[id] { return known }
        let row = try session.prepare("SELECT author, written FROM stamps WHERE id = ?")
        let found = try row.bind(1, id).first { row in
            WrittenBy(
                author: try session.names.text(row.integer(0)),
                written: Instant(milliseconds: row.integer(1))
            )
        }
        guard let found else {
            throw StoreError(.corrupt, "stamp \(id) is not in the table stamps")
        }
        stamps[id] = found
        return found
    }

    /// The author of this laptop's own change.
    mutating func own(_ seq: UInt64, in session: Session) throws -> WrittenBy {
        if let known = own[seq] { return known }
        let row = try session.prepare(
            "SELECT save FROM log WHERE seq <= ? AND save IS NOT NULL ORDER BY seq DESC LIMIT 1"
        )
        let header = try row.bind(1, seq).first { try SaveHeader.read($0, 0) }
        guard let header else { return .nobody }
        let found = WrittenBy(
            author: try session.names.text(header.author),
            written: header.wallClock
        )
        own[seq] = found
        return found
    }
}
