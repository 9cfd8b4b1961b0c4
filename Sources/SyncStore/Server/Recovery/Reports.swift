internal import Crypto
internal import SyncMerge
public import SyncModel

extension Store {
    /// The copies of cases that hold more than this epoch took over, or whose case is not here.
    ///
    /// - Parameter cases: Where a device's copies stand.
    /// - Returns: Their cases, in the order given, each with the last position that was taken over.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func lost(among cases: [CasePosition]) throws(StoreError) -> [CasePosition] {
        try read { session in
            let present = try session.presentEpoch()
            return try cases.compactMap { held in
                guard let found = try session.findCase(held.caseID) else {
                    return CasePosition(caseID: held.caseID, position: .zero)
                }
                let forks = try session.forks(of: found.n)
                let stands = Position(epoch: present, revision: found.position.revision)
                guard !forks.reaches(stands, held.position) else { return nil }
                let taken = forks.taken(of: held.position)
                return CasePosition(caseID: held.caseID, position: taken)
            }
        }
    }

    /// Takes in what a device holds of changes that this server may have lost.
    ///
    /// Where they stood is kept, so that it stays known who had seen them. What did not come back from its author waits
    /// in quarantine, reason `recovered`, until it does or a person decides.
    ///
    /// - Parameter changes: In any order; what was reported before changes nothing.
    /// - Throws: ``StoreError`` `notSaved`, `unknown` or `corrupt`.
    public func takeReport(_ changes: [ReportedChange]) throws(StoreError) {
        guard !changes.isEmpty else { return }
        try write(confirm: { _, _ in true }) { session in
            guard try session.presentEpoch() > 1 else { return }
            let run = try AcceptanceRun(self, session)
            var missing: [ReportedChange] = []
            for change in changes where try !run.find(change) { missing.append(change) }
            try run.keepRecovered(missing)
            try run.finish()
        }
    }
}

extension AcceptanceRun {
    /// Keeps where a reported change stood; false when it is not here.
    fileprivate func find(_ report: ReportedChange) throws -> Bool {
        guard let row = try session.saveRow(holding: report.dot) else { return false }
        let logs: [Int64]
        if report.isWhole {
            guard let found = try session.findCase(report.caseID),
                let record = try session.findRecord(report.record, in: found.n),
                let unit = session.names.id(.unit, report.unit)
            else { return true }
            logs = try session.prepare(
                "SELECT id FROM log WHERE id BETWEEN ? AND ? AND record = ? AND unit = ?"
            )
            .bind(1, row.log).bind(2, row.log + Int64(row.count) - 1)
            .bind(3, record.reference.packed).bind(4, unit).all { $0.integer(0) }
        } else {
            logs = [row.log(at: report.dot.seq)]
        }
        guard let position = report.position else { return true }
        for log in logs {
            let dot = Dot(incarnation: report.dot.incarnation, seq: row.seq(at: log))
            guard try session.addFormer(position, of: dot) else { continue }
            let place = try session.prepare(
                "SELECT record, unit FROM log WHERE id = ? AND stamp NOT NULL"
            )
            .bind(1, log).first { (RecordReference(packed: $0.integer(0)), $0.integer(1)) }
            if let (record, unit) = place { try remerge(record, unit: unit) }
        }
        return true
    }

    /// Puts reported changes that are not here into the quarantine, those of one save together.
    fileprivate func keepRecovered(_ reports: [ReportedChange]) throws {
        var groups: [(key: ReportedSave, changes: [ReportedChange])] = []
        for report in reports where try !isReported(report) {
            let key = ReportedSave(report)
            if let index = groups.firstIndex(where: { $0.key == key }) {
                groups[index].changes.append(report)
            } else {
                groups.append((key, [report]))
            }
        }
        for group in groups { try keepRecovered(group.changes, of: group.key) }
    }

    private func isReported(_ report: ReportedChange) throws -> Bool {
        let found = try session.prepare(
            """
            SELECT 1 FROM reported
            WHERE incarnation = ? AND seq = ? AND kind = ? AND "key" IS ? AND unit = ?
            """
        )
        found.bind(1, try session.intern(report.dot.incarnation)).bind(2, report.dot.seq)
            .bind(3, text: report.record.kind)
        found.bind(4, key: report.record.key)
        found.bind(5, text: report.unit)
        return try found.first { _ in true } ?? false
    }

    private func keepRecovered(_ reports: [ReportedChange], of key: ReportedSave) throws {
        guard let first = reports.first else { return }
        // A chain of its own: the journal, which holds the server's decisions without a gap, does not hold these.
        let incarnation = IncarnationID(ownIncarnation.bits.next)
        let head = try session.chainHead(of: incarnation)
        var save = Save(
            caseID: key.caseID,
            operation: OperationID(startingAt: Dot(incarnation: incarnation, seq: head.seq + 1)),
            author: key.author,
            role: try session.user(key.author)?.role ?? .counsellor,
            wallClock: first.written,
            hlc: counters.nextClock(),
            schemaVersion: schema.version,
            changes: reports.enumerated().map { index, report in
                Change(
                    dot: Dot(incarnation: incarnation, seq: head.seq + 1 + UInt64(index)),
                    record: report.record,
                    unit: report.unit,
                    value: report.value.asWritten,
                    context: report.contextAtLeast
                )
            }
        )
        save.chainHash = Array(SHA256.hash(data: save.canonicalBytes(after: head.hash)))
        let part = try begin(
            save,
            replica: ownReplica,
            user: key.author,
            acting: save.role,
            order: first.order,
            isSuspect: false
        )
        for (change, report) in zip(save.changes, reports) {
            _ = try keepAside(change, of: part, reason: Reason.recovered)
            try session.keepReport(report, log: part.row.log(at: change.dot.seq))
        }
        let last = head.seq + UInt64(reports.count)
        try session.setReplica(ownReplica, of: incarnation)
        try session.setChainHead(ChainHead(seq: last, hash: save.chainHash), of: incarnation)
    }

    /// A save arrives that others reported: where its changes stood is kept, and what was set aside of it ends.
    ///
    /// The order that it had at most; `nil` when nobody reported it. Of a value that several wrote, a report holds the
    /// order of the last of them.
    func takeReports(on save: Save) throws -> Instant? {
        guard let first = save.changes.first?.dot, let last = save.changes.last?.dot.seq,
            let incarnation = session.names.id(first.incarnation)
        else { return nil }
        let reports = try session.prepare(
            """
            SELECT id, seq, whole, position, ordered, kind, "key", unit, log FROM reported
            WHERE incarnation = ? AND seq BETWEEN ? AND ?
            """
        )
        .bind(1, incarnation).bind(2, first.seq).bind(3, last).all(StoredReport.init(row:))
        var order: Instant?
        for report in reports {
            guard let change = save.changes.first(where: { report.isOf($0) }) else { continue }
            order = min(order ?? report.order, report.order)
            if let position = report.position { try session.addFormer(position, of: change.dot) }
            try session.endReport(report)
        }
        return order
    }
}

/// What tells the save of reported changes from others.
private struct ReportedSave: Equatable {
    var caseID: CaseID
    var author: String
    var incarnation: IncarnationID
    var order: Instant

    init(_ report: ReportedChange) {
        caseID = report.caseID
        author = report.author
        incarnation = report.dot.incarnation
        order = report.order
    }
}

/// A row of `reported`.
private struct StoredReport {
    var id: Int64
    var seq: UInt64
    var isWhole: Bool
    var position: Position?
    var order: Instant
    var record: RecordAddress
    var unit: String
    var log: Int64?

    init(row: Prepared) throws {
        id = row.integer(0)
        seq = row.unsigned(1)
        isWhole = row.integer(2) != 0
        position = row.optionalInteger(3).map { Position(packed: $0) }
        order = Instant(milliseconds: row.integer(4))
        record = RecordAddress(kind: row.text(5), key: try row.recordKey(6))
        unit = row.text(7)
        log = row.optionalInteger(8)
    }

    func isOf(_ change: Change) -> Bool {
        guard isWhole else { return change.dot.seq == seq }
        return change.record == record && Text(change.unit) == Text(unit)
    }
}

extension Session {
    fileprivate func keepReport(_ report: ReportedChange, log: Int64) throws {
        let insert = try prepare(
            """
            INSERT INTO reported (
                incarnation, seq, whole, position, ordered, "case", kind, "key", unit, log
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        insert.bind(1, try intern(report.dot.incarnation)).bind(2, report.dot.seq)
            .bind(3, Int64(report.isWhole ? 1 : 0)).bind(4, report.position?.packed)
            .bind(5, report.order.milliseconds).bind(6, report.caseID.bits)
            .bind(7, text: report.record.kind)
        insert.bind(8, key: report.record.key)
        insert.bind(9, text: report.unit).bind(10, log)
        try insert.run()
    }

    fileprivate func endReport(_ report: StoredReport) throws {
        if let log = report.log {
            try prepare("UPDATE strays SET outcome = ? WHERE log = ? AND outcome IS NULL")
                .bind(1, ReceiptStatus.duplicate.stored).bind(2, log).run()
        }
        try prepare("DELETE FROM reported WHERE id = ?").bind(1, report.id).run()
    }
}

extension Value {
    /// What is shown of a set, as a change of it.
    fileprivate var asWritten: Value {
        guard case .set(let elements) = self else { return self }
        return .difference(SetDifference(added: elements, removed: []))
    }
}

extension Identifier128 {
    /// Another identifier, by the last bit.
    fileprivate var next: Identifier128 { Identifier128(high: high, low: low ^ 1) }
}

extension ReportedChange {
    /// A context that its author surely did not have less than: everything before it was replaced by what was shown.
    fileprivate var contextAtLeast: Position {
        guard let position, position.revision > 0 else { return .zero }
        return Position(epoch: position.epoch, revision: position.revision - 1)
    }
}
