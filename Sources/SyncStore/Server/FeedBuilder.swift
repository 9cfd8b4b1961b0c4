internal import SyncModel

/// Builds one page of the feed inside one read transaction.
final class FeedBuilder {
    /// A case that the page has to bring.
    struct Entry {
        /// The record number of the case file.
        let n: Int64
        /// The feed number of its last change in this scope.
        let feed: Int64
        /// The feed number at which it came into this scope.
        let since: Int64
        /// Whether it left this scope.
        let isRemoved: Bool
    }

    private static let chunkCases = 128
    private static let lettersMax = 500

    let session: Session
    /// Where the page begins.
    let start: FeedCursor
    var page: FeedPage
    /// About how many bytes of rows and cells the page holds.
    var bytes = 0
    /// The page's cases by record number.
    var caseIndexes: [Int64: UInt32] = [:]
    /// The page's row blocks by kind number.
    var blocks: [Int: RowCollector] = [:]
    private let header: Prepared
    private let stamp: Prepared
    private var stampIndexes: [Int64: UInt32] = [:]
    private var progress: Int64

    init(_ session: Session, _ start: FeedCursor, epoch: UInt32) throws {
        self.session = session
        self.start = start
        progress = start.progress
        page = FeedPage(epoch: epoch, cursor: "", hasMore: false, stateHash: .empty)
        header = try session.prepare(
            """
            SELECT kind_case.id, cases.number, cases.position, cases.hash
            FROM cases JOIN kind_case ON kind_case._n = cases.n WHERE cases.n = ?
            """
        )
        stamp = try session.prepare(
            "SELECT incarnation, first, position, author, written, ordered FROM stamps WHERE id = ?"
        )
    }

    /// Adds cases in order of their last change, until the page is full or nothing is left.
    func addCases() throws {
        while true {
            let entries = try entries(after: progress)
            guard let last = entries.last else { return }
            try add(entries)
            progress = last.feed
            guard entries.count == Self.chunkCases else { return }
            guard bytes < Limits.pageBytesTarget else {
                page.hasMore = try !self.entries(after: progress).isEmpty
                return
            }
        }
    }

    private func add(_ entries: [Entry]) throws {
        var whole: [Int64] = []
        for entry in entries {
            if entry.isRemoved {
                page.removed.append(try session.caseID(entry.n))
            } else {
                let isWhole = entry.since > start.base
                try addHeader(entry.n, isWhole: isWhole)
                if isWhole { whole.append(entry.n) } else { try addKnown(entry.n) }
            }
        }
        if !whole.isEmpty { try addWhole(whole) }
    }

    private func entries(after feed: Int64) throws -> [Entry] {
        let limit = Int64(Self.chunkCases)
        switch start.reach {
        case .all:
            return try session.prepare(
                "SELECT n, feed, made FROM cases WHERE feed > ? ORDER BY feed LIMIT ?"
            )
            .bind(1, feed).bind(2, limit).all { row in
                Entry(
                    n: row.integer(0),
                    feed: row.integer(1),
                    since: row.integer(2),
                    isRemoved: false
                )
            }
        case .user(let user):
            return try session.prepare(
                """
                SELECT "case", feed, since, removed FROM assignments
                WHERE user = ? AND feed > ? ORDER BY feed LIMIT ?
                """
            )
            .bind(1, user).bind(2, feed).bind(3, limit).all { row in
                Entry(
                    n: row.integer(0),
                    feed: row.integer(1),
                    since: row.integer(2),
                    isRemoved: row.integer(3) != 0
                )
            }
        }
    }

    private func addHeader(_ n: Int64, isWhole: Bool) throws {
        let found = try header.bind(1, n).first { row in
            CaseHeader(
                caseID: CaseID(try row.identifier(0)),
                number: n,
                caseNumber: row.text(1),
                position: Position(packed: row.integer(2)),
                isWhole: isWhole,
                stateHash: StateHash(sum: row.unsigned(3))
            )
        }
        guard let found else { throw StoreError(.corrupt, "case \(n) is not in the table cases") }
        caseIndexes[n] = UInt32(page.cases.count)
        page.cases.append(found)
        bytes += 64
    }

    /// The scope changed: what the device holds of the former one and may not hold now is taken from it.
    func leave(_ former: FeedCursor) throws {
        guard case .user(let user) = start.reach else { return }
        let rows: Prepared
        switch former.reach {
        case .all:
            rows = try session.prepare(
                """
                SELECT n FROM cases WHERE made <= ?2 AND NOT EXISTS (
                    SELECT 1 FROM assignments WHERE "case" = n AND user = ?1 AND removed = 0
                )
                """
            )
            rows.bind(2, former.progress)
        case .user(let other):
            rows = try session.prepare(
                """
                SELECT "case" FROM assignments AS former WHERE user = ?2 AND NOT EXISTS (
                    SELECT 1 FROM assignments
                    WHERE "case" = former."case" AND user = ?1 AND removed = 0
                )
                """
            )
            rows.bind(2, other)
        }
        let left = try rows.bind(1, user).all { $0.integer(0) }
        for n in left { page.removed.append(try session.caseID(n)) }
    }

    /// Adds the letters that the device does not hold.
    func addLetters(for device: DeviceContext, after seen: UInt64) throws {
        page.letters = try session.letters(for: device, after: seen, limit: Self.lettersMax)
        if page.letters.count == Self.lettersMax { page.hasMore = true }
    }

    /// The page, with its cursor and the hash of the scope.
    func finish() throws -> FeedPage {
        var end = start
        end.progress = progress
        if !page.hasMore { end.base = progress }
        page.cursor = end.text
        page.rows = blocks.keys.sorted().compactMap { blocks[$0]?.block }
        switch start.reach {
        case .all: page.stateHash = try session.scopeHash()
        case .user(let user): page.stateHash = try session.scopeHash(of: user)
        }
        return page
    }

    /// The place of a stamp among the page's.
    func index(ofStamp id: Int64) throws -> UInt32 {
        if let index = stampIndexes[id] { return index }
        let found = try stamp.bind(1, id).first { row in
            Stamp(
                incarnation: try session.names.incarnation(row.integer(0)),
                firstSeq: row.unsigned(1),
                position: Position(packed: row.integer(2)),
                author: try session.names.text(row.integer(3)),
                written: Instant(milliseconds: row.integer(4)),
                order: Instant(milliseconds: row.integer(5))
            )
        }
        guard let found else {
            throw StoreError(.corrupt, "stamp \(id) is not in the table stamps")
        }
        let index = UInt32(page.stamps.count)
        stampIndexes[id] = index
        page.stamps.append(found)
        bytes += 48
        return index
    }
}
