internal import SyncModel

extension AcceptanceRules {
    /// Why this change by itself may not go to the merge; `nil` when it may.
    ///
    /// `today`: The author's date, up to which a date is not in the future.
    func reason(against change: Change, kind: Kind, today: CivilDate) -> QuarantineReason? {
        guard fits(change.record.key, kind: kind) else { return .key }
        if change.unit == Schema.aliveUnit {
            guard case .boolean = change.value else { return .type }
            return nil
        }
        guard let unit = kind.unit(change.unit) else { return .field }
        guard unit.policy != .server else { return .server }
        return unit.isGroup
            ? reason(againstGroup: change.value, unit: unit, today: today)
            : reason(againstField: change.value, unit: unit, today: today)
    }

    private func fits(_ key: RecordKey, kind: Kind) -> Bool {
        switch key {
        case .caseFile: kind.name == Schema.caseKind
        case .unique: kind.name != Schema.caseKind && !kind.hasNaturalKey
        case .natural(let text):
            kind.name != Schema.caseKind && kind.hasNaturalKey && RecordKey.isNatural(text)
        }
    }

    private func reason(
        againstField value: Value,
        unit: MergeUnit,
        today: CivilDate
    ) -> QuarantineReason? {
        guard let field = unit.fields.first else { return .field }
        switch (value, field.type) {
        case (.group, _), (.set, _): return .type
        case (.difference(let difference), .set):
            let overlap = Set(difference.added).intersection(difference.removed)
            guard overlap.isEmpty else { return .type }
        case (.difference, _): return .type
        case (.null, _), (.text, _), (.integer, _), (.boolean, _): break
        }
        return field.problem(with: value, today: today).map { QuarantineReason($0) }
    }

    private func reason(
        againstGroup value: Value,
        unit: MergeUnit,
        today: CivilDate
    ) -> QuarantineReason? {
        guard case .group(let members) = value else { return .type }
        var seen: Set<String> = []
        for member in members {
            guard let field = unit.fields.first(where: { Text($0.name) == Text(member.name) })
            else {
                return .field
            }
            guard seen.insert(member.name).inserted else { return .type }
            switch member.value {
            case .group, .set, .difference: return .type
            case .null, .text, .integer, .boolean: break
            }
            if let problem = field.problem(with: member.value, today: today) {
                return QuarantineReason(problem)
            }
        }
        return nil
    }
}
