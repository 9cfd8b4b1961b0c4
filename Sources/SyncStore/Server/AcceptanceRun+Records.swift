internal import SyncModel

// Finding and making the cases and records of a run.
extension AcceptanceRun {
    /// The case among the run's; `nil` when the server does not have it.
    func caseIndex(of id: CaseID) throws -> Int? {
        if let index = caseIndexes[id] { return index }
        let row = statements.findCase.bind(1, id.bits)
        guard try row.step() else { return nil }
        defer { row.reset() }
        let position = Position(packed: row.integer(2))
        var found = RunCase(
            n: row.integer(0),
            id: id,
            number: row.text(1),
            revision: position.revision,
            stood: position,
            isNew: false,
            feedBefore: row.integer(6),
            hash: row.unsigned(3),
            isAlive: row.integer(4) != 0,
            whole: row.integer(5)
        )
        // A row for each user who holds the case; one without a user when nobody does.
        repeat {
            if let user = row.optionalInteger(7) { found.holders.append(user) }
        } while try row.step()
        return add(found)
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
        if plan.table.isCase {
            let standing = cases[caseIndex]
            guard address.key == .caseFile, !standing.isNew else { return nil }
            let file = FoundRecord(
                reference: RecordReference(kind: plan.table.number, n: standing.n),
                isAlive: standing.isAlive,
                version: standing.whole
            )
            return try load(file, address, plan, in: caseIndex)
        }
        let found = try session.findRecord(address, in: cases[caseIndex].n)
        return try found.map { try load($0, address, plan, in: caseIndex) }
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
        _ found: FoundRecord,
        _ address: RecordAddress,
        _ plan: KindPlan,
        in caseIndex: Int
    ) throws -> Int {
        var record = RunRecord(
            reference: found.reference,
            address: address,
            caseIndex: caseIndex,
            plan: plan,
            seed: StateHash.recordSeed(case: cases[caseIndex].id, record: address),
            isNew: false,
            whole: found.version,
            isAlive: found.isAlive
        )
        record.contests = try session.contests(of: found.reference, statements.contests)
        record.hasAliveContest = record.contests[plan.aliveID] != nil
        record.versions = try versions(of: found.reference)
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
    func unit(_ index: Int, of record: Int) throws -> Int {
        let plan = records[record].plan
        let id = index < 0 ? plan.aliveID : plan.units[index].id
        if let known = records[record].unitIDs.firstIndex(of: id) { return known }
        let version = records[record].versions.first { $0.unit == id }
        let contest = records[record].contests[id]
        let contributions = index < 0 ? [] : try contributions(plan.units[index], of: record)
        let isShown = index < 0 || contributions.contains { $0 != 0 }
        records[record].unitIDs.append(id)
        records[record].units.append(
            RunUnit(
                id: id,
                index: index,
                version: version.map { ($0.stamp, $0.seq) },
                isWritten: isShown || version != nil || contest != nil,
                contributions: contributions,
                contest: contest
            )
        )
        return records[record].units.count - 1
    }

    /// What the columns of a unit add to the hash as they are stored.
    private func contributions(_ unit: KindPlan.Unit, of record: Int) throws -> [UInt64] {
        guard !records[record].isNew else { return Array(repeating: 0, count: unit.columns.count) }
        let row = records[record].row
        if !row.isEmpty { return unit.columns.map { row[$0] } }
        let (n, seed) = (records[record].reference.n, records[record].seed)
        let table = records[record].plan.table
        return try zip(unit.columns, unit.seeds).map { column, fieldSeed in
            let row = try table.reading(column).bind(1, n)
            let found = try row.first { $0.contribution(0, seed, fieldSeed).sum }
            guard let found else {
                throw StoreError(.corrupt, "record \(n) is not in \(table.table)")
            }
            return found
        }
    }
}
