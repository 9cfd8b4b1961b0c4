import SyncModel

/// What concurrent edits become, by definition, from the full causal history.
///
/// It holds every change that was ever made and, for each, the set of changes that its author had seen. There
/// are no revisions here and nothing is kept from one question to the next: every answer is worked out from
/// the sets.
struct Oracle {
    private(set) var changes: [OracleChange] = []
    /// What the server accepted, in that order.
    private(set) var accepted: [Int] = []
    private(set) var acceptedSet = Seen.none
    /// Those that an accepted change had already replaced when they first came.
    private(set) var supersededOnArrival = Seen.none
    /// Those that no accepted change had replaced when they came, also before a restore.
    private var counted = Seen.none
    let policies: [MergePolicy]
    /// The number of the unit `alive`.
    var alive: Int { policies.count }

    init(policies: [MergePolicy]) { self.policies = policies }

    /// A change was made somewhere.
    mutating func make(_ change: OracleChange) -> Int {
        changes.append(change)
        return changes.count - 1
    }

    /// The server filled in the members of a group that its author did not know.
    mutating func complete(_ number: Int, with value: Value) { changes[number].value = value }

    /// The server accepted a change.
    mutating func accept(_ number: Int) {
        let unit = changes[number].unit
        let isReplaced = of(unit, in: acceptedSet)
            .contains { replaces($0, number, in: acceptedSet) }
        if isReplaced, !counted.contains(number) {
            supersededOnArrival.insert(number)
        } else {
            counted.insert(number)
        }
        accepted.append(number)
        acceptedSet.insert(number)
    }

    /// The server was restored: it has accepted what it had accepted then.
    mutating func forget(allBut count: Int) {
        accepted = Array(accepted.prefix(count))
        acceptedSet = Seen(of: accepted)
        supersededOnArrival = supersededOnArrival.intersection(acceptedSet)
    }

    func of(_ unit: Int, in set: Seen) -> [Int] {
        set.numbers.filter { changes[$0].unit == unit }
    }

    /// Whether `later`'s author had seen `earlier`.
    func knows(_ later: Int, _ earlier: Int) -> Bool {
        let change = changes[later]
        guard later != earlier else { return false }
        if case .reopened = change.kind { return false }
        if change.chain.contains(earlier) || change.covers.contains(earlier) { return true }
        if change.mayRead, change.screen.contains(earlier) { return true }
        guard case .decision(let passedOver) = change.kind else { return false }
        let late = changes[earlier]
        guard late.isEdit, !late.screen.contains(later), !late.chain.contains(later) else {
            return false
        }
        return passedOver.contains { $0.author == late.author && $0.value == late.value }
    }

    /// Whether accepting `newer` takes `older` away, among the changes of `set`.
    func replaces(_ newer: Int, _ older: Int, in set: Seen) -> Bool {
        guard knows(newer, older) else { return false }
        let (new, old) = (changes[newer], changes[older])
        if new.unit == alive {
            let isDeleteAfterDelete = new.value == .boolean(false) && old.value == .boolean(false)
            return new.isDecision || !isDeleteAfterDelete
        }
        switch policies[new.unit] {
        case .queue, .lww, .server, .text, .restrictive: return true
        case .append: return false
        case .set: return touched(old.value).isSubset(of: touched(new.value))
        case .owner(let role):
            let isProposal = !new.isDecision && new.role != role
            let hitsProposal = !old.isDecision && old.role != role
            return !isProposal || hitsProposal
        case .decide:
            let isOwn = new.replica == old.replica && new.seq > old.seq
            if isOwn || new.isDecision { return true }
            return !wasContested(forAuthorOf: newer, in: set)
        }
    }

    /// Whether the unit held two live values in the view of a change's author.
    private func wasContested(forAuthorOf number: Int, in set: Seen) -> Bool {
        let view = of(changes[number].unit, in: set).filter { knows(number, $0) }
        let live = view.filter { candidate in
            !view.contains { replaces($0, candidate, in: set) }
        }
        return Set(live.map { changes[$0].value }).count > 1
    }

    private func touched(_ value: Value) -> Set<Text> {
        guard case .difference(let difference) = value else { return [] }
        return Set(difference.added + difference.removed)
    }

    /// The changes of a unit that no other change of `set` replaces.
    func live(_ unit: Int, in set: Seen) -> [Int] {
        let all = of(unit, in: set)
        return all.filter { candidate in
            !all.contains { replaces($0, candidate, in: set) }
        }
    }
}
