internal import SyncModel

// Writing what a run kept in memory.
extension AcceptanceRun {
    /// Writes rows, versions, case heads, hashes and counters; the run is over.
    func finish() throws {
        let order = records.indices.sorted { records[$0].reference < records[$1].reference }
        for record in order where records[record].isDirty { try writeRow(record) }
        for record in order { try writeVersions(record) }
        var total: UInt64 = 0
        var shares: [Int64: UInt64] = [:]
        for standing in cases.sorted(by: { $0.n < $1.n }) where standing.feed != 0 {
            try write(standing)
            total &+= standing.hashChange
            for user in try holders(of: standing) {
                shares[user, default: 0] &+= standing.hashChange
            }
        }
        if total != 0 { try session.addToScopeHash(StateHash(sum: total)) }
        for (user, change) in shares { try session.addToHash(of: user, change) }
        if let ownHead { try session.setChainHead(ownHead, of: ownIncarnation) }
        try counters.keep(in: session)
    }

    private func writeRow(_ record: Int) throws {
        let state = records[record]
        let table = state.plan.table
        if state.isNew {
            let statement = state.plan.inserting
            statement.bind(1, state.reference.n).bind(2, cases[state.caseIndex].n)
            statement.bind(3, state.isAlive ? 1 : 0 as Int64).bind(4, state.whole)
            bind(state, to: statement)
            for index in table.columns.indices { statement.bindNull(Int32(6 + index)) }
            for unit in state.units { try bind(unit, state.plan, to: statement) { Int32(6 + $0) } }
            try statement.run()
            return
        }
        guard try !writeField(state) else { return }
        let masked = state.plan.masked
        let statement = state.plan.updating
        statement.bind(1, state.reference.n).bind(2, state.isAlive ? 1 : 0 as Int64)
        var columns: [Int] = []
        for unit in state.units where unit.value != nil && unit.index >= 0 {
            columns += state.plan.units[unit.index].columns
            try bind(unit, state.plan, to: statement, at: masked.parameter(of:))
        }
        masked.bindMasks(columns, to: statement)
        try statement.run()
    }

    /// Writes the row of a record by the statement of its one column; false when more than that changed.
    private func writeField(_ state: RunRecord) throws -> Bool {
        guard !state.isAliveDirty else { return false }
        var changed: (column: Int, value: Value)?
        for unit in state.units where unit.index >= 0 {
            guard let value = unit.value else { continue }
            let plan = state.plan.units[unit.index]
            guard changed == nil, !plan.unit.isGroup else { return false }
            changed = (plan.columns[0], value)
        }
        guard let (column, value) = changed else { return false }
        try state.plan.table.setValue(column, of: state.reference.n, to: value)
        return true
    }

    private func bind(_ state: RunRecord, to statement: Prepared) {
        switch state.address.key {
        case .caseFile: statement.bind(5, cases[state.caseIndex].id.bits)
        case .unique(let key): statement.bind(5, key)
        case .natural(let key): statement.bind(5, text: key)
        }
    }

    private func bind(
        _ unit: RunUnit,
        _ plan: KindPlan,
        to statement: Prepared,
        at parameter: (Int) -> Int32
    ) throws {
        guard let value = unit.value, unit.index >= 0 else { return }
        let columns = plan.units[unit.index].columns
        guard case .group(let members) = value else {
            for column in columns { try statement.bind(parameter(column), stored: value) }
            return
        }
        for column in columns {
            let name = Text(plan.table.columns[column].name)
            let member = members.first { Text($0.name) == name }
            try statement.bind(parameter(column), stored: member?.value ?? .null)
        }
    }

    /// Units that the whole-record save wrote need no row, unless nothing is in their columns.
    private func writeVersions(_ record: Int) throws {
        guard records[record].units.contains(where: \.isVersionDirty) else { return }
        let state = records[record]
        for unit in state.units where unit.isVersionDirty {
            guard let version = unit.version else { continue }
            let isKnown = state.versions.contains { $0.unit == unit.id }
            let isLazy =
                version.stamp == state.whole && unit.contest == nil && !isKnown
                && (unit.index < 0 || unit.contributions.contains { $0 != 0 })
            guard !isLazy else { continue }
            try statements.putVersion.bind(1, state.reference.packed).bind(2, unit.id).bind(
                3,
                version.stamp
            )
            .bind(4, version.seq).run()
        }
    }

    private func write(_ standing: RunCase) throws {
        let position = Position(epoch: counters.epoch, revision: standing.revision)
        if standing.isNew {
            try session.prepare(
                """
                INSERT INTO cases (n, number, position, hash, feed, made)
                VALUES (?, ?, ?, ?, ?, ?)
                """
            )
            .bind(1, standing.n).bind(2, text: standing.number).bind(3, position.packed)
            .bind(4, standing.hashChange).bind(5, standing.feed).bind(6, standing.made).run()
        } else {
            let hash = standing.hash &+ standing.hashChange
            try statements.updateCase.bind(1, position.packed).bind(2, hash)
                .bind(3, standing.feed).bind(4, standing.n).run()
        }
        guard standing.isResent else { return }
        try session.prepare("UPDATE cases SET made = feed WHERE n = ?").bind(1, standing.n).run()
        try session.prepare("UPDATE assignments SET since = ? WHERE \"case\" = ? AND removed = 0")
            .bind(1, standing.feed).bind(2, standing.n).run()
    }

    /// The users who hold a case; one that the run makes is given to its maker.
    private func holders(of standing: RunCase) throws -> [Int64] {
        guard standing.isNew, let maker = standing.maker else { return standing.holders }
        try session.addAssignment(of: standing.n, to: maker, since: standing.made)
        try session.assignLater(standing)
        return try session.users(holding: standing.n)
    }
}
