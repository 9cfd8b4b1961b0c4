internal import SyncModel

extension Session {
    /// What a record's acknowledged values add to its case's hash; nothing for one that was never acknowledged.
    func hash(ofRecord record: RecordReference) throws -> StateHash {
        let table = try kinds.table(of: record)
        let row = try prepare(
            "SELECT version, alive\(table.columnList) FROM \(table.table) WHERE _n = ?"
        )
        let seed = try recordSeed(record)
        let sum = try row.bind(1, record.n).first { row -> StateHash in
            guard row.integer(0) != 0 else { return .empty }
            var sum = StateHash.contribution(
                recordSeed: seed,
                fieldSeed: HashLedger.aliveSeed,
                integer: row.integer(1)
            )
            for (index, column) in table.columns.enumerated() {
                sum.add(row.contribution(Int32(index + 2), seed, column.seed))
            }
            return sum
        }
        guard var sum, sum != .empty else { return .empty }
        let unknown = try prepare("SELECT field, value FROM unknown_fields WHERE record = ?")
            .bind(1, record.packed)
        while try unknown.step() {
            let name = try names.text(unknown.integer(0))
            sum.add(unknown.contribution(1, seed, StateHash.fieldSeed(name)))
        }
        for unit in table.units.values {
            try replace(UnitPlace(unit, table, record.n), in: &sum, seed: seed)
        }
        let alive = UnitPlace(
            table: table,
            n: record.n,
            name: Schema.aliveUnit,
            id: try aliveUnitID(),
            columns: nil
        )
        try replace(alive, in: &sum, seed: seed)
        return sum
    }

    /// Takes what is shown of a unit out of a sum and puts what is acknowledged in, when an own change is open.
    private func replace(_ place: UnitPlace, in sum: inout StateHash, seed: UInt64) throws {
        guard pending.units[place.key] != nil else { return }
        sum.subtract(contribution(of: try shown(place), at: place, seed: seed))
        sum.add(contribution(of: try acknowledged(place), at: place, seed: seed))
    }

    /// What a unit's value adds to a hash; a group counts as its members.
    func contribution(of value: Value, at place: UnitPlace, seed: UInt64) -> StateHash {
        guard case .group(let members) = value else {
            return HashLedger.contribution(
                value,
                recordSeed: seed,
                fieldSeed: StateHash.fieldSeed(place.name)
            )
        }
        var sum = StateHash.empty
        for member in members {
            sum.add(
                HashLedger.contribution(
                    member.value,
                    recordSeed: seed,
                    fieldSeed: StateHash.fieldSeed(member.name)
                )
            )
        }
        return sum
    }

    /// Takes pending units out of hashes of shown values, and puts what is acknowledged in; takes out records that
    /// were never acknowledged.
    func replacePending(in hashes: inout [Int64: UInt64]) throws {
        try loadPending()
        for key in pending.units.keys {
            let place = try place(key)
            guard let caseN = try caseNumber(of: place.record), try isAcknowledged(place.record)
            else { continue }
            var sum = StateHash(sum: hashes[caseN] ?? 0)
            try replace(place, in: &sum, seed: try recordSeed(place.record))
            hashes[caseN] = sum.sum
        }
    }

    private func isAcknowledged(_ record: RecordReference) throws -> Bool {
        let table = try kinds.table(of: record)
        return try prepare("SELECT version FROM \(table.table) WHERE _n = ?").bind(1, record.n)
            .first { $0.integer(0) != 0 } ?? false
    }
}

extension UnitPlace {
    /// The place of a unit that the schema knows.
    init(_ unit: UnitColumns, _ table: KindTable, _ n: Int64) {
        self.init(table: table, n: n, name: unit.unit.name, id: unit.id, columns: unit)
    }
}
