public import SyncModel

extension Store {
    /// The changes kept aside, oldest first; only waiting ones unless `includingEnded`.
    ///
    /// - Parameter includingEnded: Whether to list those that were admitted or refused too.
    /// - Returns: All of them.
    /// - Throws: ``StoreError``.
    public func quarantine(includingEnded: Bool) throws(StoreError) -> [QuarantinedChange] {
        try read { session in
            try session.strays(includingEnded ? "reason NOT NULL" : Stray.waiting) { _ in }
                .map { try $0.shown(session) }
        }
    }

    /// Gives a change kept aside to the merge, at a position of its own; its device gets a second receipt.
    ///
    /// A record that is written once is admitted whole.
    ///
    /// - Parameters:
    ///   - id: The change's id in the quarantine.
    ///   - user: Who admits it.
    /// - Returns: The second receipt.
    /// - Throws: ``StoreError`` `notFound`, `changedMeanwhile` when it was ended already, or `invalid` when this
    ///   schema still cannot hold it, or its record's creation is still in quarantine.
    public func admit(quarantined id: UInt64, by user: String) throws(StoreError) -> Receipt {
        let replica = replica
        return try write(confirm: confirmEnded(id)) { session in
            let run = try AcceptanceRun(self, session)
            let strays = try session.straysThatEndTogether(id, schema)
            let receipts = try run.admit(strays)
            try run.admitWaiting()
            try run.finish()
            for (stray, receipt) in zip(strays, receipts) {
                try session.end(stray, receipt, by: replica)
                try session.journal(.ended(receipt))
            }
            guard let index = strays.firstIndex(where: { UInt64($0.log) == id }) else {
                throw StoreError(.notFound, "there is no change \(id) in the quarantine")
            }
            return receipts[index]
        }
    }

    /// Refuses a change kept aside, for good; its device gets a second receipt.
    ///
    /// A record that is written once is refused whole.
    ///
    /// - Parameters:
    ///   - id: The change's id in the quarantine.
    ///   - user: Who refuses it.
    ///   - reason: Why.
    /// - Throws: ``StoreError`` `notFound`, or `changedMeanwhile` when it was ended already.
    public func refuse(
        quarantined id: UInt64,
        by user: String,
        reason: String
    ) throws(StoreError) {
        let replica = replica
        try write(confirm: confirmEnded(id)) { session in
            for stray in try session.straysThatEndTogether(id, schema) {
                try session.prepare("UPDATE log SET status = ? WHERE id = ?")
                    .bind(1, ReceiptStatus.refused.stored).bind(2, stray.log).run()
                let receipt = Receipt(dot: stray.change.dot, status: .refused, reason: reason)
                try session.end(stray, receipt, by: replica)
                try session.journal(.ended(receipt))
            }
        }
    }

    private func confirmEnded<Result>(_ id: UInt64) -> (Session, Result) throws -> Bool {
        { session, _ in
            try session.strays("log = ?1") { $0.bind(1, id) }.first?.outcome != nil
        }
    }
}

extension Session {
    /// The waiting changes that must end together with `id`: the rest of a record that is written once.
    fileprivate func straysThatEndTogether(_ id: UInt64, _ schema: Schema) throws -> [Stray] {
        guard let log = Int64(exactly: id),
            let stray = try strays("log = ?1 AND reason NOT NULL", { $0.bind(1, log) }).first
        else { throw StoreError(.notFound, "there is no change \(id) in the quarantine") }
        guard stray.outcome == nil else {
            throw StoreError(.changedMeanwhile, "change \(id) was ended already")
        }
        let isWhole = schema.kind(stray.change.record.kind)?.isAppend ?? false
        let parts = isWhole ? try parts(with: stray) : [stray]
        guard stray.reason == Reason.recovered else { return parts }
        let makings = try recoveredMakings(before: stray)
        return makings + parts.filter { part in !makings.contains { $0.log == part.log } }
    }

    /// The waiting changes of the same record in the same save.
    private func parts(with stray: Stray) throws -> [Stray] {
        let row = stray.row
        return try strays(Stray.waiting + " AND log BETWEEN ?1 AND ?2") {
            $0.bind(1, row.log).bind(2, row.log + Int64(row.count) - 1)
        }
        .filter { $0.change.record == stray.change.record }
    }

    /// The making of the case and of the record of a recovered change, where they wait too.
    fileprivate func recoveredMakings(before stray: Stray) throws -> [Stray] {
        let waiting = try strays(Stray.waiting + " AND \"case\" = ?1 AND unit = ?2 AND reason = ?3")
        {
            $0.bind(1, stray.save.caseID.bits).bind(2, text: Schema.aliveUnit)
                .bind(3, text: Reason.recovered)
        }
        var makings: [Stray] = []
        for address in [RecordAddress.caseFile, stray.change.record] {
            guard let making = waiting.first(where: { $0.change.record == address }),
                !makings.contains(where: { $0.log == making.log })
            else { continue }
            makings.append(making)
        }
        return makings
    }

    /// Ends a change in the quarantine and tells its device.
    ///
    /// The server itself, `own`, is told nothing.
    func end(_ stray: Stray, _ receipt: Receipt, by own: ReplicaID) throws {
        try prepare("UPDATE strays SET outcome = ? WHERE log = ?")
            .bind(1, receipt.status.stored).bind(2, stray.log).run()
        if stray.device != own { try send(.receipt(receipt), replica: stray.device) }
    }
}

extension AcceptanceRun {
    /// Gives changes of one save to the merge; all are taken, or it throws.
    fileprivate func admit(_ strays: [Stray]) throws -> [Receipt] {
        var parts: [Int64: RunPart] = [:]
        return try strays.map { stray in
            try checkValue(of: stray.change)
            var part = try parts[stray.row.id] ?? part(admitting: stray)
            defer { parts[stray.row.id] = part }
            part.formers[stray.change.dot.seq] = try session.formers(of: stray.change.dot)
            if let postponed = try session.postponed(stray.log) {
                part.decisions[stray.change.dot.seq] = postponed.body
                part.reason = postponed.reason
                part.batch = postponed.batch
            }
            switch try accept(stray.change, of: &part) {
            case .accepted(let status):
                return Receipt(dot: stray.change.dot, status: status, position: part.position)
            case .quarantined(let reason):
                throw StoreError(.invalid, "change \(stray.log) cannot be admitted: \(reason)")
            }
        }
    }

    /// The part of a save that is admitted, beginning with one of its changes.
    func part(admitting stray: Stray) throws -> RunPart {
        var part = RunPart(
            save: stray.save,
            row: stray.row,
            replica: stray.device,
            user: stray.save.author,
            caseIndex: try caseIndex(of: stray.save.caseID)
        )
        part.isAdmission = true
        part.formers = try formers(of: stray.save)
        return part
    }

    private func checkValue(of change: Change) throws {
        guard let plan = try plan(of: change.record.kind),
            let index = plan.indexes[Text(change.unit)],
            case let unit = plan.units[index].unit,
            let problem = unit.problem(with: change.value, today: latestDate)
        else { return }
        throw StoreError(.invalid, "\(change.unit): \(problem.rawValue)")
    }
}
