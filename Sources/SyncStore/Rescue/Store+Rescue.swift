public import SyncModel

/// The changes of a damaged store to which no answer of the server is in it.
public struct RescuedChanges: Sendable {
    /// The saves, oldest first; those of each list follow each other in the chain, and none of them has more than
    /// ``SyncModel/Limits/rescueChangesMax`` changes unless it is one save.
    public var uploads: [[Save]]
    /// How many of their changes do something and say more than that a record exists.
    public var changes: Int
    /// How many numbers there are of which nothing could be read.
    public var missing: Int
    /// Whether nothing of the log was unreadable: else there may be more missing than ``missing``.
    public var isWhole: Bool
}

extension Store {
    /// Reads what waits to be sent out of a laptop's store that cannot be opened any more, or not trusted.
    ///
    /// It reads the database file and its write-ahead log page by page, without SQLite, and writes nothing. A change
    /// that the server has already may be among them: it keeps its dot, so that it is known there.
    ///
    /// - Parameters:
    ///   - path: The database file.
    ///   - incarnation: The laptop's, as its identity outside the store says.
    ///   - author: The laptop's user: the author of changes of which it cannot be read who made them.
    ///   - role: The user's role.
    /// - Returns: The saves, in as many lists as the chain has holes, or more.
    /// - Throws: ``StoreError`` `missing` when there is no file that can be read.
    public static func rescue(
        at path: String,
        incarnation: IncarnationID,
        author: String,
        role: Role
    ) throws(StoreError) -> RescuedChanges {
        guard let database = DamagedDatabase(path) else {
            throw StoreError(.missing, "there is no store that can be read at this path")
        }
        let log = RescuedLog(database, incarnation: incarnation)
        let saves = RescuedSaves(log, RescuedNames(database), author: author, role: role)
        let pieces = saves.pieces
        let found = Set(pieces.flatMap { $0.save.changes.map(\.dot.seq) })
        let changes = pieces.reduce(0) { count, piece in
            let makings = Upload([piece.save])?.makings ?? []
            return count + piece.save.changes.count { !$0.isVoid && !makings.contains($0.dot) }
        }
        return RescuedChanges(
            uploads: uploads(of: pieces),
            changes: changes,
            missing: missing(in: log, found),
            isWhole: log.isWhole
        )
    }

    /// The numbers between the last receipt and the last change of which nothing is left.
    private static func missing(in log: RescuedLog, _ found: Set<UInt64>) -> Int {
        let last = max(log.rows.keys.max() ?? 0, log.sentThrough)
        let firstPending = log.rows.values.filter(\.isPending).map(\.seq).min() ?? last
        let first = log.receiptedThrough > 0 ? log.receiptedThrough + 1 : firstPending
        guard first >= 1, first <= last else { return 0 }
        let known = log.rows.values.count { row in
            (first...last).contains(row.seq) && (!row.isPending || found.contains(row.seq))
        }
        return Int(clamping: last - first + 1) - known
    }

    private static func uploads(of pieces: [RescuedSaves.Piece]) -> [[Save]] {
        var uploads: [[Save]] = []
        var count = 0
        var before: RescuedSaves.Piece?
        for piece in pieces {
            let size = piece.save.changes.count
            if let before, follows(piece, before), count + size <= Limits.rescueChangesMax {
                uploads[uploads.count - 1].append(piece.save)
                count += size
            } else {
                uploads.append([piece.save])
                count = size
            }
            before = piece
        }
        return uploads
    }

    private static func follows(_ piece: RescuedSaves.Piece, _ before: RescuedSaves.Piece) -> Bool {
        guard piece.isSound, before.isSound, let first = piece.save.changes.first?.dot,
            let last = before.save.changes.last?.dot
        else { return false }
        return first.incarnation == last.incarnation && first.seq == last.seq + 1
    }
}
