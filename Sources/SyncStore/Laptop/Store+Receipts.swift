public import SyncModel

extension Store {
    /// Takes in receipts of own changes; those taken in before change nothing.
    ///
    /// An accepted change stays shown until a page brings its case at or past its position; one in quarantine stays
    /// shown and counted; one that is refused gives way to what the server acknowledged.
    ///
    /// - Parameter receipts: In any order; those of other incarnations are left alone.
    /// - Throws: ``StoreError`` `notSaved`, `unknown` or `corrupt`.
    public func apply(_ receipts: [Receipt]) throws(StoreError) {
        let chain = try read { try $0.ownChain() }
        let own = receipts.filter { chain.holds($0.dot) }
        guard !own.isEmpty else { return }
        try write(confirm: { session, _ in try session.hasReceipts(own) }) { session in
            try session.loadPending()
            for receipt in own { try session.take(receipt) }
            try session.advanceReceipted()
            try session.purgeLeaving()
            try session.advanceSettled()
        }
    }

    /// The own changes that these receipts answer, with what is shown now; in the order given, void ones left out.
    ///
    /// - Parameter receipts: Receipts that were taken in.
    /// - Returns: One entry a receipt of an own change that is not void.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func receipted(_ receipts: [Receipt]) throws(StoreError) -> [ReceiptedChange] {
        try read { session in
            try session.loadPending()
            let chain = try session.ownChain()
            return try receipts.compactMap { receipt in
                guard chain.holds(receipt.dot), receipt.outcome != .void else {
                    return nil
                }
                return try session.receipted(receipt)
            }
        }
    }
}

extension Session {
    /// Takes in the receipt of one own change.
    func take(_ receipt: Receipt) throws {
        let row = try prepare("SELECT record, unit, state FROM log WHERE seq = ?")
        let found = try row.bind(1, receipt.dot.seq).first { row in
            (UnitKey(record: row.integer(0), unit: row.integer(1)), row.optionalInteger(2))
        }
        guard let (key, state) = found else { return }
        let before = LogState.status(state)
        let outcome = receipt.outcome
        let isFirst = before == nil
        guard isFirst || before == .quarantined && outcome != .quarantined else { return }
        let isAgain = try isAnsweredAgain(receipt, key, state)
        try prepare("UPDATE log SET state = ?, position = ?, reason = ? WHERE seq = ?")
            .bind(1, LogState.code(outcome) + (isAgain ? LogState.settled : 0)).bind(
                2,
                receipt.position?.packed
            )
            .bind(3, text: receipt.reason).bind(4, receipt.dot.seq).run()
        if state == LogState.void, outcome != .void {
            return try revive(after: receipt.dot.seq, key)
        }
        if try reopens(receipt, key, state) { return try reopen(key) }
        guard state != LogState.void, pending.units[key] != nil else { return }
        try answer(key, receipt, outcome)
    }

    private func answer(_ key: UnitKey, _ receipt: Receipt, _ outcome: ReceiptStatus) throws {
        let seq = receipt.dot.seq
        switch outcome {
        case .quarantined: pending.units[key]?.setAnswer(.quarantined, of: seq)
        case .refused, .void: try close(try place(key)) { $0.seq == seq }
        case .applied, .agreed, .merged, .beaten, .conflictShown, .conflictBeaten, .superseded,
            .duplicate:
            guard let position = receipt.position?.packed else { return }
            pending.units[key]?.setAnswer(.accepted(position), of: seq)
            pending.acceptedCount += 1
            if try isCovered(RecordReference(packed: key.record), at: position) {
                try closeCovered(try place(key), through: position)
            }
        }
    }

    /// Moves `receiptedThrough` over all changes that now have a receipt.
    func advanceReceipted() throws {
        let rows = try prepare("SELECT seq, state FROM log WHERE seq > ? ORDER BY seq")
            .bind(1, pending.receiptedThrough)
        defer { rows.reset() }
        var through = pending.receiptedThrough
        while try rows.step(), LogState.status(rows.optionalInteger(1)) != nil {
            through = rows.unsigned(0)
        }
        guard through != pending.receiptedThrough else { return }
        pending.receiptedThrough = through
        if through > pending.sentThrough {
            pending.sentThrough = through
            try setSetting(Setting.sentThrough, to: String(through))
        }
        try setSetting(Setting.receiptedThrough, to: String(through))
    }

    /// Moves `settledThrough` up to the oldest change that is open and not in quarantine; quarantined ones below it
    /// go into `parked`.
    func advanceSettled() throws {
        var through = pending.receiptedThrough
        for open in pending.units.values {
            for change in open.all where change.answer != .quarantined {
                through = min(through, change.seq - 1)
            }
        }
        guard through > pending.settledThrough else { return }
        for open in pending.units.values {
            for change in open.all where change.seq <= through {
                try prepare("INSERT OR IGNORE INTO parked (seq) VALUES (?)")
                    .bind(1, change.seq).run()
            }
        }
        pending.settledThrough = through
        try setSetting(Setting.settledThrough, to: String(through))
    }

    fileprivate func hasReceipts(_ receipts: [Receipt]) throws -> Bool {
        let row = try prepare("SELECT state FROM log WHERE seq = ?")
        return try receipts.allSatisfy { receipt in
            let state = try row.bind(1, receipt.dot.seq).first { $0.optionalInteger(0) }
            guard let state else { return true }
            return LogState.status(state) != nil
        }
    }

    fileprivate func receipted(_ receipt: Receipt) throws -> ReceiptedChange? {
        let row = try prepare("SELECT record, unit, value, state FROM log WHERE seq = ?")
        let found = try row.bind(1, receipt.dot.seq).first { row in
            (
                UnitKey(record: row.integer(0), unit: row.integer(1)), try row.any(2),
                row.optionalInteger(3)
            )
        }
        guard let (key, mine, state) = found, state != LogState.void else { return nil }
        let record = RecordReference(packed: key.record)
        let unit = try names.text(key.unit)
        if let gone = try gone(record) {
            return ReceiptedChange(
                caseID: gone.caseID,
                caseNumber: gone.caseNumber,
                record: gone.address,
                unit: unit,
                mine: mine,
                shown: .null,
                receipt: receipt
            )
        }
        guard let caseN = try caseNumber(of: record) else { return nil }
        let number = try prepare("SELECT number FROM cases WHERE n = ?").bind(1, caseN)
            .first { $0.text(0) }
        return ReceiptedChange(
            caseID: try caseID(caseN),
            caseNumber: number ?? "",
            record: try address(of: record).address,
            unit: unit,
            mine: mine,
            shown: try shown(try place(key)),
            receipt: receipt
        )
    }
}
