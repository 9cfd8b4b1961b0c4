public import SyncModel

extension Store {
    /// The cases, by number.
    ///
    /// - Parameter includingDeleted: Whether deleted cases are among them.
    /// - Returns: All cases that this store holds, sorted by the bytes of their number.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func cases(includingDeleted: Bool) throws(StoreError) -> [CaseSummary] {
        try read { session in
            try session.loadPending()
            var reader = try SummaryReader(session)
            let condition = includingDeleted ? "" : "WHERE k.alive <> 0"
            return try reader.summaries("\(condition) ORDER BY c.number, c.n") { _ in }
        }
    }

    /// The cases whose number (also an old one, or a `TMP-` one), or whose id, begins with `prefix`.
    ///
    /// - Parameter prefix: Compared by bytes; a whole number finds its case even when other numbers begin with it.
    /// - Returns: At most 2, so that the caller can tell one from several.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func findCases(_ prefix: String) throws(StoreError) -> [CaseSummary] {
        guard !prefix.isEmpty else { return [] }
        return try read { session in
            try session.loadPending()
            var reader = try SummaryReader(session)
            let found = try session.casesMatching(prefix)
            return try found.flatMap { n in
                try reader.summaries("WHERE c.n = ?") { $0.bind(1, n) }
            }
        }
    }
}

extension Session {
    /// The numbers of at most two cases whose case number or id begins with `prefix`.
    fileprivate func casesMatching(_ prefix: String) throws -> [Int64] {
        let exact = try prepare(
            "SELECT DISTINCT \"case\" FROM case_numbers WHERE number = ? LIMIT 2"
        )
        .bind(1, text: prefix).all { $0.integer(0) }
        if !exact.isEmpty { return exact }
        // U+10FFFF sorts after everything that a case number can hold.
        let numbers = try prepare(
            """
            SELECT DISTINCT "case" FROM case_numbers WHERE number >= ?1 AND number < ?1 || ?2 LIMIT 2
            """
        ).bind(1, text: prefix).bind(2, text: "\u{10FFFF}").all { $0.integer(0) }
        guard numbers.isEmpty, let (low, high) = Self.identifiers(beginningWith: prefix) else {
            return numbers
        }
        return try prepare("SELECT _n FROM kind_case WHERE id BETWEEN ? AND ? LIMIT 2")
            .bind(1, low).bind(2, high).all { $0.integer(0) }
    }

    /// The lowest and highest identifier whose text form begins with `prefix`; `nil` when none does.
    private static func identifiers(
        beginningWith prefix: String
    ) -> (low: Identifier128, high: Identifier128)? {
        let template = "00000000-0000-0000-0000-000000000000"
        let count = prefix.utf8.count
        guard count <= 36, count > 0 else { return nil }
        let rest = template.dropFirst(count)
        guard let low = Identifier128(prefix + rest),
            let high = Identifier128(prefix + String(rest.map { $0 == "0" ? "f" : $0 }))
        else { return nil }
        return (low, high)
    }
}

/// Reads cases in short.
struct SummaryReader {
    private let session: Session
    private let nameColumns: [String]
    private var pending: [Int64: Int] = [:]
    private var contested: [Int64: Int] = [:]

    /// Counts what waits in all cases.
    init(_ session: Session) throws {
        self.session = session
        let table = try session.kinds.cases()
        nameColumns = ["person.givenNames", "person.prefix", "person.familyName"].compactMap {
            guard let index = table.columnIndex[$0], table.columns[index].storage == .text else {
                return nil
            }
            return table.columns[index].quoted
        }
        let aliveID = try session.aliveUnitID()
        for (key, open) in session.pending.units {
            let count = session.pending.unansweredCount(
                key,
                open,
                aliveID: aliveID,
                caseKind: table.number
            )
            guard count > 0,
                let caseN = try session.caseNumber(of: RecordReference(packed: key.record))
            else { continue }
            pending[caseN, default: 0] += count
        }
        let open = try session.prepare(
            "SELECT \"case\", count(*) FROM conflicts WHERE state = 'open' GROUP BY \"case\""
        )
        while try open.step() { contested[open.integer(0)] = Int(open.integer(1)) }
    }

    /// The cases that a clause on `cases c` and `kind_case k` selects.
    mutating func summaries(
        _ clause: String,
        bind: (Prepared) -> Void
    ) throws -> [CaseSummary] {
        let names = nameColumns.map { ", k.\($0)" }.joined()
        let rows = try session.prepare(
            """
            SELECT c.n, k.id, c.number, k.alive\(names)
            FROM cases c JOIN kind_case k ON k._n = c.n \(clause)
            """
        )
        bind(rows)
        return try rows.all { row in
            let n = row.integer(0)
            var parts: [String] = []
            for column in nameColumns.indices {
                if let part = row.optionalText(Int32(column + 4)), !part.isEmpty {
                    parts.append(part)
                }
            }
            return CaseSummary(
                id: CaseID(try row.identifier(1)),
                number: row.text(2),
                name: parts.joined(separator: " "),
                pending: pending[n] ?? 0,
                contested: contested[n] ?? 0,
                isAlive: row.integer(3) != 0
            )
        }
    }
}
