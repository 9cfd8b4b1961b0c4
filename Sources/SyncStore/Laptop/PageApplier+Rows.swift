internal import SyncModel

extension PageApplier {
    /// Takes in the rows of one kind: straight into the table where the record is not here yet.
    func take(_ block: RowBlock) throws {
        let table = try table(of: block)
        let rows = try BlockRows(block, table: table)
        let places = block.fields.map { FieldPlace(name: $0, column: table.columnIndex[$0]) }
        var batch = RowBatch(session, table, columns: places.compactMap(\.column))
        let exists = try session.prepare("SELECT version FROM \(table.table) WHERE _n = ?")
        try rows.forEach(last: { try batch.flush() }) { index, key, cells in
            let caseIndex = Int(block.caseIndexes[index])
            guard let caseN = caseNs[guarded: caseIndex] else {
                throw StoreError(.invalid, "a row of the page belongs to none of its cases")
            }
            if isStale[caseIndex] { return }
            let row = IncomingRow(
                table: table,
                n: block.numbers[index],
                caseN: caseN,
                caseIndex: caseIndex,
                key: try checked(key, table),
                isAlive: block.alive[index] != 0,
                stampIndex: block.stampIndexes[index]
            )
            let isHere =
                try !isNewCase[caseIndex] && exists.bind(1, row.n).first { _ in true } ?? false
            if isHere {
                try replace(row, places, cells)
            } else {
                try insert(row, places, cells, into: &batch)
            }
        }
    }

    /// Where a field of a block belongs.
    fileprivate struct FieldPlace {
        let name: String
        /// Its column; `nil` when this schema does not know it.
        let column: Int?
        /// The seed of its contributions to hashes.
        let seed: UInt64

        init(name: String, column: Int?) {
            self.name = name
            self.column = column
            seed = StateHash.fieldSeed(name)
        }
    }

    /// One row of a block.
    fileprivate struct IncomingRow {
        let table: KindTable
        let n: Int64
        let caseN: Int64
        let caseIndex: Int
        let key: StoredCell
        let isAlive: Bool
        let stampIndex: UInt32

        var record: RecordReference { RecordReference(kind: table.number, n: n) }
    }

    private func table(of block: RowBlock) throws -> KindTable {
        if let table = session.kinds.find(block.kind) { return table }
        // A kind of a newer schema: its records are kept whole, their fields wait.
        let isNatural = block.keys.bytes.first.map { $0 & 7 == 1 } ?? false
        return try session.adoptUnknownKind(block.kind, isNatural: isNatural)
    }

    private func checked(_ key: StoredCell, _ table: KindTable) throws -> StoredCell {
        switch (key, table.isNatural) {
        case (.null, _) where table.isCase: return key
        case (.text, true) where !table.isCase: return key
        case (.bytes(let bytes), false) where bytes.count == 16 && !table.isCase: return key
        default: throw StoreError(.invalid, "a key of the page does not fit its kind")
        }
    }

    private func seed(_ row: IncomingRow) -> UInt64 {
        let recordKey: RecordKey
        switch row.key {
        case .text(let bytes): recordKey = .natural(String(decoding: bytes, as: UTF8.self))
        case .bytes(let bytes):
            recordKey = Identifier128(raw: bytes).map { .unique($0) } ?? .caseFile
        case .null, .integer: recordKey = .caseFile
        }
        return StateHash.recordSeed(
            case: page.cases[row.caseIndex].caseID,
            record: RecordAddress(kind: row.table.name, key: recordKey)
        )
    }

    private func insert(
        _ row: IncomingRow,
        _ places: [FieldPlace],
        _ cells: [StoredCell],
        into batch: inout RowBatch
    ) throws {
        let isCase = row.table.isCase
        try batch.append(
            RowBatch.Head(
                n: row.n,
                caseN: row.caseN,
                key: isCase
                    ? .identifier(page.cases[row.caseIndex].caseID.bits) : .cell(row.key),
                isAlive: row.isAlive,
                stamp: try stampRow(row.stampIndex)
            )
        )
        let seed = seed(row)
        var sum = StateHash.contribution(
            recordSeed: seed,
            fieldSeed: HashLedger.aliveSeed,
            integer: row.isAlive ? 1 : 0
        ).sum
        var count = 1
        for (place, cell) in zip(places, cells) {
            sum &+= cell.contribution(seed, place.seed)
            if case .null = cell {} else { count += 1 }
            if place.column != nil {
                batch.append(cell)
            } else {
                try session.setUnknown(row.record, place.name, to: try cell.value(as: nil))
            }
        }
        caseSums[row.caseIndex] &+= sum
        if isForeign(row.stampIndex) { pulled += count }
    }

    /// Replaces what is here of a record by what the page says of all its units.
    private func replace(
        _ row: IncomingRow,
        _ places: [FieldPlace],
        _ cells: [StoredCell]
    ) throws {
        let record = row.record
        unseen.remove(record)
        let before = try session.hash(ofRecord: record)
        var values: [Int: Value] = [:]
        var unknown: [String: Value] = [:]
        for (place, cell) in zip(places, cells) {
            if let column = place.column {
                values[column] = try cell.value(as: row.table.columns[column].storage)
            } else {
                unknown[place.name] = try cell.value(as: nil)
            }
        }
        let stamp = try stampRow(row.stampIndex)
        try session.prepare("UPDATE \(row.table.table) SET version = ? WHERE _n = ?")
            .bind(1, stamp).bind(2, row.n).run()
        try session.prepare("DELETE FROM versions WHERE record = ?").bind(1, record.packed).run()
        try session.prepare("DELETE FROM unknown_fields WHERE record = ?")
            .bind(1, record.packed).run()
        for (name, value) in unknown { try session.setUnknown(record, name, to: value) }
        var changed = 0
        let aliveID = try session.aliveUnitID()
        for unit in row.table.units.values {
            let value =
                unit.unit.isGroup
                ? Value.makeGroup(
                    unit.members.map {
                        GroupMember(name: row.table.columns[$0].name, value: values[$0] ?? .null)
                    }
                ) : values[unit.members[0]] ?? .null
            let place = UnitPlace(
                table: row.table,
                n: row.n,
                name: unit.unit.name,
                id: unit.id,
                columns: unit
            )
            if try session.acknowledge(place, value) { changed += 1 }
        }
        let alive = UnitPlace(
            table: row.table,
            n: row.n,
            name: Schema.aliveUnit,
            id: aliveID,
            columns: nil
        )
        if try session.acknowledge(alive, .boolean(row.isAlive)) { changed += 1 }
        if isForeign(row.stampIndex) { pulled += changed }
        let after = try session.hash(ofRecord: record)
        ledger.add(StateHash(sum: after.sum &- before.sum), to: row.caseN)
    }
}

extension Session {
    /// Makes a value what is acknowledged of a unit: beneath open own changes, else shown.
    func acknowledge(_ place: UnitPlace, _ value: Value) throws -> Bool {
        let old = try acknowledged(place)
        guard let open = pending.units[place.key] else {
            if old == value { return false }
            try setShown(place, to: value)
            return true
        }
        if old == value { return false }
        try setBeneath(place.key, to: value)
        if place.isSet { try setShown(place, to: try over(value, open, at: place)) }
        return true
    }
}
