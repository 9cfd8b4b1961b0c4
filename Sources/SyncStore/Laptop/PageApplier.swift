// Taking in a page: headers, own changes that it covers, rows, cells, conflicts, cases that left, letters, cursor.
//
// Own changes come first: those that the page covers are closed, so that the server's values replace them;
// those that it
// does not cover stay shown, and the server's values go beneath.
internal import SyncModel

/// Applies one page inside a write transaction.
final class PageApplier {
    let session: Session
    let page: FeedPage
    let chain: OwnChain
    /// The number of each of the page's cases here.
    var caseNs: [Int64] = []
    /// Whether each of the page's cases is older in the page than here: nothing of it is taken.
    var isStale: [Bool] = []
    /// Whether each of the page's cases was not here before.
    var isNewCase: [Bool] = []
    /// Records of a whole case that was here: those that the page does not bring are gone.
    var unseen: Set<RecordReference> = []
    var ledger = HashLedger()
    /// What new rows add to the hash of each of the page's cases.
    var caseSums: [UInt64]
    var pulled = 0
    private var stamps: StampRows
    private var moves: [Int64: Int64] = [:]
    /// Whether the server was restored, and whole cases take the place of what is here, however far that goes.
    private var isRecovering = false

    init(session: Session, page: FeedPage) throws {
        self.session = session
        self.page = page
        chain = try session.ownChain()
        caseSums = Array(repeating: 0, count: page.cases.count)
        stamps = try StampRows(session, page.stamps, own: chain)
    }

    /// Applies the page.
    func apply() throws -> PageOutcome {
        isRecovering = try session.setting(Setting.recovering) != nil
        for header in page.cases { try take(header) }
        try rekey()
        try closeCovered()
        for block in page.rows { try findMoves(block) }
        try rekey()
        for block in page.rows { try take(block) }
        try removeUnseen()
        try takeCells()
        for update in page.conflicts { try take(update) }
        try stamps.insert(session)
        try insertNewCases()
        try ledger.flush(session)
        let receipts = try takeLetters()
        try session.advanceReceipted()
        for id in page.removed { try session.leave(id) }
        let removed = try session.purgeLeaving()
        try session.advanceSettled()
        try session.setSetting(Setting.cursor, to: page.cursor)
        return PageOutcome(pulled: pulled, removed: removed, receipts: receipts)
    }

    // MARK: Cases

    private func take(_ header: CaseHeader) throws {
        let n = header.number
        guard n > 0 else { throw StoreError(.invalid, "a case of the page has no number") }
        let found = try session.findCase(header.caseID)
        caseNs.append(n)
        isNewCase.append(found == nil)
        let isForced = isRecovering && header.isWhole
        isStale.append(found.map { !isForced && header.position < $0.position } ?? false)
        guard isStale.last != true else {
            caseNs[caseNs.count - 1] = found?.n ?? n
            return
        }
        guard let found else {
            guard header.isWhole else {
                throw StoreError(.invalid, "a case that is not here comes without its rows")
            }
            return
        }
        if found.n != n { try rekeyCase(from: found.n, to: n) }
        try session.prepare("UPDATE cases SET number = ?, position = ? WHERE n = ?")
            .bind(1, text: header.caseNumber).bind(2, header.position.packed).bind(3, n).run()
        try session.rememberNumber(header.caseNumber, of: n)
        if header.isWhole, found.n > 0 { try beginWhole(n) }
    }

    /// Makes the rows of the new cases, with their hashes, and counts what the page's rows add to those of the others.
    private func insertNewCases() throws {
        var new: [Int] = []
        for (index, sum) in caseSums.enumerated() where !isStale[index] {
            ledger.add(StateHash(sum: sum), to: caseNs[index])
            if isNewCase[index] { new.append(index) }
        }
        var cases = BatchInsert(
            session,
            "INSERT INTO cases (n, number, position, hash)",
            width: 4
        )
        try cases.insert(new.count) { statement, first, row in
            let header = page.cases[new[row]]
            statement.bind(first, header.number).bind(first + 1, text: header.caseNumber)
                .bind(first + 2, header.position.packed)
                .bind(first + 3, ledger.take(header.number).sum)
        }
        var numbers = BatchInsert(
            session,
            "INSERT OR IGNORE INTO case_numbers (number, \"case\")",
            width: 2
        )
        try numbers.insert(new.count) { statement, first, row in
            let header = page.cases[new[row]]
            statement.bind(first, text: header.caseNumber).bind(first + 1, header.number)
        }
    }

    private func rekeyCase(from old: Int64, to new: Int64) throws {
        for table in session.kinds.all {
            try session.prepare("UPDATE \(table.table) SET _case = ? WHERE _case = ?")
                .bind(1, new).bind(2, old).run()
        }
        let table = try session.kinds.cases()
        try session.prepare("UPDATE kind_case SET _n = ? WHERE _n = ?")
            .bind(1, new).bind(2, old).run()
        try session.prepare("UPDATE cases SET n = ? WHERE n = ?").bind(1, new).bind(2, old).run()
        for table in ["case_numbers", "conflicts", "leaving"] {
            try session.prepare("UPDATE \(table) SET \"case\" = ? WHERE \"case\" = ?")
                .bind(1, new).bind(2, old).run()
        }
        moves[RecordReference(kind: table.number, n: old).packed] =
            RecordReference(kind: table.number, n: new).packed
    }

    /// Prepares to replace what is here of a case.
    private func beginWhole(_ n: Int64) throws {
        for table in session.kinds.all {
            let rows = try session.prepare(
                "SELECT _n FROM \(table.table) WHERE _case = ? AND version <> 0"
            )
            for number in try rows.bind(1, n).all({ $0.integer(0) }) {
                unseen.insert(RecordReference(kind: table.number, n: number))
            }
        }
        try session.prepare("DELETE FROM conflicts WHERE \"case\" = ?").bind(1, n).run()
    }

    private func removeUnseen() throws {
        for record in unseen {
            let caseN = try session.caseNumber(of: record) ?? 0
            try closeOwn(of: record, caseN)
            let before = try session.hash(ofRecord: record)
            ledger.add(StateHash(sum: 0 &- before.sum), to: caseN)
            try session.deleteRecord(record)
        }
    }

    // MARK: Own changes and numbers

    /// Closes own changes that this page brings the outcome of.
    private func closeCovered() throws {
        guard session.pending.acceptedCount > 0 else { return }
        var positions: [Int64: Int64] = [:]
        for (index, header) in page.cases.enumerated() where !isStale[index] {
            positions[caseNs[index]] = header.position.packed
        }
        for (key, open) in session.pending.units {
            let record = RecordReference(packed: key.record)
            guard open.all.contains(where: { $0.answer.position != nil }),
                let caseN = try session.caseNumber(of: record), let stands = positions[caseN]
            else { continue }
            try session.closeCovered(try session.place(key), through: stands)
        }
    }

    /// Finds the records of a block that this laptop made itself, under numbers of its own.
    private func findMoves(_ block: RowBlock) throws {
        guard let table = session.kinds.find(block.kind), !table.isCase else { return }
        let local = try session.prepare("SELECT _n, _case, id FROM \(table.table) WHERE _n < 0")
        var mine: [RecordPlace: Int64] = [:]
        while try local.step() {
            mine[RecordPlace(caseN: local.integer(1), key: try table.key(local, 2))] =
                local.integer(0)
        }
        if isRecovering { try findHeld(in: table, &mine) }
        guard !mine.isEmpty else { return }
        let rows = try BlockRows(block, table: table)
        try rows.forEachKey { index, key in
            guard let caseN = caseNs[guarded: Int(block.caseIndexes[index])],
                let n = mine[RecordPlace(caseN: caseN, key: key)]
            else { return }
            let number = block.numbers[index]
            guard number != n else { return }
            try session.prepare("UPDATE \(table.table) SET _n = ? WHERE _n = ?")
                .bind(1, number).bind(2, n).run()
            let former = RecordReference(kind: table.number, n: n)
            let present = RecordReference(kind: table.number, n: number)
            moves[former.packed] = present.packed
            if unseen.remove(former) != nil { unseen.insert(present) }
        }
    }

    /// The records here of whole cases: the server may have lost the numbers that it gave them.
    private func findHeld(in table: KindTable, _ mine: inout [RecordPlace: Int64]) throws {
        let held = try session.prepare("SELECT _n, id FROM \(table.table) WHERE _case = ?")
        for (index, header) in page.cases.enumerated() where header.isWhole && !isNewCase[index] {
            let caseN = caseNs[index]
            held.bind(1, caseN)
            while try held.step() {
                let place = RecordPlace(caseN: caseN, key: try table.key(held, 1))
                mine[place] = held.integer(0)
            }
        }
    }

    /// Own changes in a record that the server lost wait in its quarantine; where they belong is remembered.
    private func closeOwn(of record: RecordReference, _ caseN: Int64) throws {
        guard isRecovering else { return }
        let isOwn =
            try session.prepare("SELECT 1 FROM log WHERE record = ? LIMIT 1")
            .bind(1, record.packed).first { _ in true } ?? false
        guard isOwn else { return }
        let number = try session.prepare("SELECT number FROM cases WHERE n = ?").bind(1, caseN)
            .first { $0.text(0) }
        try session.rememberGone(
            record,
            caseID: try session.caseID(caseN),
            caseNumber: number ?? ""
        )
        for key in session.pending.units.keys where key.record == record.packed {
            try session.close(try session.place(key)) { _ in true }
        }
    }

    /// Carries new record numbers into the log, the index and the side tables.
    private func rekey() throws {
        guard !moves.isEmpty else { return }
        // Records have positive numbers of their own only where the server lost those that it gave out.
        let condition = moves.keys.allSatisfy { $0 < 0 } ? "WHERE record < 0" : ""
        let logged = try session.prepare("SELECT seq, record FROM log \(condition)")
            .all { ($0.integer(0), $0.integer(1)) }
        for (seq, record) in logged {
            guard let moved = moves[record] else { continue }
            try session.prepare("UPDATE log SET record = ? WHERE seq = ?")
                .bind(1, moved).bind(2, seq).run()
        }
        for (old, new) in moves {
            for table in ["beneath", "unknown_fields", "versions"] {
                try session.prepare("UPDATE \(table) SET record = ? WHERE record = ?")
                    .bind(1, new).bind(2, old).run()
            }
        }
        let units = session.pending.units
        for (key, open) in units {
            guard let moved = moves[key.record] else { continue }
            session.pending.units[key] = nil
            session.pending.units[UnitKey(record: moved, unit: key.unit)] = open
        }
        moves = [:]
    }

    // MARK: The rest

    private func take(_ update: ConflictUpdate) throws {
        let index = Int(update.caseIndex)
        guard let caseN = caseNs[guarded: index] else {
            throw StoreError(.invalid, "a conflict of the page belongs to none of its cases")
        }
        guard !isStale[index] else { return }
        let table = try session.kinds.table(named: update.kind)
        try session.putConflict(
            update.conflict,
            caseN: caseN,
            record: RecordReference(kind: table.number, n: update.number)
        )
    }

    private func takeLetters() throws -> [Receipt] {
        var receipts: [Receipt] = []
        var seen = UInt64(try session.integerSetting(Setting.lettersSeen) ?? 0)
        let before = seen
        for letter in page.letters where letter.number > seen {
            switch letter.content {
            case .receipt(let receipt):
                // Those of the other copy of a laptop that was cloned are not this one's.
                guard chain.holds(receipt.dot) else { break }
                try session.take(receipt)
                if try !session.isMaking(receipt.dot) { receipts.append(receipt) }
            case .notice(let notice): try session.keep(notice, number: letter.number)
            }
            seen = letter.number
        }
        if seen != before { try session.setSetting(Setting.lettersSeen, to: String(seen)) }
        return receipts
    }

    /// The row of one of the page's stamps.
    func stampRow(_ index: UInt32) throws -> Int64 { try stamps.row(index) }

    /// Whether one of the page's stamps is of another replica.
    func isForeign(_ index: UInt32) -> Bool { stamps.isForeign(index) }
}

/// A record by its case and key.
private struct RecordPlace: Hashable {
    var caseN: Int64
    var key: RecordKey
}

extension OpenChange.Answer {
    /// Where the change was accepted; `nil` when it was not.
    var position: Int64? {
        if case .accepted(let position) = self { return position }
        return nil
    }
}

extension Array {
    /// The element at an index that a peer gave; `nil` when there is none.
    subscript(guarded index: Int) -> Element? {
        indices.contains(index) ? self[index] : nil
    }
}
