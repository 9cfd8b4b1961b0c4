// Taking cases away that left the user's scope: at once when nothing of this laptop waits there, else when the last own
// change has its receipt (push first, purge after).
internal import SyncModel

extension Session {
    /// Remembers that a case left the user's scope.
    func leave(_ id: CaseID) throws {
        guard let found = try findCase(id) else { return }
        try prepare("INSERT OR IGNORE INTO leaving (\"case\") VALUES (?)").bind(1, found.n).run()
    }

    /// Purges the cases that left, where no own change waits for a receipt.
    ///
    /// How many were purged.
    @discardableResult
    func purgeLeaving() throws -> Int {
        let leaving = try prepare("SELECT \"case\" FROM leaving").all { $0.integer(0) }
        guard !leaving.isEmpty else { return 0 }
        let waiting = try casesWithUnanswered()
        var count = 0
        for caseN in leaving where !waiting.contains(caseN) {
            try purge(caseN)
            try prepare("DELETE FROM leaving WHERE \"case\" = ?").bind(1, caseN).run()
            count += 1
        }
        return count
    }

    /// The cases in which an own change, void ones included, has no receipt.
    private func casesWithUnanswered() throws -> Set<Int64> {
        let rows = try prepare("SELECT record FROM log WHERE seq > ?")
            .bind(1, pending.receiptedThrough)
        var cases: Set<Int64> = []
        for packed in Set(try rows.all { $0.integer(0) }) {
            if let caseN = try caseNumber(of: RecordReference(packed: packed)) {
                cases.insert(caseN)
            }
        }
        return cases
    }

    /// Takes all of a case away; own changes stay in the log.
    private func purge(_ caseN: Int64) throws {
        let id = try caseID(caseN)
        let facts = try prepare("SELECT number, hash FROM cases WHERE n = ?").bind(1, caseN)
            .first { ($0.text(0), $0.unsigned(1)) }
        guard let (number, hash) = facts else { return }
        for key in pending.units.keys {
            let record = RecordReference(packed: key.record)
            guard try caseNumber(of: record) == caseN else { continue }
            try close(try place(key)) { _ in true }
        }
        // The server may lose them, and ask for them again.
        let logged = try prepare("SELECT DISTINCT record FROM log").all { $0.integer(0) }
        for packed in logged {
            let record = RecordReference(packed: packed)
            guard try caseNumber(of: record) == caseN else { continue }
            try rememberGone(record, caseID: id, caseNumber: number)
        }
        for table in kinds.all {
            let numbers = try prepare("SELECT _n FROM \(table.table) WHERE _case = ?")
                .bind(1, caseN).all { $0.integer(0) }
            if let lowest = numbers.min() { try retireLocalNumber(lowest) }
            for n in numbers {
                try deleteRecord(RecordReference(kind: table.number, n: n))
            }
        }
        for statement in [
            "DELETE FROM conflicts WHERE \"case\" = ?",
            "DELETE FROM case_numbers WHERE \"case\" = ?",
            "DELETE FROM cases WHERE n = ?",
        ] {
            try prepare(statement).bind(1, caseN).run()
        }
        try addToScopeHash(StateHash(sum: 0 &- hash))
    }

    /// Takes a record's row and what stands beside it away.
    func deleteRecord(_ record: RecordReference) throws {
        let table = try kinds.table(of: record)
        try prepare("DELETE FROM \(table.table) WHERE _n = ?").bind(1, record.n).run()
        for name in ["versions", "unknown_fields", "beneath", "conflicts"] {
            try prepare("DELETE FROM \(name) WHERE record = ?").bind(1, record.packed).run()
        }
    }
}
