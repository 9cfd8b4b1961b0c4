internal import SyncModel

/// What the numbers in a damaged store's log stand for.
///
/// Names, kinds and keys stand twice in the file, in a table and in an index over it: where the table cannot be read,
/// the index is. Where neither is found, a key is taken that is the only one of its number in its case.
struct RescuedNames {
    /// A record as its table holds it.
    private struct Record {
        var n: Int64
        var caseN: Int64?
        var id: StoredValue
    }

    private let database: DamagedDatabase
    private let names: [Int64: String]
    private let kinds: [Int: String]
    /// Whether the keys of a kind are natural, where that can be read.
    private let naturals: [Int: Bool]
    private var keys: [Int: [Int64: RecordKey]] = [:]
    /// The rows of tables that cannot be told apart any more.
    private var strays: [Record]?
    private var gone: [Int64: StoredValue]?
    private var caseIDs: [Int64: CaseID]?

    init(_ database: DamagedDatabase) {
        self.database = database
        names = Self.names(in: database)
        (kinds, naturals) = Self.kinds(in: database)
    }

    /// The unit or author of that number; `nil` when it cannot be read.
    func name(_ id: Int64) -> String? { names[id] }

    /// The address of a record; `nil` when it cannot be read.
    ///
    /// With ``RecordKey/unresolved`` when only the server's number of it is known. `caseID` is the record's case,
    /// where that can be read.
    mutating func address(of record: RecordReference, in caseID: CaseID?) -> RecordAddress? {
        guard let kind = kinds[record.kind] else { return nil }
        if kind == Schema.caseKind { return .caseFile }
        readKeys(of: record.kind)
        if let key = keys[record.kind]?[record.n] ?? strayKey(of: record, in: caseID) {
            return RecordAddress(kind: kind, key: key)
        }
        if let key = goneKey(of: record) {
            return RecordAddress(kind: kind, key: key)
        }
        return record.n > 0 ? RecordAddress(kind: kind, key: .unresolved) : nil
    }

    /// The case of a record whose save cannot be read; `nil` when that cannot be read either.
    mutating func caseID(of record: RecordReference) -> CaseID? {
        guard let kind = kinds[record.kind] else { return nil }
        let number = kind == Schema.caseKind ? record.n : caseNumber(of: record, kind)
        guard let number else { return nil }
        return readCases()[number]
    }

    private mutating func readCases() -> [Int64: CaseID] {
        if let caseIDs { return caseIDs }
        let cases = rows(of: Schema.caseKind)
        let read = Dictionary(
            cases.compactMap { row in row.id.identifier.map { (row.n, CaseID($0)) } },
            uniquingKeysWith: { first, _ in first }
        )
        caseIDs = read
        return read
    }

    private func caseNumber(of record: RecordReference, _ kind: String) -> Int64? {
        rows(of: kind).first { $0.n == record.n }?.caseN
    }

    private mutating func readKeys(of number: Int) {
        guard keys[number] == nil, let kind = kinds[number] else { return }
        keys[number] = Dictionary(
            rows(of: kind).compactMap { row in Self.key(row.id).map { (row.n, $0) } },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The key of a record whose table is not found: the only one of its number in its case that no other table has.
    private mutating func strayKey(of record: RecordReference, in caseID: CaseID?) -> RecordKey? {
        let cases = readCases()
        for number in kinds.keys { readKeys(of: number) }
        if strays == nil {
            let known = Set(keys.values.flatMap(\.values))
            let found = database.rows(of: "", Self.isRecord).rows.map(Self.record)
            strays = found.filter { stray in
                Self.key(stray.id).map { !known.contains($0) } ?? false
            }
        }
        let candidates = (strays ?? []).filter { stray in
            stray.n == record.n
                && (caseID == nil || stray.caseN.flatMap { cases[$0] } == caseID)
        }
        let isNatural = naturals[record.kind]
        let keys = Set(
            candidates.compactMap { Self.key($0.id) }.filter { key in
                guard let isNatural, case .natural = key else { return isNatural != true }
                return isNatural
            }
        )
        return keys.count == 1 ? keys.first : nil
    }

    private static func key(_ value: StoredValue) -> RecordKey? {
        if let identifier = value.identifier { return .unique(identifier) }
        guard let text = value.text, RecordKey.isNatural(text) else { return nil }
        return .natural(text)
    }

    /// The records of a kind: from its table, then from the index over its keys.
    private func rows(of kind: String) -> [Record] {
        let table = String(KindTable.tableName(kind).dropFirst().dropLast())
        let reading = database.rows(of: table, isScattered: false, Self.isRecord)
        var found = reading.rows.map(Self.record)
        guard !reading.isWhole else { return found }
        let isCase = kind == Schema.caseKind
        let index = database.rows(of: "key_" + table, isScattered: false) { row in
            row.rowID == nil && row.values.count == (isCase ? 2 : 3)
                && row.values.last?.integer != nil
        }
        for row in index.rows {
            let n = row.values.last?.integer ?? 0
            let caseN = isCase ? n : row.values[0].integer
            found.append(Record(n: n, caseN: caseN, id: row.values[isCase ? 0 : 1]))
        }
        return found
    }

    private static func isRecord(_ row: StoredRow) -> Bool {
        row.rowID != nil && row.values.count >= 5 && row.values[0] == .null
            && row.values[1].integer != nil && key(row.values[2]) != nil
            && (row.values[3].integer.map { $0 == 0 || $0 == 1 } ?? false)
            && row.values[4].integer != nil
    }

    private static func record(_ row: StoredRow) -> Record {
        Record(n: row.rowID ?? 0, caseN: row.values[1].integer, id: row.values[2])
    }

    private mutating func goneKey(of record: RecordReference) -> RecordKey? {
        if gone == nil {
            let reading = database.rows(of: "gone", isScattered: false) { row in
                row.rowID != nil && row.values.count == 4
            }
            gone = Dictionary(
                reading.rows.compactMap { row in row.rowID.map { ($0, row.values[3]) } },
                uniquingKeysWith: { first, _ in first }
            )
        }
        return gone?[record.packed].flatMap(Self.key)
    }

    private static func names(in database: DamagedDatabase) -> [Int64: String] {
        func isSpace(_ value: StoredValue) -> Bool {
            value.integer.map { NameSpace(rawValue: $0) != nil } ?? false
        }
        let table = database.rows(of: "names") { row in
            row.rowID != nil && row.values.count == 3 && isSpace(row.values[1])
                && row.values[2].text != nil
        }
        var pairs = table.rows.map { ($0.rowID ?? 0, $0.values[2].text ?? "") }
        if !table.isWhole {
            let index = database.rows(of: "sqlite_autoindex_names_1") { row in
                row.rowID == nil && row.values.count == 3 && isSpace(row.values[0])
                    && row.values[1].text != nil && row.values[2].integer != nil
            }
            pairs += index.rows.map { ($0.values[2].integer ?? 0, $0.values[1].text ?? "") }
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    private static func kinds(
        in database: DamagedDatabase
    ) -> (names: [Int: String], naturals: [Int: Bool]) {
        let table = database.rows(of: "kinds") { row in
            row.values.count == 3 && row.values[1].text != nil
                && (row.values[2].integer.map { $0 == 0 || $0 == 1 } ?? false)
                && (1...255).contains(row.rowID ?? 0)
        }
        var pairs = table.rows.map { (Int($0.rowID ?? 0), $0.values[1].text ?? "") }
        if !table.isWhole {
            let index = database.rows(of: "sqlite_autoindex_kinds_1") { row in
                row.rowID == nil && row.values.count == 2 && row.values[0].text != nil
                    && (1...255).contains(row.values[1].integer ?? 0)
            }
            pairs += index.rows.map { (Int($0.values[1].integer ?? 0), $0.values[0].text ?? "") }
        }
        let naturals = table.rows.map { (Int($0.rowID ?? 0), $0.values[2].integer == 1) }
        return (
            Dictionary(pairs, uniquingKeysWith: { first, _ in first }),
            Dictionary(naturals, uniquingKeysWith: { first, _ in first })
        )
    }
}
