internal import SyncModel

extension PageApplier {
    /// Takes in the changed units, those of one record together.
    func takeCells() throws {
        let aliveID = try session.aliveUnitID()
        var start = 0
        while start < page.cells.count {
            var end = start + 1
            let first = page.cells[start]
            while end < page.cells.count, page.cells[end].number == first.number,
                page.cells[end].kind == first.kind
            {
                end += 1
            }
            try takeCells(start..<end, aliveID: aliveID)
            start = end
        }
    }

    private func takeCells(_ range: Range<Int>, aliveID: Int64) throws {
        let first = page.cells[range.lowerBound]
        let caseIndex = Int(first.caseIndex)
        guard let caseN = caseNs[guarded: caseIndex] else {
            throw StoreError(.invalid, "a cell of the page belongs to none of its cases")
        }
        guard !isStale[caseIndex] else { return }
        let table = try session.kinds.table(named: first.kind)
        let record = RecordReference(kind: table.number, n: first.number)
        guard try session.caseNumber(of: record) == caseN else {
            throw StoreError(.invalid, "a cell of the page belongs to no record of its case")
        }
        unseen.remove(record)
        let seed = try session.recordSeed(record)
        for index in range {
            let cell = page.cells[index]
            let id =
                cell.unit == Schema.aliveUnit
                ? aliveID : try table.units[cell.unit]?.id ?? session.intern(.unit, cell.unit)
            let place = UnitPlace(
                table: table,
                n: record.n,
                name: cell.unit,
                id: id,
                columns: table.units[cell.unit]
            )
            let isNewVersion = try stamp(place.key, cell)
            let isChanged = try take(cell.value, at: place, caseN: caseN, seed: seed)
            if isChanged || isNewVersion, isForeign(cell.stampIndex) { pulled += 1 }
        }
    }

    /// Writes which change wrote a unit; whether that is news.
    private func stamp(_ key: UnitKey, _ cell: Cell) throws -> Bool {
        let row = try stampRow(cell.stampIndex)
        let held = try session.prepare(
            """
            SELECT v.seq, s.incarnation, s.position FROM versions v JOIN stamps s ON s.id = v.stamp
            WHERE v.record = ? AND v.unit = ?
            """
        )
        let stamp = page.stamps[Int(cell.stampIndex)]
        let incarnation = session.names.id(stamp.incarnation)
        let isHeld = try held.bind(1, key.record).bind(2, key.unit).first { row in
            row.unsigned(0) == cell.seq && row.integer(1) == incarnation
                && row.integer(2) == stamp.position.packed
        }
        if isHeld == true { return false }
        try session.prepare(
            "INSERT OR REPLACE INTO versions (record, unit, stamp, seq) VALUES (?, ?, ?, ?)"
        )
        .bind(1, key.record).bind(2, key.unit).bind(3, row).bind(4, cell.seq).run()
        return true
    }

    /// Makes a value what is acknowledged of a unit, and keeps the hash; whether it is another than before.
    private func take(
        _ value: Value,
        at place: UnitPlace,
        caseN: Int64,
        seed: UInt64
    ) throws -> Bool {
        if !place.isAlive, place.columns == nil {
            return try takeUnknown(value, at: place, caseN: caseN, seed: seed)
        }
        var value = value
        var isChanged = false
        if let columns = place.columns, columns.unit.isGroup {
            value = try takeUnknownMembers(value, columns, place, caseN, seed, &isChanged)
        }
        try check(value, at: place)
        let old = try session.acknowledged(place)
        guard try session.acknowledge(place, value) else { return isChanged }
        ledger.add(
            StateHash(
                sum: session.contribution(of: value, at: place, seed: seed).sum
                    &- session.contribution(of: old, at: place, seed: seed).sum
            ),
            to: caseN
        )
        return true
    }

    /// Whether a value can be stored at a place.
    private func check(_ value: Value, at place: UnitPlace) throws {
        let fits: Bool
        if place.isAlive {
            if case .boolean = value { fits = true } else { fits = false }
        } else if let columns = place.columns, !columns.unit.isGroup {
            fits = place.table.columns[columns.members[0]].storage.holds(value)
        } else {
            fits = true
        }
        guard fits else {
            throw StoreError(.invalid, "\(place.table.name).\(place.name): a value of another type")
        }
    }

    /// Stores the members of a group that this schema does not know; gives a value with exactly the known ones.
    private func takeUnknownMembers(
        _ value: Value,
        _ columns: UnitColumns,
        _ place: UnitPlace,
        _ caseN: Int64,
        _ seed: UInt64,
        _ isChanged: inout Bool
    ) throws -> Value {
        var given: [GroupMember] = []
        switch value {
        case .group(let members): given = members
        case .null: break
        default: throw StoreError(.invalid, "\(place.name): a group's value is not a group")
        }
        var known: [GroupMember] = []
        for field in columns.unit.fields {
            let member = given.first { $0.name == field.name }
            known.append(GroupMember(name: field.name, value: member?.value ?? .null))
        }
        for member in given where place.table.columnIndex[member.name] == nil {
            let id = try session.intern(.unit, member.name)
            let unknown = UnitPlace(
                table: place.table,
                n: place.n,
                name: member.name,
                id: id,
                columns: nil
            )
            if try takeUnknown(member.value, at: unknown, caseN: caseN, seed: seed) {
                isChanged = true
            }
        }
        return .makeGroup(known)
    }

    /// Keeps the value of a unit that this schema does not know: a field, or a group's members as fields.
    private func takeUnknown(
        _ value: Value,
        at place: UnitPlace,
        caseN: Int64,
        seed: UInt64
    ) throws -> Bool {
        var members = [GroupMember(name: place.name, value: value)]
        if case .group(let group) = value { members = group }
        var isChanged = false
        for member in members {
            let id = try session.intern(.unit, member.name)
            let fieldSeed = StateHash.fieldSeed(member.name)
            let old = try session.unknownValue(place.record, id)
            let before = HashLedger.contribution(old, recordSeed: seed, fieldSeed: fieldSeed)
            let after = HashLedger.contribution(
                member.value,
                recordSeed: seed,
                fieldSeed: fieldSeed
            )
            guard before != after else { continue }
            try session.setUnknown(place.record, member.name, to: member.value)
            ledger.add(StateHash(sum: after.sum &- before.sum), to: caseN)
            isChanged = true
        }
        return isChanged
    }
}
