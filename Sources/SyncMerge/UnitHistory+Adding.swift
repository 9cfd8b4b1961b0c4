import SyncModel

extension UnitHistory {
    /// Whether an accepted change replaces `change`, which comes after it.
    func supersedes<Rules: MergeRules>(
        _ change: Accepted,
        _ lineage: Lineage,
        _ rules: Rules.Type
    ) -> Bool {
        if policy == .decide { return false }
        let isReplaced = accepted.contains {
            replaces($0, change, policy: policy, lineage, rules)
        }
        return isReplaced || leftOutSupersedes(change, lineage)
    }

    /// Whether a change that the caller left out stands later in `change`'s own chain.
    private func leftOutSupersedes(_ change: Accepted, _ lineage: Lineage) -> Bool {
        switch policy {
        case .queue, .lww:
            return chainHeads.contains { incarnation, seq in
                let head = Dot(incarnation: incarnation, seq: seq)
                return lineage.isEarlier(change.dot, than: head)
                    && !accepted.contains { $0.dot == head }
            }
        case .decide, .append, .set, .text, .restrictive, .owner, .server:
            return false
        }
    }

    /// The unit with `change` in it.
    func adding<Rules: MergeRules>(
        _ change: Accepted,
        isSuperseded: Bool,
        _ lineage: Lineage,
        _ rules: Rules.Type
    ) -> UnitHistory {
        var next = taking(change)
        if policy == .decide {
            let reading = DecideReading<Rules>(next.accepted, lineage)
            next.live = reading.live.map { next.accepted[$0].dot }
            if next.live.isEmpty { next.live = [change.dot] }
            return next
        }
        let gone = liveChanges.filter { replaces(change, $0, policy: policy, lineage, rules) }
        next.replaceLive(gone, with: change.dot, isSuperseded: isSuperseded)
        return next
    }

    private func taking(_ change: Accepted) -> UnitHistory {
        var next = self
        next.accepted.append(change)
        next.chainHeads[change.dot.incarnation] = max(
            change.dot.seq,
            chainHeads[change.dot.incarnation] ?? 0
        )
        return next
    }

    /// Something stays live whatever was forged: of a circle of changes that know each other, the newest.
    private mutating func replaceLive(_ gone: [Accepted], with dot: Dot, isSuperseded: Bool) {
        if !gone.isEmpty {
            let dots = Set(gone.map(\.dot))
            live.removeAll { dots.contains($0) }
        }
        if !isSuperseded || live.isEmpty { live.append(dot) }
    }

    /// As ``supersedes(_:_:_:)``, for a unit `alive`.
    func supersedesAlive<Rules: MergeRules>(
        _ change: Accepted,
        _ lineage: Lineage,
        _ rules: Rules.Type
    ) -> Bool {
        accepted.contains { replacesAlive($0, change, lineage, rules) }
            || leftOutSupersedes(change, lineage)
    }

    /// As ``adding(_:isSuperseded:_:_:)``, for a unit `alive`.
    func addingAlive<Rules: MergeRules>(
        _ change: Accepted,
        isSuperseded: Bool,
        _ lineage: Lineage,
        _ rules: Rules.Type
    ) -> UnitHistory {
        var next = taking(change)
        let gone = liveChanges.filter { replacesAlive(change, $0, lineage, rules) }
        next.replaceLive(gone, with: change.dot, isSuperseded: isSuperseded)
        return next
    }
}
