internal import SyncModel

extension Value {
    /// Whether this says nothing: null, an empty set, or a group of nulls.
    var isEmpty: Bool {
        switch self {
        case .null: true
        case .set(let elements): elements.isEmpty
        case .group(let members): members.allSatisfy { $0.value == .null }
        case .text, .integer, .boolean, .difference: false
        }
    }
}

extension UnitPlace {
    /// The value of a unit that was never written.
    var emptyValue: Value {
        guard let columns, columns.unit.isGroup else { return .null }
        return .makeGroup(columns.unit.fields.map { GroupMember(name: $0.name, value: .null) })
    }

    /// The change that leads from one value to another; `nil` when they say the same.
    func change(from old: Value, to new: Value) -> Value? {
        guard isSet else {
            if old.isEmpty, new.isEmpty { return nil }
            return old == new ? nil : new
        }
        let (before, after) = (Set(old.elements), Set(new.elements))
        if before == after { return nil }
        return .difference(
            SetDifference(
                added: after.subtracting(before).sorted(),
                removed: before.subtracting(after).sorted()
            )
        )
    }

    /// What is shown after a change.
    func shown(_ current: Value, after change: Value) -> Value {
        guard case .difference(let difference) = change else { return change }
        var elements = Set(current.elements)
        elements.subtract(difference.removed)
        elements.formUnion(difference.added)
        return .makeSet(elements)
    }
}
