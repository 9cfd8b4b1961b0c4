internal import SyncModel

extension PageApplier {
    /// Takes in the rows of one kind: straight into the table where the record is not here yet.
    mutating func take(_ block: RowBlock) throws {
        let table = try table(of: block)
        let rows = try BlockRows(block, table: table)
        let columns = block.fields.map { table.columnIndex[$0] }
        let seeds = block.fields.map(StateHash.fieldSeed)
        let insert = try insertion(table, columns)
        let exists = try session.prepare("SELECT version FROM \(table.table) WHERE _n = ?")
        // The closure may not capture an inout self: work on a copy and give it back.
        var applier = self
        try rows.forEach { index, key, cells in
            let caseIndex = Int(block.caseIndexes[index])
            guard let caseN = applier.caseNs[guarded: caseIndex] else {
                throw StoreError(.invalid, "a row of the page belongs to none of its cases")
            }
            if applier.isStale[caseIndex] { return }
            let n = block.numbers[index]
            let row = IncomingRow(
                table: table,
                block: block,
                index: index,
                caseN: caseN,
                n: n,
                key: try applier.checked(key, table),
                seed: applier.seed(table, key, caseIndex)
            )
            let isHere =
                try !applier.isNewCase[caseIndex]
                && exists.bind(1, n).first { _ in true } ?? false
            if isHere {
                try applier.replace(row, columns, cells)
            } else {
                try applier.insert(row, insert, columns, seeds, cells)
            }
        }
        self = applier
    }

    /// One row of a block.
    fileprivate struct IncomingRow {
        let table: KindTable
        let block: RowBlock
        let index: Int
        let caseN: Int64
        let n: Int64
        let key: StoredCell
        let seed: UInt64

        var record: RecordReference { RecordReference(kind: table.number, n: n) }
        var isAlive: Bool { block.alive[index] != 0 }
        var stampIndex: UInt32 { block.stampIndexes[index] }
    }

    private func table(of block: RowBlock) throws -> KindTable {
        if let table = session.kinds.find(block.kind) { return table }
        // A kind of a newer schema: its records are kept whole, their fields wait.
        let isNatural = block.keys.bytes.first.map { $0 & 7 == 1 } ?? false
        return try session.adoptUnknownKind(block.kind, isNatural: isNatural)
    }

    private func insertion(_ table: KindTable, _ columns: [Int?]) throws -> Prepared {
        let known = columns.compactMap { $0 }
        let names = known.map { ", \(table.columns[$0].quoted)" }.joined()
        let marks = String(repeating: ", ?", count: known.count)
        return try session.prepare(
            """
            INSERT INTO \(table.table) (_n, _case, id, alive, version\(names))
            VALUES (?, ?, ?, ?, ?\(marks))
            """
        )
    }

    private func checked(_ key: StoredCell, _ table: KindTable) throws -> StoredCell {
        switch (key, table.isNatural) {
        case (.null, _) where table.isCase: return key
        case (.text, true) where !table.isCase: return key
        case (.bytes(let bytes), false) where bytes.count == 16 && !table.isCase: return key
        default: throw StoreError(.invalid, "a key of the page does not fit its kind")
        }
    }

    private func seed(_ table: KindTable, _ key: StoredCell, _ caseIndex: Int) -> UInt64 {
        let caseID = page.cases[caseIndex].caseID
        let recordKey: RecordKey
        switch key {
        case .text(let bytes): recordKey = .natural(String(decoding: bytes, as: UTF8.self))
        case .bytes(let bytes):
            recordKey = Identifier128(raw: bytes).map { .unique($0) } ?? .caseFile
        case .null, .integer: recordKey = .caseFile
        }
        return StateHash.recordSeed(
            case: caseID,
            record: RecordAddress(kind: table.name, key: recordKey)
        )
    }

    private mutating func insert(
        _ row: IncomingRow,
        _ insert: Prepared,
        _ columns: [Int?],
        _ seeds: [UInt64],
        _ cells: [StoredCell]
    ) throws {
        insert.bind(1, row.n).bind(2, row.caseN)
        if row.table.isCase {
            insert.bind(3, page.cases[Int(row.block.caseIndexes[row.index])].caseID.bits)
        } else {
            insert.bind(3, cell: row.key)
        }
        insert.bind(4, Int64(row.isAlive ? 1 : 0)).bind(5, try stampRow(row.stampIndex))
        var sum = StateHash.contribution(
            recordSeed: row.seed,
            fieldSeed: HashLedger.aliveSeed,
            integer: row.isAlive ? 1 : 0
        ).sum
        var bound: Int32 = 5
        var count = 1
        for (index, cell) in cells.enumerated() {
            sum &+= cell.contribution(row.seed, seeds[index])
            if case .null = cell {} else { count += 1 }
            if columns[index] != nil {
                bound += 1
                insert.bind(bound, cell: cell)
            } else {
                try session.setUnknown(
                    row.record,
                    row.block.fields[index],
                    to: try cell.value(as: nil)
                )
            }
        }
        try insert.run()
        ledger.add(StateHash(sum: sum), to: row.caseN)
        if isForeign(row.stampIndex) { pulled += count }
    }

    /// Replaces what is here of a record by what the page says of all its units.
    private mutating func replace(
        _ row: IncomingRow,
        _ columns: [Int?],
        _ cells: [StoredCell]
    ) throws {
        let record = row.record
        unseen.remove(record)
        let before = try session.hash(ofRecord: record)
        var values: [Int: Value] = [:]
        var unknown: [String: Value] = [:]
        for (index, cell) in cells.enumerated() {
            if let column = columns[index] {
                values[column] = try cell.value(as: row.table.columns[column].storage)
            } else {
                unknown[row.block.fields[index]] = try cell.value(as: nil)
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
