internal import SyncMerge
internal import SyncModel

/// An accepted change as the merge takes it, with what people are shown of it.
struct LoggedChange {
    /// The row in the log.
    var log: Int64
    /// What the merge knows of it.
    var accepted: Accepted
    /// The stamp of the part of a save that it was accepted in.
    var stamp: Int64
    /// The accepted change of the unit before it; 0 for the first.
    var previous: Int64
    /// The receipt.
    var status: ReceiptStatus
    /// The device that wrote it.
    var device: ReplicaID
    /// The author's clock.
    var written: Instant
    /// Whether the author's clock was unknown or far off.
    var isSuspect: Bool
}

extension Session {
    /// An accepted change from the log.
    ///
    /// - Throws: ``StoreError`` `corrupt` when the row is not an accepted change.
    func loggedChange(_ log: Int64) throws -> LoggedChange {
        let found = try prepare(LoggedChange.select).bind(1, log).first { row in
            try LoggedChange(row: row, self)
        }
        guard let found else {
            throw StoreError(.corrupt, "log row \(log) is not an accepted change")
        }
        return found
    }
}

extension LoggedChange {
    fileprivate static let select = """
        SELECT log.id, log.value, log.context, log.stamp, log.previous, log.status,
            saves.incarnation, saves.first, saves.log, saves.author, saves.acting, saves.written,
            saves.ordered, saves.suspect, stamps.position, incarnations.replica,
            decisions.body, fillings.log, fillings.value
        FROM log JOIN saves ON saves.id = log.save JOIN stamps ON stamps.id = log.stamp
            JOIN incarnations ON incarnations.id = saves.incarnation
            LEFT JOIN decisions ON decisions.log = log.id LEFT JOIN fillings ON fillings.log = log.id
        WHERE log.id = ?
        """

    fileprivate init(row: Prepared, _ session: Session) throws {
        guard let status = ReceiptStatus(stored: row.integer(5)),
            let role = Role(rawValue: row.text(10))
        else { throw StoreError(.corrupt, "log row \(row.integer(0)) cannot be read") }
        log = row.integer(0)
        stamp = row.integer(3)
        previous = row.integer(4)
        self.status = status
        written = Instant(milliseconds: row.integer(11))
        isSuspect = row.integer(13) != 0
        device = ReplicaID(
            row.isNull(15) ? Identifier128(high: 0, low: 0) : try row.identifier(15)
        )
        accepted = Accepted(
            dot: Dot(
                incarnation: try session.names.incarnation(row.integer(6)),
                seq: row.unsigned(7) + UInt64(row.integer(0) - row.integer(8))
            ),
            value: try row.any(row.isNull(17) ? 1 : 18),
            context: Position(packed: row.integer(2)),
            position: Position(packed: row.integer(14)),
            order: Instant(milliseconds: row.integer(12)),
            author: try session.names.text(row.integer(9)),
            role: role
        )
        accepted.formers = try session.formers(of: accepted.dot)
        if !row.isNull(16) { take(try DecisionBody(bytes: row.blob(16))) }
    }

    fileprivate mutating func take(_ body: DecisionBody) {
        switch body {
        case .resolution(let covers, let passedOver):
            accepted.kind = .resolution(covers: covers, passedOver: passedOver)
        case .reopened(let original):
            accepted.kind = .reopened
            accepted.author = original.author
            accepted.order = original.order
            device = original.device
            written = original.written
            isSuspect = original.isSuspect
        }
    }

    /// This change as a candidate with `value`.
    func candidate(_ value: Value, isShown: Bool) -> Candidate {
        Candidate(
            value: value,
            author: accepted.author,
            device: device,
            written: written,
            order: accepted.order,
            clockSuspect: isSuspect,
            dot: accepted.dot,
            isShown: isShown
        )
    }
}

extension ReceiptStatus {
    /// The number that the log keeps.
    var stored: Int64 {
        switch self {
        case .applied: 1
        case .agreed: 2
        case .merged: 3
        case .beaten: 4
        case .conflictShown: 5
        case .conflictBeaten: 6
        case .superseded: 7
        case .duplicate: 8
        case .void: 9
        case .quarantined: 10
        case .refused: 11
        }
    }

    /// Reads ``stored``.
    init?(stored: Int64) {
        guard let status = Self.allCases.first(where: { $0.stored == stored }) else { return nil }
        self = status
    }
}
