internal import SyncModel

/// Finds the cases of a scope that changed after a feed number, in order of their last change there.
///
/// A stamp's id is a feed number, and `cases.feed` names the last stamp of a case: no save has to keep an index of
/// last changes. Where few stamps are new they are read in order, which costs what changed; where many are, the cases
/// of the scope are sorted, which costs the scope.
struct CaseFeed {
    /// Up to how many new stamps a user's pull reads; beyond that his cases are sorted.
    private static let userStampsMax: Int64 = 2000
    /// Up to how many new stamps a case a pull of everything reads.
    private static let stampsPerCaseMax: Int64 = 64

    private let session: Session
    private let reach: FeedCursor.Reach
    private let last: Int64

    /// Prepares to read.
    init(_ session: Session, _ reach: FeedCursor.Reach) throws {
        self.session = session
        self.reach = reach
        last = try ServerCounters.feed(session)
    }

    /// At most `limit` cases whose last change in this scope came after `feed`, in order of that change.
    func entries(after feed: Int64, limit: Int) throws -> [FeedBuilder.Entry] {
        guard feed < last else { return [] }
        let rows: Prepared
        switch reach {
        case .all:
            let cases = try session.prepare("SELECT max(n) FROM cases").first { $0.integer(0) } ?? 0
            let isNear = last - feed <= Self.stampsPerCaseMax * cases
            rows = try session.prepare(isNear ? Self.newStamps : Self.sortedCases)
        case .user(let user):
            let isNear = last - feed <= Self.userStampsMax
            rows = try session.prepare(isNear ? Self.newStampsOfUser : Self.sortedCasesOfUser)
            rows.bind(3, user)
        }
        return try rows.bind(1, feed).bind(2, Int64(limit)).all(Self.entry)
    }

    /// A case, whatever changed; `nil` when there is none of that number.
    func entry(of n: Int64) throws -> FeedBuilder.Entry? {
        try session.prepare(Self.oneCase).bind(1, n).first(Self.entry)
    }

    private static func entry(_ row: Prepared) throws -> FeedBuilder.Entry {
        FeedBuilder.Entry(
            n: row.integer(0),
            feed: row.integer(1),
            since: row.integer(2),
            isRemoved: row.integer(3) != 0,
            header: CaseHeader(
                caseID: CaseID(try row.identifier(4)),
                number: row.integer(0),
                caseNumber: row.text(5),
                position: Position(packed: row.integer(6)),
                isWhole: false,
                stateHash: StateHash(sum: row.unsigned(7))
            )
        )
    }

    /// What a page says of a case, of `c` and `k`; a schema may name a field as any of these: each is qualified.
    private static let header = "k.id, c.number, c.position, c.hash"

    private static let oneCase = """
        SELECT c.n, c.feed, c.made, 0, \(header)
        FROM cases c LEFT JOIN kind_case k ON k._n = c.n WHERE c.n = ?1
        """

    private static let newStamps = """
        SELECT c.n, stamps.id, c.made, 0, \(header)
        FROM stamps CROSS JOIN cases c ON c.n = stamps."case" AND c.feed = stamps.id
            LEFT JOIN kind_case k ON k._n = c.n
        WHERE stamps.id > ?1 ORDER BY stamps.id LIMIT ?2
        """

    private static let sortedCases = """
        SELECT c.n, c.feed, c.made, 0, \(header)
        FROM cases c LEFT JOIN kind_case k ON k._n = c.n
        WHERE c.feed > ?1 ORDER BY c.feed LIMIT ?2
        """

    /// A case changed for a user when it got a stamp, or when it was given to him or taken from him, whichever was
    /// last; a case that he lost changes no more.
    private static let newStampsOfUser = """
        SELECT c.n, stamps.id AS _changed, held.since, 0, \(header)
        FROM stamps CROSS JOIN cases c ON c.n = stamps."case" AND c.feed = stamps.id
            CROSS JOIN assignments AS held
                ON held."case" = c.n AND held.user = ?3 AND held.removed = 0
            LEFT JOIN kind_case k ON k._n = c.n
        WHERE stamps.id > ?1 AND held.feed < stamps.id
        UNION ALL
        SELECT held."case", held.feed, held.since, held.removed, \(header)
        FROM assignments AS held CROSS JOIN cases c ON c.n = held."case"
            LEFT JOIN kind_case k ON k._n = c.n
        WHERE held.user = ?3 AND held.feed > ?1 AND (held.removed = 1 OR held.feed >= c.feed)
        ORDER BY _changed LIMIT ?2
        """

    private static let sortedCasesOfUser = """
        SELECT c.n, iif(held.removed, held.feed, max(held.feed, c.feed)) AS _changed,
            held.since, held.removed, \(header)
        FROM assignments AS held CROSS JOIN cases c ON c.n = held."case"
            LEFT JOIN kind_case k ON k._n = c.n
        WHERE held.user = ?3 AND _changed > ?1 ORDER BY _changed LIMIT ?2
        """
}
