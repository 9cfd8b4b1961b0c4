internal import Crypto
public import SyncModel

extension Store {
    /// Accepts saves of one device: in one transaction, each change by itself, in order.
    ///
    /// A save that is here already gives `duplicate` receipts with the first outcomes. Ids that travelled as the
    /// server's record numbers are filled in; of the saves' chain hashes the last must be there, others may.
    ///
    /// - Parameters:
    ///   - saves: Contiguous in the device's chain, oldest first.
    ///   - device: Where they come from.
    ///   - judge: The rules; called for each new change that is not void.
    /// - Returns: One receipt a change, in the order of the saves.
    /// - Throws: ``Refusal`` `chain` when the saves do not fit the incarnation's chain (nothing was written), or a
    ///   ``StoreError``.
    public func accept(
        _ saves: [Save],
        from device: DeviceContext,
        judge: (Save, Change, CaseStanding) -> Verdict
    ) throws -> [Receipt] {
        guard let last = saves.last?.changes.last else { return [] }
        let outcome: Result<[Receipt], Refusal> = try write(
            confirm: { session, outcome in
                guard case .success = outcome else { return true }
                return try session.chainHead(of: device.incarnation).seq >= last.dot.seq
            },
            { session in
                var chain = UploadChain(session, device.incarnation)
                let links: [UploadChain.Link]
                do {
                    links = try chain.links(of: saves)
                } catch let refusal as Refusal {
                    return .failure(refusal)
                }
                return .success(try accept(links, from: device, session, judge: judge))
            }
        )
        return try outcome.get()
    }

    private func accept(
        _ links: [UploadChain.Link],
        from device: DeviceContext,
        _ session: Session,
        judge: (Save, Change, CaseStanding) -> Verdict
    ) throws -> [Receipt] {
        var receipts: [Receipt] = []
        receipts.reserveCapacity(links.reduce(0) { $0 + $1.save.changes.count })
        let isNew = links.contains { $0.isNew }
        guard isNew else {
            for link in links { receipts += try session.duplicates(of: link.save) }
            return receipts
        }
        try session.setReplica(device.replica, of: device.incarnation)
        let isClosed = try session.noteClone(of: device, links)
        let judge = isClosed ? { _, _, _ in .quarantine(Reason.clone) } : judge
        let run = try AcceptanceRun(self, session)
        try run.readAhead(links)
        var head = ChainHead.none
        for link in links {
            if link.isNew {
                receipts += try run.take(link.save, from: device, judge: judge)
                try run.admitDecisions(in: link.save.caseID)
                let seq = link.save.changes.last?.dot.seq ?? 0
                head = ChainHead(seq: seq, hash: link.save.chainHash)
            } else {
                receipts += try session.duplicates(of: link.save)
            }
        }
        try session.setChainHead(head, of: device.incarnation)
        try run.admitWaiting()
        try run.finish()
        return receipts
    }

    /// What the server has of an incarnation.
    ///
    /// - Parameter incarnation: The incarnation.
    /// - Returns: Its head here; ``ChainHead/none`` when nothing of it arrived.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func known(of incarnation: IncarnationID) throws(StoreError) -> ChainHead {
        try read { session in try session.chainHead(of: incarnation) }
    }
}

extension AcceptanceRun {
    /// Takes a new save of a device in.
    func take(
        _ save: Save,
        from device: DeviceContext,
        judge: (Save, Change, CaseStanding) -> Verdict
    ) throws -> [Receipt] {
        let written = device.written(save)
        let order = try takeClaims(on: save, from: device)
        var part = try begin(
            save,
            replica: device.replica,
            user: device.user,
            acting: device.role,
            order: min(order ?? written.at, written.at, counters.received),
            isSuspect: written.isSuspect
        )
        let verdicts = try verdicts(on: save, part, from: device, judge: judge)
        var receipts: [Receipt] = []
        receipts.reserveCapacity(save.changes.count)
        for (change, verdict) in zip(save.changes, verdicts) {
            if let receipt = try takeFormer(change, of: part) {
                receipts.append(receipt)
                continue
            }
            if change.isVoid {
                receipts.append(try takeVoid(change, of: part))
                continue
            }
            switch verdict {
            case .accept:
                receipts.append(try take(change, of: &part))
            case .quarantine(let reason):
                let receipt = try keepAside(change, of: part, reason: reason)
                let claim = device.claims[change.dot.seq]
                receipts.append(try refuseAgain(change, of: part, claim: claim) ?? receipt)
            }
        }
        return receipts
    }

    /// What the rules say of each change; a record that is written once shares the first reason against any of its
    /// changes.
    private func verdicts(
        on save: Save,
        _ part: RunPart,
        from device: DeviceContext,
        judge: (Save, Change, CaseStanding) -> Verdict
    ) throws -> [Verdict] {
        var standing = try standing(of: save, part)
        var verdicts: [Verdict] = []
        verdicts.reserveCapacity(save.changes.count)
        var refused: [RecordAddress: String] = [:]
        for change in save.changes {
            standing.hasRecord = try hasRecord(change, part)
            let claimed = try verdict(onClaimOf: change, from: device)
            let verdict = change.isVoid ? .accept : claimed ?? judge(save, change, standing)
            verdicts.append(verdict)
            guard case .quarantine(let reason) = verdict, refused[change.record] == nil,
                try plan(of: change.record.kind)?.isAppend ?? false
            else { continue }
            refused[change.record] = reason
        }
        guard !refused.isEmpty else { return verdicts }
        for (index, change) in save.changes.enumerated() where !change.isVoid {
            guard let reason = refused[change.record], case .accept = verdicts[index] else {
                continue
            }
            verdicts[index] = .quarantine(reason)
        }
        return verdicts
    }

    /// Whether the record of a change that may make it is here; true for all other changes.
    private func hasRecord(_ change: Change, _ part: RunPart) throws -> Bool {
        guard change.value == .boolean(true), Text(change.unit) == Text(Schema.aliveUnit) else {
            return true
        }
        guard let caseIndex = part.caseIndex else { return false }
        return try record(at: change.record, in: caseIndex) != nil
    }

    private func standing(of save: Save, _ part: RunPart) throws -> CaseStanding {
        guard let caseIndex = part.caseIndex else {
            let makes = save.changes.contains { change in
                !change.isVoid && change.record == .caseFile && change.value == .boolean(true)
                    && Text(change.unit) == Text(Schema.aliveUnit)
            }
            if !makes, let standing = try standing(ofLost: save, part.user) { return standing }
            return CaseStanding(exists: makes, isAssigned: makes)
        }
        let standing = cases[caseIndex]
        if let maker = standing.maker, Text(maker) == Text(part.user) {
            return CaseStanding(exists: true, isAssigned: true)
        }
        let user = session.names.id(.author, part.user)
        return CaseStanding(
            exists: true,
            isAssigned: user.map(standing.holders.contains) ?? false
        )
    }
}

extension Session {
    /// The receipts of a save that is here already.
    fileprivate func duplicates(of save: Save) throws -> [Receipt] {
        guard let first = save.changes.first, let row = try saveRow(holding: first.dot) else {
            throw StoreError(.corrupt, "a save that was found is not in the log")
        }
        return try save.changes.map { change in
            let found = try prepare(
                """
                SELECT log.status, stamps.position, strays.reason FROM log
                    LEFT JOIN stamps ON stamps.id = log.stamp LEFT JOIN strays ON strays.log = log.id
                WHERE log.id = ?
                """
            )
            .bind(1, row.log(at: change.dot.seq)).first { found in
                Receipt(
                    dot: change.dot,
                    status: .duplicate,
                    first: ReceiptStatus(stored: found.integer(0)),
                    position: found.optionalInteger(1).map { Position(packed: $0) },
                    reason: found.isNull(1) ? found.optionalText(2) : nil
                )
            }
            guard let found else {
                throw StoreError(.corrupt, "change \(change.dot) is not in the log")
            }
            if found.first == .duplicate {
                let log = row.log(at: change.dot.seq)
                return try receipt(ofDuplicateAt: log, as: change.dot)
            }
            return found
        }
    }
}
