// Where changes stood in epochs that the server lost.
internal import SyncMerge
internal import SyncModel

extension Session {
    /// The positions that a change had in earlier epochs, which the present one did not take over.
    func formers(of dot: Dot) throws -> [Position] {
        guard try presentEpoch() > 1, let id = names.id(dot.incarnation) else { return [] }
        return try prepare("SELECT position FROM formers WHERE incarnation = ? AND seq = ?")
            .bind(1, id).bind(2, dot.seq).all { Position(packed: $0.integer(0)) }
    }

    /// Keeps where a change stood in an earlier epoch; whether that is news.
    @discardableResult
    func addFormer(_ position: Position, of dot: Dot) throws -> Bool {
        guard position.epoch > 0, try position.epoch < presentEpoch() else { return false }
        try prepare(
            "INSERT OR IGNORE INTO formers (incarnation, seq, position) VALUES (?, ?, ?)"
        )
        .bind(1, try intern(dot.incarnation)).bind(2, dot.seq).bind(3, position.packed).run()
        return changedRows > 0
    }
}

extension AcceptanceRun {
    /// What `knows` asks of a case: the chains, and where its epochs begin.
    func lineage(of caseIndex: Int) throws -> Lineage {
        guard counters.epoch > 1 else { return lineage }
        if let known = cases[caseIndex].lineage { return known }
        var found = lineage
        found.forks = try session.forks(of: cases[caseIndex].n)
        cases[caseIndex].lineage = found
        return found
    }

    /// Whether only a former position can say that an author knew what was accepted at `position`.
    ///
    /// He read the case in an epoch that was lost, and it was accepted again since.
    func isBeyond(_ position: Position, _ context: Position) -> Bool {
        context.epoch > 0 && position.epoch > context.epoch
    }

    /// The former positions of the changes of a save.
    func formers(of save: Save) throws -> [UInt64: [Position]] {
        guard counters.epoch > 1 else { return [:] }
        var formers: [UInt64: [Position]] = [:]
        for change in save.changes {
            let found = try session.formers(of: change.dot)
            if !found.isEmpty { formers[change.dot.seq] = found }
        }
        return formers
    }
}
