import SyncModel

/// `set`: an add-wins set. An element is in it while some accepted change put it in that no accepted change
/// which knew that took out.
extension UnitReading {
    func setOutcome() -> UnitOutcome {
        guard !accepted.isEmpty else {
            return UnitOutcome(shown: .null, shownBy: nil, values: [], isConflict: false)
        }
        var adders: [Text: [Accepted]] = [:]
        var removers: [Text: [Accepted]] = [:]
        var replacers: [Accepted] = []
        for change in accepted {
            switch change.value {
            case .difference(let difference):
                for element in difference.added { adders[element, default: []].append(change) }
                for element in difference.removed {
                    removers[element, default: []].append(change)
                }
            case .set(let elements):
                for element in elements { adders[element, default: []].append(change) }
                replacers.append(change)
            case .null, .text, .integer, .boolean, .group:
                replacers.append(change)
            }
        }
        let present = adders.filter { element, added in
            let against = removers[element, default: []] + replacers
            return added.contains { adder in
                !against.contains { Rules.knows($0, adder, lineage) }
            }
        }
        let shown = Value.makeSet(present.keys)
        let supporters = live.map(\.dot)
        let value = UnitOutcome.LiveValue(value: shown, supporters: supporters, isShown: true)
        return UnitOutcome(
            shown: shown,
            shownBy: latest(of: live)?.dot,
            values: supporters.isEmpty ? [] : [value],
            isConflict: false
        )
    }
}

/// Whether a set change that knows another leaves nothing of it.
///
/// It does when it touches every element that the other touches. Any other value than a difference says what
/// the whole set is, and touches everything.
func setChange(_ change: Value, outdates other: Value) -> Bool {
    guard case .difference(let newer) = change else { return true }
    guard case .difference(let older) = other else { return false }
    let touched = Set(newer.added).union(newer.removed)
    return touched.isSuperset(of: older.added) && touched.isSuperset(of: older.removed)
}
