internal import SyncModel

// What a run will write into the rows of kinds.
extension AcceptanceRun {
    /// Shows a value in the columns of a field or group.
    func show(_ value: Value, _ unit: Int, of record: Int) {
        let plan = records[record].plan.units[records[record].units[unit].index]
        if case .group(let members) = value {
            for (column, field) in zip(plan.columns.indices, plan.unit.fields) {
                let member = members.first { Text($0.name) == Text(field.name) }
                count(member?.value ?? .null, plan, column, unit, of: record)
            }
        } else {
            // A group that is shown as nothing clears all its columns.
            for column in plan.columns.indices {
                count(shown(value), plan, column, unit, of: record)
            }
        }
        records[record].units[unit].value = shown(value)
        records[record].units[unit].isWritten = true
        records[record].isDirty = true
    }

    /// The first change of a set is a difference from nothing.
    private func shown(_ value: Value) -> Value {
        guard case .difference(let difference) = value else { return value }
        return .makeSet(difference.added)
    }

    private func count(
        _ value: Value,
        _ plan: KindPlan.Unit,
        _ column: Int,
        _ unit: Int,
        of record: Int
    ) {
        let new = HashLedger.contribution(
            value,
            recordSeed: records[record].seed,
            fieldSeed: plan.seeds[column]
        )
        let change = new.sum &- records[record].units[unit].contributions[column]
        records[record].units[unit].contributions[column] = new.sum
        cases[records[record].caseIndex].hashChange &+= change
    }

    /// Says which change wrote what is shown of a unit.
    func setVersion(_ version: (stamp: Int64, seq: UInt64), _ unit: Int, of record: Int) {
        records[record].units[unit].version = version
        records[record].units[unit].isVersionDirty = true
    }

    /// Shows a record as existing or as deleted.
    func setAlive(_ isAlive: Bool, of record: Int) {
        guard records[record].isAlive != isAlive else { return }
        func contribution(_ integer: Int64) -> UInt64 {
            StateHash.contribution(
                recordSeed: records[record].seed,
                fieldSeed: HashLedger.aliveSeed,
                integer: integer
            ).sum
        }
        let change = contribution(isAlive ? 1 : 0) &- contribution(isAlive ? 0 : 1)
        cases[records[record].caseIndex].hashChange &+= change
        records[record].isAlive = isAlive
        records[record].isAliveDirty = true
        records[record].isDirty = true
    }
}
