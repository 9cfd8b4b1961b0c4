internal import Crypto
public import SyncModel

extension Store {
    /// Keeps saves of a device aside that do not fit its chain: changes before them are lost, or what is here under
    /// their numbers is something else (`DESIGN.md` §5: a file proves nothing).
    ///
    /// What is here already, under the same dot and with the same content, is answered as a duplicate. The rest is
    /// quarantined in a child incarnation that the server opens for it after the last change before them, where each
    /// change remembers its dot; so that it is known when it comes again, in whatever way. Ids that travelled as
    /// numbers which are not known here stay ``SyncModel/CaseID/unresolved``.
    ///
    /// - Parameters:
    ///   - saves: Of one incarnation, in order; there may be gaps between them.
    ///   - device: Where they come from; its incarnation is that of the saves.
    ///   - reason: Why they are kept aside.
    /// - Returns: One receipt a change, in the order of the saves, under the dots that they came with.
    /// - Throws: ``Refusal`` `chain` when the incarnation is another device's (nothing was written), or a
    ///   ``StoreError``.
    public func keepAside(
        _ saves: [Save],
        from device: DeviceContext,
        reason: String
    ) throws -> [Receipt] {
        guard let first = saves.first?.changes.first?.dot.seq, first > 0 else { return [] }
        let outcome: Result<[Receipt], Refusal> = try write(
            confirm: { session, outcome in
                guard case .success = outcome else { return true }
                return try session.sorted(saves, of: device).unknown.isEmpty
            },
            { session in
                let owner = try session.replica(of: device.incarnation)
                guard owner == nil || owner == device.replica else {
                    return .failure(Refusal(.chain, detail: "incarnation"))
                }
                var (unknown, receipts) = try session.sorted(saves, of: device)
                if !unknown.isEmpty {
                    let fork = try session.chainHead(of: device.incarnation, at: first - 1)
                    let aside = try session.asideIncarnation(of: device, after: fork)
                    try keep(unknown, in: aside, from: device, reason, session, &receipts)
                }
                return .success(saves.flatMap { $0.changes.compactMap { receipts[$0.dot] } })
            }
        )
        return try outcome.get()
    }

    private func keep(
        _ saves: [Save],
        in incarnation: IncarnationID,
        from device: DeviceContext,
        _ reason: String,
        _ session: Session,
        _ receipts: inout [Dot: Receipt]
    ) throws {
        var device = device
        device.incarnation = incarnation
        var head = try session.chainHead(of: incarnation)
        let moved = saves.map { save in
            let moved = save.moved(to: incarnation, after: head)
            head = ChainHead(
                seq: head.seq + UInt64(moved.changes.count),
                hash: moved.chainHash
            )
            return moved
        }
        let run = try AcceptanceRun(self, session)
        try run.readAhead(moved.map { UploadChain.Link(save: $0, isNew: true) })
        for (save, kept) in zip(saves, moved) {
            let answers = try run.take(kept, from: device) { _, _, _ in .quarantine(reason) }
            for (change, answer) in zip(save.changes, answers) {
                var receipt = answer
                receipt.dot = change.dot
                receipts[change.dot] = receipt
            }
        }
        try session.setChainHead(head, of: incarnation)
        try run.finish()
    }
}

extension Save {
    /// The save with other numbers, each change remembering its own.
    fileprivate func moved(to incarnation: IncarnationID, after head: ChainHead) -> Save {
        var save = self
        for index in changes.indices {
            save.changes[index].was = changes[index].dot
            save.changes[index].dot = Dot(
                incarnation: incarnation,
                seq: head.seq + 1 + UInt64(index)
            )
        }
        save.chainHash = Array(SHA256.hash(data: save.canonicalBytes(after: head.hash)))
        return save
    }
}

extension Session {
    /// The saves without the changes that are here already, and the receipts of those.
    fileprivate func sorted(
        _ saves: [Save],
        of device: DeviceContext
    ) throws -> (unknown: [Save], receipts: [Dot: Receipt]) {
        var resolver = UploadChain(self, device.incarnation)
        var receipts: [Dot: Receipt] = [:]
        let unknown: [Save] = try saves.compactMap { save in
            let save = try resolver.resolved(save)
            var rest = save
            rest.changes = try save.changes.filter { change in
                guard let original = try arrived(change, save) else { return true }
                receipts[change.dot] = try receipt(of: original, as: change.dot)
                return false
            }
            return rest.changes.isEmpty ? nil : rest
        }
        return (unknown, receipts)
    }

    /// The log row of a change that is here under its dot or a former one; `nil` when it is not.
    private func arrived(_ change: Change, _ save: Save) throws -> Int64? {
        if let original = try original(of: change, save) { return original.log }
        guard let row = try saveRow(holding: change.dot) else { return nil }
        // Who wrote it when may be lost with the rest of its save.
        let known = try self.save(row.id).changes.first { $0.dot == change.dot }
        guard let known, known.record == change.record, Text(known.unit) == Text(change.unit),
            known.value == change.value, known.context == change.context
        else { return nil }
        return row.log(at: change.dot.seq)
    }

    /// The incarnation for what of a device's does not fit after a fork: named by both, so that it is one.
    fileprivate func asideIncarnation(
        of device: DeviceContext,
        after fork: ChainHead
    ) throws -> IncarnationID {
        var name = Array("sluis aside 1".utf8)
        name.append(identifier: device.incarnation.bits)
        withUnsafeBytes(of: fork.seq.bigEndian) { name += $0 }
        let digest = Array(SHA256.hash(data: name + fork.hash))
        guard let bits = Identifier128(bytes: digest.prefix(16)) else {
            throw StoreError(.fault, "an identifier has 16 bytes")
        }
        let aside = IncarnationID(bits)
        if names.branches[aside] == nil {
            try setReplica(device.replica, of: device.incarnation)
            let origin = Origin(incarnation: aside, parent: device.incarnation, fork: fork)
            try open(origin, of: device.replica)
        }
        return aside
    }
}
