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
        /// Its header; `isWhole` is not known yet.
        let header: CaseHeader
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
    private let feed: CaseFeed
    private let stamps: StampReader
    private var stampIndexes: [Int64: UInt32] = [:]
    /// The stamp that was asked for last: most rows of a case have the same.
    private var lastStamp: (id: Int64, index: UInt32) = (0, 0)
    private var progress: Int64

    init(_ session: Session, _ start: FeedCursor, epoch: UInt32) throws {
        self.session = session
        self.start = start
        progress = start.progress
        feed = try CaseFeed(session, start.reach)
        page = FeedPage(epoch: epoch, cursor: "", hasMore: false, stateHash: .empty)
        stamps = try StampReader(session)
    }

    /// Adds cases in order of their last change, until the page is full or nothing is left.
    func addCases() throws {
        while true {
            let entries = try feed.entries(after: progress, limit: Self.chunkCases)
            guard let last = entries.last else { return }
            try add(entries)
            progress = last.feed
            guard entries.count == Self.chunkCases else { return }
            guard bytes < Limits.pageBytesTarget else {
                page.hasMore = try !feed.entries(after: progress, limit: 1).isEmpty
                return
            }
        }
    }

    private func add(_ entries: [Entry]) throws {
        var whole: [Int64] = []
        for entry in entries {
            if entry.isRemoved {
                page.removed.append(entry.header.caseID)
            } else {
                let isWhole = entry.since > start.base
                addHeader(entry, isWhole: isWhole)
                if isWhole { whole.append(entry.n) } else { try addKnown(entry.n) }
            }
        }
        if !whole.isEmpty { try addWhole(whole) }
    }

    private func addHeader(_ entry: Entry, isWhole: Bool) {
        caseIndexes[entry.n] = UInt32(page.cases.count)
        page.cases.append(entry.header)
        page.cases[page.cases.count - 1].isWhole = isWhole
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

    /// Adds cases whole, whatever the device knows of them; those that are not in the scope count as left.
    func addWhole(_ wanted: Set<CaseID>) throws {
        var whole: [Int64] = []
        for id in wanted.sorted() {
            guard let n = try session.findCase(id)?.n, try isInReach(n),
                let entry = try feed.entry(of: n)
            else {
                page.removed.append(id)
                continue
            }
            addHeader(entry, isWhole: true)
            whole.append(n)
        }
        if !whole.isEmpty { try addWhole(whole) }
    }

    private func isInReach(_ n: Int64) throws -> Bool {
        switch start.reach {
        case .all: true
        case .user(let user): try session.users(holding: n).contains(user)
        }
    }

    /// The page, which says nothing of what came after the cursor that was given.
    func finishUnmoved(_ cursor: String?) throws -> FeedPage {
        page.hasMore = true
        page.cursor = cursor ?? start.text
        page.rows = blocks.keys.sorted().compactMap { blocks[$0]?.finish() }
        return page
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
        page.rows = blocks.keys.sorted().compactMap { blocks[$0]?.finish() }
        switch start.reach {
        case .all: page.stateHash = try session.scopeHash()
        case .user(let user): page.stateHash = try session.scopeHash(of: user)
        }
        return page
    }

    /// The place of a stamp among the page's.
    func index(ofStamp id: Int64) throws -> UInt32 {
        if id == lastStamp.id { return lastStamp.index }
        if let index = stampIndexes[id] {
            lastStamp = (id, index)
            return index
        }
        let index = UInt32(page.stamps.count)
        stampIndexes[id] = index
        lastStamp = (id, index)
        page.stamps.append(try stamps.stamp(id))
        bytes += 48
        return index
    }
}
