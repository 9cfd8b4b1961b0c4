// Keeping the hash of acknowledged values in the transaction that changes them.
//
//     var ledger = HashLedger()
//     ledger.replace(old, by: new, recordSeed: seed, fieldSeed: column.seed, in: caseN)    for each field that changes
//     ledger.setAlive(false → true …)                                                     `alive` counts as an integer
//     try ledger.flush(session)                                                            writes cases.hash
//     and the sum
//
// A group counts as its fields, a set as its JSON text, an unknown field in stored form. Records that nothing was
// accepted of do not count.
internal import SyncModel

/// Sums up how the hashes of cases change in one transaction.
struct HashLedger {
    private var changes: [Int64: UInt64] = [:]
    /// What was taken out of `changes`, for the scope's sum.
    private var taken: UInt64 = 0

    /// What a field's value adds to a hash; nothing for null.
    static func contribution(_ value: Value, recordSeed: UInt64, fieldSeed: UInt64) -> StateHash {
        switch value {
        case .null, .difference, .group: return .empty
        case .integer(let integer):
            return .contribution(recordSeed: recordSeed, fieldSeed: fieldSeed, integer: integer)
        case .boolean(let flag):
            return .contribution(
                recordSeed: recordSeed,
                fieldSeed: fieldSeed,
                integer: flag ? 1 : 0
            )
        case .text(let text): return contribution(text.string, recordSeed, fieldSeed)
        case .set(let elements):
            return contribution(SetText.encode(elements), recordSeed, fieldSeed)
        }
    }

    private static func contribution(
        _ text: String,
        _ recordSeed: UInt64,
        _ fieldSeed: UInt64
    ) -> StateHash {
        var text = text
        return text.withUTF8 { utf8 in
            StateHash.contribution(
                recordSeed: recordSeed,
                fieldSeed: fieldSeed,
                text: UnsafeRawBufferPointer(utf8)
            )
        }
    }

    /// Counts a field whose acknowledged value becomes `new`.
    mutating func replace(
        _ old: Value,
        by new: Value,
        recordSeed: UInt64,
        fieldSeed: UInt64,
        in caseN: Int64
    ) {
        let before = Self.contribution(old, recordSeed: recordSeed, fieldSeed: fieldSeed)
        let after = Self.contribution(new, recordSeed: recordSeed, fieldSeed: fieldSeed)
        changes[caseN, default: 0] &+= after.sum &- before.sum
    }

    /// Adds what was summed up elsewhere.
    mutating func add(_ hash: StateHash, to caseN: Int64) {
        changes[caseN, default: 0] &+= hash.sum
    }

    /// Takes out what was summed up for a case: for the caller who writes the case's row himself.
    mutating func take(_ caseN: Int64) -> StateHash {
        let change = changes.removeValue(forKey: caseN) ?? 0
        taken &+= change
        return StateHash(sum: change)
    }

    /// Writes the changes to `cases.hash` and to the scope's sum.
    mutating func flush(_ session: Session) throws {
        var total = taken
        for (caseN, change) in changes where change != 0 {
            let stored = try session.prepare("SELECT hash FROM cases WHERE n = ?").bind(1, caseN)
                .first { $0.unsigned(0) }
            guard let stored else {
                throw StoreError(.corrupt, "case \(caseN) is not in the table cases")
            }
            try session.prepare("UPDATE cases SET hash = ? WHERE n = ?")
                .bind(1, stored &+ change).bind(2, caseN).run()
            total &+= change
        }
        changes = [:]
        taken = 0
        if total != 0 { try session.addToScopeHash(StateHash(sum: total)) }
    }

    /// The seed of the contributions of `alive`.
    static let aliveSeed = StateHash.fieldSeed(Schema.aliveUnit)
}

extension Session {
    /// The sum of all cases' hashes, as stored.
    func scopeHash() throws -> StateHash {
        guard let text = try setting(Setting.stateHash), let sum = UInt64(text, radix: 16) else {
            return .empty
        }
        return StateHash(sum: sum)
    }

    /// Adds to the stored sum of all cases' hashes.
    func addToScopeHash(_ change: StateHash) throws {
        var hash = try scopeHash()
        hash.add(change)
        try setSetting(Setting.stateHash, to: hash.description)
    }

    /// The seed of a record's contributions.
    func recordSeed(_ record: RecordReference) throws -> UInt64 {
        let (address, caseN) = try address(of: record)
        return StateHash.recordSeed(case: try caseID(caseN), record: address)
    }
}
