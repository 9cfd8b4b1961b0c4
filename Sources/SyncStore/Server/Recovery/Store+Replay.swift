internal import Crypto
internal import SyncMerge
public import SyncModel

extension Store {
    /// Begins a new epoch in a restored store, and does again what the journal tells since the backup was made.
    ///
    /// Users, devices and assignments hold at once. A decision is written under its old name and waits in quarantine
    /// until all that it covers is here again.
    ///
    /// - Parameters:
    ///   - rows: The journal after the store's last entry, checked by the caller.
    ///   - id: A random name for the epoch.
    ///   - incarnation: What the server numbers its own changes in from now on.
    ///   - readSchema: Reads a published schema.
    /// - Throws: ``StoreError`` `corrupt` for an entry that cannot be read; nothing was written then. `notSaved` or
    ///   `unknown`.
    public func beginEpoch(
        replaying rows: [JournalRow],
        id: Identifier128,
        incarnation: IncarnationID,
        readSchema: (String) throws -> Schema
    ) throws(StoreError) {
        let entries: [JournalEntry]
        do {
            entries = try rows.map { try JournalEntry(bytes: $0.body) }
        } catch {
            throw StoreError(wrapping: error)
        }
        for case .schema(let source) in entries {
            let schema: Schema
            do {
                schema = try readSchema(source)
            } catch {
                throw StoreError(.corrupt, "a schema of the journal cannot be read")
            }
            if schema.version > self.schema.version { try take(schema, isJournalled: false) }
        }
        let replica = replica
        try write(confirm: { session, _ in try session.epochs().last?.id == id }) { session in
            for case .epoch(let mark, let feed) in entries where mark.epoch > 1 {
                try session.putEpoch(mark, feed: feed)
            }
            let feed = try ServerCounters.feed(session)
            let mark = EpochMark(epoch: try session.presentEpoch() + 1, id: id)
            try session.putEpoch(mark, feed: feed)
            try ServerCounters.begin(mark.epoch, floor: Session.floor(of: mark.epoch), in: session)
            try session.skipSerials()
            let run = try AcceptanceRun(self, session)
            for (row, entry) in zip(rows, entries) {
                try session.put(row)
                try run.replay(entry)
            }
            try run.finish()
            try session.setSetting(Setting.incarnation, to: incarnation.description)
            try session.setReplica(replica, of: incarnation)
            try session.journal(.epoch(mark, feed: feed))
        }
    }
}

extension AcceptanceRun {
    /// Does again what an entry of the journal tells.
    fileprivate func replay(_ entry: JournalEntry) throws {
        switch entry {
        case .user(let user): try session.put(user)
        case .device(let device): try session.replay(device)
        case .assignment(let id, let user, let isRemoved):
            try replayAssignment(of: id, to: user, isRemoved: isRemoved)
        case .decision(let decision): try replay(decision)
        case .ended(let receipt): try replay(receipt)
        case .schema, .epoch: break
        }
    }

    private func replayAssignment(of id: CaseID, to user: String, isRemoved: Bool) throws {
        guard let found = try session.findCase(id) else {
            try session.prepare(
                "INSERT OR REPLACE INTO later (\"case\", user, removed) VALUES (?, ?, ?)"
            )
            .bind(1, id.bits).bind(2, text: user).bind(3, Int64(isRemoved ? 1 : 0)).run()
            return
        }
        try session.assign(found.n, to: user, isRemoved: isRemoved, feed: counters.nextFeed())
        guard let index = caseIndexes[id] else { return }
        cases[index].holders = try session.users(holding: found.n)
    }

    /// Writes a decision into its old chain, where it waits for what it covers.
    private func replay(_ decision: JournalledSave) throws {
        guard let first = decision.save.changes.first?.dot else { return }
        let head = try session.chainHead(of: first.incarnation)
        let hash = Array(SHA256.hash(data: decision.save.canonicalBytes(after: head.hash)))
        guard first.seq == head.seq + 1, hash == decision.save.chainHash else {
            throw StoreError(.corrupt, "decision \(first) of the journal does not follow its chain")
        }
        try session.setReplica(ownReplica, of: first.incarnation)
        let part = try begin(
            decision.save,
            replica: ownReplica,
            user: decision.save.author,
            acting: decision.save.role,
            order: decision.save.wallClock,
            isSuspect: false
        )
        for (change, body) in zip(decision.save.changes, decision.decisions) {
            _ = try keepAside(change, of: part, reason: Reason.waiting)
            let log = part.row.log(at: change.dot.seq)
            try session.addFormer(decision.position, of: change.dot)
            try session.prepare("INSERT OR REPLACE INTO decisions (log, body) VALUES (?, ?)")
                .bind(1, log).bind(2, blob: body.bytes).run()
            try session.prepare("INSERT INTO postponed (log, reason, batch) VALUES (?, ?, ?)")
                .bind(1, log).bind(2, text: decision.reason).bind(3, text: decision.batch).run()
        }
        let last = first.seq + UInt64(decision.save.changes.count) - 1
        try session.setChainHead(ChainHead(seq: last, hash: hash), of: first.incarnation)
        if let caseIndex = try caseIndex(of: decision.save.caseID) {
            while try admitWaiting(in: caseIndex) {}
        }
    }

    /// A change in quarantine that was admitted or refused; one that is not here again is remembered.
    private func replay(_ receipt: Receipt) throws {
        if let position = receipt.position { try session.addFormer(position, of: receipt.dot) }
        guard let row = try session.saveRow(holding: receipt.dot),
            let stray = try session.strays(
                Stray.waiting + " AND log = ?1",
                { rows in
                    rows.bind(1, row.log(at: receipt.dot.seq))
                }
            ).first
        else { return }
        guard receipt.status != .refused else {
            try session.prepare("UPDATE log SET status = ? WHERE id = ?")
                .bind(1, ReceiptStatus.refused.stored).bind(2, stray.log).run()
            return try session.end(stray, receipt, by: ownReplica)
        }
        var part = try part(admitting: stray)
        if case .accepted(let status) = try accept(stray.change, of: &part) {
            let again = Receipt(dot: receipt.dot, status: status, position: part.position)
            try session.end(stray, again, by: ownReplica)
        }
    }
}

extension Session {
    /// A device as the journal tells of it: when it was heard of stays as it is known.
    fileprivate func replay(_ device: Device) throws {
        var device = device
        if let known = try self.device(device.replica) {
            device.lastContact = known.lastContact
            device.clockOffsetMilliseconds = known.clockOffsetMilliseconds
        }
        try put(device)
    }

    /// Gives the assignments that the journal told of to a case that is here again.
    func assignLater(_ standing: RunCase) throws {
        guard try presentEpoch() > 1 else { return }
        let waiting = try prepare("SELECT user, removed FROM later WHERE \"case\" = ?")
            .bind(1, standing.id.bits).all { ($0.text(0), $0.integer(1) != 0) }
        for (user, isRemoved) in waiting {
            if isRemoved {
                try prepare("UPDATE assignments SET removed = 1 WHERE \"case\" = ? AND user = ?")
                    .bind(1, standing.n).bind(2, try intern(.author, user)).run()
            } else {
                try addAssignment(of: standing.n, to: user, since: standing.made)
            }
        }
        if !waiting.isEmpty {
            try prepare("DELETE FROM later WHERE \"case\" = ?").bind(1, standing.id.bits).run()
        }
    }
}
