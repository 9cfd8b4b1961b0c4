internal import SyncMerge
internal import SyncModel

// Changes that had another dot before their laptop was put back to an image or enrolled anew (DESIGN.md §5).
extension AcceptanceRun {
    /// Answers a change that is here already under another dot: the one that it had in an earlier incarnation, or the
    /// one that another copy of the laptop gave it; `nil` when it is not.
    ///
    /// It stands in the log as a duplicate then, and its address among the strays.
    func takeFormer(_ change: Change, of part: RunPart) throws -> Receipt? {
        guard change.was != nil || hasFormerDots else { return nil }
        let log = part.row.log(at: change.dot.seq)
        let original = try session.original(of: change, part.save)
        if change.was != nil || original != nil {
            let was = try change.was.map { try session.intern($0.incarnation) }
            try session.prepare(
                "INSERT INTO former_dots (log, incarnation, seq, original) VALUES (?, ?, ?, ?)"
            )
            .bind(1, log).bind(2, was).bind(3, change.was.map { Int64(clamping: $0.seq) })
            .bind(4, original?.log).run()
        }
        guard let original else { return nil }
        try stray(change, of: part, .duplicate, reason: nil)
        // Later changes of this chain know it, wherever it stands.
        lineage.add(change.dot, standingFor: original.dot)
        session.knownLineage = lineage
        return try session.receipt(of: original.log, as: change.dot)
    }
}

/// A change that is in the log.
struct Original {
    var dot: Dot
    var log: Int64
}

extension Session {
    /// Whether any change ever came with the dot that it had in an earlier incarnation.
    func hasFormerDots() throws -> Bool {
        guard side == .server else { return false }
        return try prepare("SELECT 1 FROM former_dots LIMIT 1").first { _ in true } ?? false
    }

    /// The incarnations and their parents, and the dots under which changes arrived again, as the merge takes them.
    func lineage() throws -> Lineage {
        if let knownLineage { return knownLineage }
        var lineage = Lineage(
            names.branches.mapValues { branch in
                Lineage.Origin(parent: branch.origin.parent, fork: branch.origin.fork.seq)
            }
        )
        if try hasFormerDots() {
            let again = try prepare("SELECT log, original FROM former_dots WHERE original NOT NULL")
                .all { ($0.integer(0), $0.integer(1)) }
            for (log, original) in again {
                lineage.add(try dot(at: log), standingFor: try dot(at: original))
            }
        }
        knownLineage = lineage
        return lineage
    }

    /// Notes that two copies of a device are at work when it brings something new in a closed incarnation.
    ///
    /// Whether it does.
    func noteClone(of device: DeviceContext, _ links: [UploadChain.Link]) throws -> Bool {
        guard let first = links.first(where: \.isNew)?.save.changes.first,
            try isClosed(device.incarnation, after: first.dot.seq, of: device.replica)
        else { return false }
        try prepare("UPDATE devices SET state = ? WHERE replica = ? AND state = ?")
            .bind(1, text: Device.State.cloned.rawValue).bind(2, device.replica.bits)
            .bind(3, text: Device.State.enrolled.rawValue).run()
        return true
    }

    /// The receipt of a change that stands in the log, at row `log`, as a duplicate.
    func receipt(ofDuplicateAt log: Int64, as dot: Dot) throws -> Receipt {
        let original = try prepare("SELECT original FROM former_dots WHERE log = ?").bind(1, log)
            .first { $0.optionalInteger(0) }
        guard let original, let original else {
            throw StoreError(.corrupt, "change \(dot) names no original")
        }
        return try receipt(of: original, as: dot)
    }

    /// The receipt of the change at row `log`, for the same change under another dot.
    func receipt(of log: Int64, as dot: Dot) throws -> Receipt {
        let found = try prepare(
            """
            SELECT log.status, stamps.position, strays.reason FROM log
                LEFT JOIN stamps ON stamps.id = log.stamp LEFT JOIN strays ON strays.log = log.id
            WHERE log.id = ?
            """
        )
        .bind(1, log).first { found in
            Receipt(
                dot: dot,
                status: .duplicate,
                first: ReceiptStatus(stored: found.integer(0)),
                position: found.optionalInteger(1).map { Position(packed: $0) },
                reason: found.isNull(1) ? found.optionalText(2) : nil
            )
        }
        guard let found else { throw StoreError(.corrupt, "row \(log) is not in the log") }
        return found
    }

    /// The change at a row of the log by its name.
    private func dot(at log: Int64) throws -> Dot {
        let save = try prepare("SELECT save FROM log WHERE id = ?").bind(1, log)
            .first { $0.integer(0) }
        let row = try saveRow(save ?? 0)
        return Dot(incarnation: try names.incarnation(row.incarnation), seq: row.seq(at: log))
    }

    /// Under which dot a change is here already; `nil` when it is not.
    func original(of change: Change, _ save: Save) throws -> Original? {
        var candidates: [Int64] = []
        for dot in [change.was, change.dot].compactMap({ $0 }) {
            if dot != change.dot, let row = try saveRow(holding: dot) {
                candidates.append(row.log(at: dot.seq))
            }
            // Those that had this dot once.
            candidates += try prepare(
                "SELECT log FROM former_dots WHERE incarnation = ? AND seq = ?"
            )
            .bind(1, names.id(dot.incarnation) ?? 0).bind(2, dot.seq).all { $0.integer(0) }
        }
        for log in candidates where try holds(change, of: save, at: log) {
            let first = try prepare("SELECT original FROM former_dots WHERE log = ?").bind(1, log)
                .first { $0.optionalInteger(0) }
            let original = (first ?? nil) ?? log
            return Original(dot: try dot(at: original), log: original)
        }
        return nil
    }

    /// Whether the change at a row of the log is this one: of the same save by its clock, with the same content.
    private func holds(_ change: Change, of save: Save, at log: Int64) throws -> Bool {
        let row = try prepare("SELECT save FROM log WHERE id = ?").bind(1, log)
            .first { $0.integer(0) }
        guard let row else { return false }
        let (known, dot) = (try self.save(row), try dot(at: log))
        guard known.hlc == save.hlc, known.wallClock == save.wallClock,
            known.operation == save.operation, known.caseID == save.caseID,
            let found = known.changes.first(where: { $0.dot == dot })
        else { return false }
        return found.record == change.record && Text(found.unit) == Text(change.unit)
            && found.value == change.value && found.context == change.context
    }
}
