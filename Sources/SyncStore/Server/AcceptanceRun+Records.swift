internal import SyncModel

// Finding and making the cases and records of a run.
extension AcceptanceRun {
    /// The case among the run's; `nil` when the server does not have it.
    func caseIndex(of id: CaseID) throws -> Int? {
        if let index = caseIndexes[id] { return index }
        let found = try statements.findCase.bind(1, id.bits).first { row in
            RunCase(
                n: row.integer(0),
                id: id,
                number: row.text(1),
                revision: Position(packed: row.integer(2)).revision,
                isNew: false,
                hash: row.unsigned(3)
            )
        }
        return found.map { add($0) }
    }

    /// Adds a case to the run's.
    func add(_ standing: RunCase) -> Int {
        cases.append(standing)
        caseIndexes[standing.id] = cases.count - 1
        return cases.count - 1
    }

    /// The case file of a case of the run.
    func caseFile(of caseIndex: Int) throws -> Int {
        let file = cases[caseIndex].file
        if file >= 0 { return file }
        guard let index = try record(at: .caseFile, in: caseIndex) else {
            throw StoreError(.corrupt, "case \(cases[caseIndex].n) is not in kind_case")
        }
        return index
    }

    /// The record among the run's; `nil` when the case has none at that address.
    func record(at address: RecordAddress, in caseIndex: Int) throws -> Int? {
        if address.key == .caseFile, cases[caseIndex].file >= 0 { return cases[caseIndex].file }
        if let index = cases[caseIndex].records[address] { return index }
        guard let plan = try plan(of: address.kind) else { return nil }
        let reference: RecordReference
        if plan.table.isCase {
            guard address.key == .caseFile else { return nil }
            reference = RecordReference(kind: plan.table.number, n: cases[caseIndex].n)
        } else {
            let found = try session.findRecord(address, in: cases[caseIndex].n)
            guard let found else { return nil }
            reference = found.reference
        }
        return try load(reference, address, plan, in: caseIndex)
    }

    /// The record of that reference, with its case.
    func record(_ reference: RecordReference) throws -> Int {
        if let index = recordIndexes[reference] { return index }
        let (address, caseN) = try session.address(of: reference)
        guard let caseIndex = try caseIndex(of: try session.caseID(caseN)),
            let index = try record(at: address, in: caseIndex)
        else { throw StoreError(.corrupt, "record \(reference.packed) has no case") }
        return index
    }

    private func load(
        _ reference: RecordReference,
        _ address: RecordAddress,
        _ plan: KindPlan,
        in caseIndex: Int
    ) throws -> Int {
        let table = plan.table
        let seed = StateHash.recordSeed(case: cases[caseIndex].id, record: address)
        let rows = plan.loading
        rows.bind(1, reference.n)
        guard try rows.step() else {
            throw StoreError(.corrupt, "record \(reference.n) is not in \(table.table)")
        }
        var contributions: [UInt64] = []
        contributions.reserveCapacity(table.columns.count)
        for (index, column) in table.columns.enumerated() {
            contributions.append(rows.contribution(Int32(index + 2), seed, column.seed).sum)
        }
        var record = RunRecord(
            reference: reference,
            address: address,
            caseIndex: caseIndex,
            plan: plan,
            seed: seed,
            isNew: false,
            whole: rows.integer(1),
            isAlive: rows.integer(0) != 0,
            contributions: contributions
        )
        rows.reset()
        record.contests = try session.contests(of: reference, statements.contests)
        record.hasAliveContest = record.contests[plan.aliveID] != nil
        record.versions = try versions(of: reference)
        return add(record)
    }

    private func versions(
        of record: RecordReference
    ) throws -> [(unit: Int64, stamp: Int64, seq: UInt64)] {
        try statements.versions.bind(1, record.packed).all {
            ($0.integer(0), $0.integer(1), $0.unsigned(2))
        }
    }

    /// Adds a record to the run's.
    func add(_ record: RunRecord) -> Int {
        let index = records.count
        if record.address.key == .caseFile {
            cases[record.caseIndex].file = index
        } else {
            cases[record.caseIndex].records[record.address] = index
        }
        recordIndexes[record.reference] = index
        records.append(record)
        return index
    }

    /// Makes a record; its creation is accepted in the stamp `whole`.
    func makeRecord(
        at address: RecordAddress,
        _ plan: KindPlan,
        in caseIndex: Int,
        whole: Int64
    ) throws -> Int {
        let n: Int64
        if plan.table.isCase {
            n = cases[caseIndex].n
        } else {
            if plan.nextRecord == 0 {
                plan.nextRecord = try session.nextRow(of: plan.table.table, "_n")
            }
            n = plan.nextRecord
            plan.nextRecord += 1
        }
        let seed = StateHash.recordSeed(case: cases[caseIndex].id, record: address)
        let record = RunRecord(
            reference: RecordReference(kind: plan.table.number, n: n),
            address: address,
            caseIndex: caseIndex,
            plan: plan,
            seed: seed,
            isNew: true,
            whole: whole,
            isAlive: true,
            contributions: Array(repeating: 0, count: plan.table.columns.count),
            isDirty: true
        )
        let alive = StateHash.contribution(
            recordSeed: seed,
            fieldSeed: HashLedger.aliveSeed,
            integer: 1
        )
        cases[caseIndex].hashChange &+= alive.sum
        return add(record)
    }

    /// The unit of a record among the run's, made when the run meets it first.
    ///
    /// `index`: Its place in ``KindPlan/units``; -1 for `alive`.
    func unit(_ index: Int, of record: Int) -> Int {
        let plan = records[record].plan
        let id = index < 0 ? plan.aliveID : plan.units[index].id
        if let known = records[record].unitIDs.firstIndex(of: id) { return known }
        let version = records[record].versions.first { $0.unit == id }
        let contest = records[record].contests[id]
        let isShown =
            index < 0
            || plan.units[index].columns.contains { records[record].contributions[$0] != 0 }
        records[record].unitIDs.append(id)
        records[record].units.append(
            RunUnit(
                id: id,
                index: index,
                version: version.map { ($0.stamp, $0.seq) },
                isWritten: isShown || version != nil || contest != nil,
                contest: contest
            )
        )
        return records[record].units.count - 1
    }
}
