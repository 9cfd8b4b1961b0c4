internal import SyncModel

@testable internal import MergeOracle

/// The full causal history of a simulated office: the oracle.
///
/// It holds every change that anybody made, with the set of changes that its author had seen, and what the server
/// made of it. There are no revisions and no cursors here: what a unit comes to is worked out from the sets, by the
/// oracle of the merge tests.
final class History {
    private(set) var writes: [Write] = []
    private(set) var numbers: [Dot: Int] = [:]
    /// The accepted changes of each case, in order of acceptance.
    private(set) var accepted: [CaseID: [Int]] = [:]
    private(set) var acceptedByUnit: [UnitName: [Int]] = [:]
    private var acceptances = 0
    private var outcomes: [UnitName: UnitResult] = [:]
    /// The open conflicts of each case.
    private(set) var conflicts: [CaseID: Set<UnitName>] = [:]

    /// A change was made somewhere.
    @discardableResult
    func make(_ write: Write) -> Int {
        writes.append(write)
        numbers[write.dot] = writes.count - 1
        return writes.count - 1
    }

    func write(_ dot: Dot) -> Write? { numbers[dot].map { writes[$0] } }

    /// All that the server accepted of a case.
    func acceptedSet(_ caseID: CaseID) -> DotSet { DotSet(accepted[caseID] ?? []) }

    /// The units of a case in which something was accepted.
    func units(of caseID: CaseID) -> [UnitName] {
        Set((accepted[caseID] ?? []).map { writes[$0].unit }).sorted()
    }

    func setFate(_ number: Int, _ fate: Write.Fate) {
        writes[number].fate = fate
        if case .quarantined = fate { writes[number].wasQuarantined = true }
    }

    func setOrder(_ number: Int, _ order: Int64, role: Role) {
        writes[number].order = order
        writes[number].role = role
    }

    func setFlaw(_ number: Int, _ flaw: Write.Flaw) { writes[number].flaw = flaw }

    /// The server accepted a change.
    ///
    /// - Returns: The units that it may have touched: its own, and the existence of its record and of its case.
    @discardableResult
    func accept(_ number: Int) -> [UnitName] {
        let unit = writes[number].unit
        acceptances += 1
        writes[number].fate = .accepted(acceptances)
        accepted[unit.caseID, default: []].append(number)
        acceptedByUnit[unit, default: []].append(number)
        if case .group = writes[number].value { complete(number) }
        let view = UnitView(self, unit, within: nil)
        if let local = view.local[number] {
            writes[number].wasSuperseded = view.oracle.supersededOnArrival.contains(local)
        }
        let touched = touched(by: unit)
        for name in touched {
            outcomes[name] = nil
            if outcome(name).isConflict {
                conflicts[name.caseID, default: []].insert(name)
            } else {
                conflicts[name.caseID]?.remove(name)
            }
        }
        return touched
    }

    private func touched(by unit: UnitName) -> [UnitName] {
        var names = [unit]
        for record in [unit.record, .caseFile] {
            let alive = UnitName(caseID: unit.caseID, record: record, unit: Schema.aliveUnit)
            if !names.contains(alive), acceptedByUnit[alive] != nil { names.append(alive) }
        }
        return names
    }

    /// Fills in the members of a group that its author did not know.
    private func complete(_ number: Int) {
        guard let members = groupMembers[writes[number].unit.unit] else { return }
        let view = UnitView(self, writes[number].unit, within: nil)
        guard let local = view.local[number] else { return }
        writes[number].value = view.oracle.filled(local, members: members)
    }

    /// The members of each group, in the schema that the server uses.
    var groupMembers: [String: [String]] = [:]

    /// What a unit comes to with all that was accepted.
    func outcome(_ unit: UnitName) -> UnitResult {
        if let known = outcomes[unit] { return known }
        let result = result(of: unit, within: nil)
        outcomes[unit] = result
        return result
    }

    /// What a unit came to when exactly these changes had been accepted.
    func result(of unit: UnitName, within set: DotSet?) -> UnitResult {
        unit.isAlive
            ? aliveResult(of: unit, within: set) : UnitView(self, unit, within: set).result()
    }
}
