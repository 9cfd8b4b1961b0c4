internal import Crypto
internal import SyncMerge
internal import SyncModel

extension Session {
    /// The invariants that only a server's tables have.
    func checkServerTables() throws -> [InvariantReport] {
        [
            try report("chains", chainFaults()),
            try report("revisions", revisionFaults()),
            try report("merge", mergeFaults()),
            try report("scopes", scopeFaults()),
        ]
    }

    private func report(_ name: String, _ faults: [String]) -> InvariantReport {
        InvariantReport(name: name, ok: faults.isEmpty, detail: faults.first ?? "")
    }

    /// The saves of each incarnation are numbered without a gap, and so are their changes in the log.
    private func chainFaults() throws -> [String] {
        var faults: [String] = []
        var next: [Int64: (seq: UInt64, hash: [UInt8])] = [:]
        let rows = try prepare(
            """
            SELECT incarnation, first, count, hash, id,
                (SELECT count(*) FROM log WHERE log.save = saves.id
                    AND log.id BETWEEN saves.log AND saves.log + saves.count - 1)
            FROM saves ORDER BY incarnation, first
            """
        )
        defer { rows.reset() }
        while try rows.step() {
            let incarnation = rows.integer(0)
            let first = try fork(of: incarnation).seq + 1
            if rows.unsigned(1) != next[incarnation]?.seq ?? first {
                faults.append("a gap before save \(rows.integer(4))")
            }
            if rows.integer(2) != rows.integer(5) {
                faults.append("save \(rows.integer(4)) is not whole in the log")
            }
            next[incarnation] = (rows.unsigned(1) + rows.unsigned(2), rows.blob(3))
        }
        for (incarnation, end) in next {
            let head = try chainHead(of: try names.incarnation(incarnation))
            if head.seq + 1 != end.seq || head.hash != end.hash {
                faults.append("the head of incarnation \(incarnation) is not its last save")
            }
        }
        return faults + (try hashFaults())
    }

    /// Each save's hash is that of its bytes after the save before it.
    private func hashFaults() throws -> [String] {
        var faults: [String] = []
        var previous: [Int64: [UInt8]] = [:]
        let saves = try prepare(
            "SELECT id, incarnation, hash FROM saves ORDER BY incarnation, first"
        )
        .all { (id: $0.integer(0), incarnation: $0.integer(1), hash: $0.blob(2)) }
        for row in saves {
            let save = try save(row.id)
            let before = try previous[row.incarnation] ?? fork(of: row.incarnation).hash
            let bytes = save.canonicalBytes(after: before)
            if Array(SHA256.hash(data: bytes)) != row.hash {
                faults.append("save \(row.id) has another hash than its bytes")
            }
            previous[row.incarnation] = row.hash
        }
        return faults
    }

    /// Where an interned incarnation begins.
    private func fork(of id: Int64) throws -> ChainHead {
        names.branches[try names.incarnation(id)]?.origin.fork ?? .none
    }

    /// The revisions of each case are numbered without a gap.
    private func revisionFaults() throws -> [String] {
        var faults: [String] = []
        var last: [Int64: UInt64] = [:]
        let rows = try prepare("SELECT \"case\", position, id FROM stamps ORDER BY id")
        while try rows.step() {
            let revision = Position(packed: rows.integer(1)).revision
            if revision != (last[rows.integer(0)] ?? 0) + 1 {
                faults.append("stamp \(rows.integer(2)) is not the next revision of its case")
            }
            last[rows.integer(0)] = revision
        }
        let cases = try prepare("SELECT n, position FROM cases")
        while try cases.step() {
            let revision = Position(packed: cases.integer(1)).revision
            if revision != last[cases.integer(0)] ?? 0 {
                faults.append("case \(cases.integer(0)) does not stand at its last stamp")
            }
        }
        return faults
    }

    /// The sums of the hashes of what users hold.
    private func scopeFaults() throws -> [String] {
        let sums = try scopeSums()
        let users = try prepare("SELECT user FROM scope_hashes").all { $0.integer(0) }
        return try (Set(users).union(sums.keys)).sorted().compactMap { user in
            try scopeHash(of: user).sum == sums[user] ?? 0
                ? nil : "the hash of user \(user) is not the sum of his cases'"
        }
    }

    /// The sums of the hashes of the cases that users hold.
    func scopeSums() throws -> [Int64: UInt64] {
        var sums: [Int64: UInt64] = [:]
        let rows = try prepare(
            "SELECT user, hash FROM assignments JOIN cases ON n = \"case\" WHERE removed = 0"
        )
        while try rows.step() { sums[rows.integer(0), default: 0] &+= rows.unsigned(1) }
        return sums
    }

    /// What is stored of each unit is what its accepted changes come to, merged again from the first.
    private func mergeFaults() throws -> [String] {
        var faults: [String] = []
        let rows = try prepare(
            """
            SELECT record, unit, id FROM log WHERE stamp NOT NULL ORDER BY record, unit, stamp, id
            """
        )
        defer { rows.reset() }
        var current: (record: Int64, unit: Int64)?
        var logs: [Int64] = []
        func finishUnit() throws {
            guard let (record, unit) = current, faults.count < 10 else { return }
            let reference = RecordReference(packed: record)
            let replay = try UnitReplay(self, reference, unit, logs)
            faults += try replay.faults().map { "\(record) \(try names.text(unit)): \($0)" }
        }
        while try rows.step() {
            if current?.record != rows.integer(0) || current?.unit != rows.integer(1) {
                try finishUnit()
                current = (rows.integer(0), rows.integer(1))
                logs = []
            }
            logs.append(rows.integer(2))
        }
        try finishUnit()
        return faults
    }

    /// A whole save from the log.
    func save(_ id: Int64) throws -> Save {
        let row = try saveRow(id)
        let found = try strays("log BETWEEN ?1 AND ?2") {
            $0.bind(1, row.log).bind(2, row.log + Int64(row.count) - 1)
        }
        let kept = Dictionary(found.map { ($0.log, $0.change) }) { first, _ in first }
        let incarnation = try names.incarnation(row.incarnation)
        let changes = try prepare(
            "SELECT id, record, unit, value, context, status FROM log WHERE id BETWEEN ? AND ? ORDER BY id"
        )
        .bind(1, row.log).bind(2, row.log + Int64(row.count) - 1)
        .all { change -> Change in
            if let stray = kept[change.integer(0)] { return stray }
            let record = RecordReference(packed: change.integer(1))
            return Change(
                dot: Dot(incarnation: incarnation, seq: row.seq(at: change.integer(0))),
                record: try address(of: record).address,
                unit: try names.text(change.integer(2)),
                value: try change.any(3),
                context: Position(packed: change.integer(4))
            )
        }
        return try save(id, changes)
    }

    private func save(_ id: Int64, _ changes: [Change]) throws -> Save {
        let found = try prepare(
            """
            SELECT "case", number, operation, author, role, written, zone, segment, hlc, schema, hash
            FROM saves WHERE id = ?
            """
        )
        .bind(1, id).first { row in
            Save(
                caseID: CaseID(try row.identifier(0)),
                caseNumber: row.optionalText(1),
                operation: OperationID(try row.identifier(2)),
                author: try names.text(row.integer(3)),
                role: Role(rawValue: row.text(4)) ?? .counsellor,
                wallClock: Instant(milliseconds: row.integer(5)),
                zoneMinutes: Int16(truncatingIfNeeded: row.integer(6)),
                clockSegment: UInt32(truncatingIfNeeded: row.integer(7)),
                hlc: HLC(packed: row.integer(8)),
                schemaVersion: UInt32(truncatingIfNeeded: row.integer(9)),
                changes: changes,
                chainHash: row.blob(10)
            )
        }
        guard let found else { throw StoreError(.corrupt, "save \(id) is not in the table saves") }
        return found
    }
}
