internal import Casework
internal import SyncModel

@testable internal import MergeOracle
@testable internal import ServerCore
@testable internal import SyncStore

// What admins decide.
extension Simulation {
    func openConflicts() throws -> [Conflict] {
        try server.opened().conflicts(includingClosed: false, limit: 10_000, after: 0)
    }

    /// An admin decides a conflict as it is now.
    func resolve() throws {
        guard let conflict = dice.pick(try openConflicts()) else { return }
        try resolve(conflict, version: conflict.version)
    }

    /// An admin decides with a version of the conflict that is not the present one.
    func resolveStale() throws {
        guard let conflict = dice.pick(try openConflicts()) else { return }
        let head = try ownHead()
        note("admin decides conflict \(conflict.id) from an old screen")
        let command = ConflictResolve(
            id: String(conflict.id),
            version: conflict.version &- 1,
            choice: .keep,
            reason: "stale"
        )
        let answer = try run(command)
        try require(answer == nil, "V16", "a decision from an old screen was taken")
        try require(try ownHead() == head, "V16", "a refused decision was written")
        fired(.staleDecision)
    }

    private func resolve(_ conflict: Conflict, version: UInt64) throws {
        let head = try ownHead()
        let (choice, value) = choose(conflict)
        note("admin decides conflict \(conflict.id) (\(conflict.unit)): \(value.short)")
        _ = try run(
            ConflictResolve(id: String(conflict.id), version: version, choice: choice, reason: "ok")
        )
        // Also after a crash: what the server wrote is there, or nothing of it.
        let after = try ownHead()
        guard after > head else { return }
        try require(after == head + 1, "I15", "a decision made \(after - head) changes")
        let touched = try decided(conflict, value, seq: after)
        try checkServer(Set(touched))
    }

    private func choose(_ conflict: Conflict) -> (ConflictResolve.Choice, Value) {
        if dice.happens(percent: 25) { return (.keep, conflict.shown) }
        let index = dice.below(conflict.candidates.count)
        return (.take(index), conflict.candidates[index].value)
    }

    /// The number of the server's own last change.
    func ownHead() throws -> UInt64 {
        let store = try server.opened()
        return try store.known(of: store.incarnation).seq
    }

    private func unit(of conflict: Conflict) -> UnitName {
        UnitName(caseID: conflict.caseID, record: conflict.record, unit: conflict.unit)
    }

    /// The oracle learns of a decision.
    private func decided(_ conflict: Conflict, _ value: Value, seq: UInt64) throws -> [UnitName] {
        try noteReceived()
        let unit = unit(of: conflict)
        let outcome = history.outcome(unit)
        let supporters = Set(outcome.candidates.flatMap { $0 } + outcome.live)
        let losers = supporters.sorted().map { history.writes[$0] }
            .filter { $0.value != value && $0.unit == unit }
        let write = Write(
            dot: Dot(incarnation: server.incarnation, seq: seq),
            unit: unit,
            policy: outcomePolicy(unit),
            value: value,
            kind: .decision(passedOver: losers.map { ($0.author, $0.value) }),
            screen: history.acceptedSet(unit.caseID),
            chain: .none,
            covers: DotSet(supporters),
            author: OperatorDesk.operatorName,
            role: .admin,
            written: received,
            order: received
        )
        return history.accept(history.make(write))
    }

    private func outcomePolicy(_ unit: UnitName) -> MergePolicy {
        history.acceptedByUnit[unit]?.first.map { history.writes[$0].policy } ?? .queue
    }

    // MARK: Many at once

    /// An admin decides all conflicts of a laptop at once.
    func resolveAll() throws {
        guard let laptop = dice.pick(laptops) else { return }
        let mine = try openConflicts().filter { conflict in
            history.outcome(unit(of: conflict)).candidates.joined().contains {
                history.writes[$0].laptop == laptop.index
            }
        }
        let rule: ConflictResolveAll.Rule = dice.happens(percent: 50) ? .latest : .shown
        let head = try ownHead()
        note("admin decides all \(mine.count) conflicts of \(laptop.name): \(rule.rawValue)")
        let answer = try run(
            ConflictResolveAll(device: laptop.replica.description, rule: rule, reason: "all")
        )
        let after = try ownHead()
        guard after > head else { return }
        try require(
            after == head + UInt64(mine.count),
            "I15",
            "\(after - head) of \(mine.count) conflicts were decided"
        )
        var touched: Set<UnitName> = []
        for (index, conflict) in mine.enumerated() {
            let value = rule == .latest ? conflict.candidates.first?.value : conflict.shown
            touched.formUnion(
                try decided(conflict, value ?? .null, seq: head + 1 + UInt64(index))
            )
        }
        batched = mine.enumerated().map { ($0.element, head + 1 + UInt64($0.offset)) }
        if case .string(let name)? = answer?["batch"] { batch = name }
        try checkServer(touched)
    }

    /// An admin takes the last batch back, as far as nothing came after it.
    func undo() throws {
        guard let name = batch else { return }
        batch = nil
        let head = try ownHead()
        let expected = batched.filter { conflict, seq in
            let outcome = history.outcome(unit(of: conflict))
            let last = history.acceptedByUnit[unit(of: conflict)]?.last
            guard outcome.live.count == 1, let last, outcome.live.first == last,
                !outcome.isConflict,
                history.writes[last].dot == Dot(incarnation: server.incarnation, seq: seq)
            else { return false }
            return !revived(conflict).isEmpty
        }.map(\.conflict)
        note("admin takes a batch of \(batched.count) back")
        let answer = try run(ConflictUndo(batch: name, reason: "back"))
        var seq = head
        let after = try ownHead()
        guard after > head else {
            let isWhole = answer == nil || expected.isEmpty
            return try require(isWhole, "I7", "nothing was taken back of \(expected.count)")
        }
        var touched: Set<UnitName> = []
        for conflict in expected { touched.formUnion(try reopened(conflict, &seq)) }
        try require(
            seq == after,
            "I7",
            "\(after - head) changes taken back, expected \(seq - head)"
        )
        try checkServer(touched)
    }

    /// An admin opens a closed conflict again.
    func reopen() throws {
        let all = try server.opened().conflicts(includingClosed: true, limit: 10_000, after: 0)
        guard let conflict = dice.pick(all.filter { $0.state != .open }) else { return }
        let head = try ownHead()
        note("admin reopens conflict \(conflict.id) (\(conflict.unit))")
        _ = try run(ConflictReopen(id: String(conflict.id), reason: "again"))
        let after = try ownHead()
        guard after > head else { return }
        var seq = head
        let touched = try reopened(conflict, &seq)
        try require(
            seq == after,
            "I7",
            "\(after - head) candidates reopened, expected \(seq - head)"
        )
        try checkServer(Set(touched))
    }

    /// The candidates of a closed conflict that are no present value.
    private func revived(_ conflict: Conflict) -> [Candidate] {
        let outcome = history.outcome(unit(of: conflict))
        var present = Set(outcome.live.map { history.writes[$0].value })
        present.insert(outcome.shown)
        return conflict.candidates.filter { !present.contains($0.value) }.reversed()
    }

    private func reopened(_ conflict: Conflict, _ seq: inout UInt64) throws -> [UnitName] {
        try noteReceived()
        var touched: [UnitName] = []
        let unit = unit(of: conflict)
        for candidate in revived(conflict) {
            seq += 1
            let write = Write(
                dot: Dot(incarnation: server.incarnation, seq: seq),
                unit: unit,
                policy: outcomePolicy(unit),
                value: candidate.value,
                kind: .reopened,
                screen: history.write(candidate.dot)?.screen ?? .none,
                chain: ownDecisions(in: unit.caseID),
                author: candidate.author,
                role: .admin,
                written: candidate.written.milliseconds,
                order: candidate.order.milliseconds,
                laptop: history.write(candidate.dot)?.laptop
            )
            touched += history.accept(history.make(write))
        }
        return touched
    }

    /// What the server itself wrote in a case.
    private func ownDecisions(in caseID: CaseID) -> DotSet {
        DotSet(
            (history.accepted[caseID] ?? []).filter {
                history.writes[$0].dot.incarnation == server.incarnation
            }
        )
    }
}
