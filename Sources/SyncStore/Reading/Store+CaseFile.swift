public import SyncModel

extension Store {
    /// A case as shown.
    ///
    /// - Parameter id: The case.
    /// - Returns: All its records, deleted ones too; `nil` when this store does not hold it.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func caseFile(_ id: CaseID) throws(StoreError) -> CaseFile? {
        try read { session in
            try session.loadPending()
            guard let found = try session.findCase(id) else { return nil }
            var summaries = try SummaryReader(session)
            guard
                let summary = try summaries.summaries(
                    "WHERE c.n = ?",
                    bind: { $0.bind(1, found.n) }
                ).first
            else { return nil }
            var reader = try RecordReader(session, caseN: found.n)
            return CaseFile(
                summary: summary,
                position: found.position,
                records: try reader.records()
            )
        }
    }
}

/// Reads the records of one case as shown.
struct RecordReader {
    private let session: Session
    private let caseN: Int64
    private let aliveID: Int64
    private var contested: Set<UnitKey> = []
    private var authors = AuthorReader()

    init(_ session: Session, caseN: Int64) throws {
        self.session = session
        self.caseN = caseN
        aliveID = session.names.id(.unit, Schema.aliveUnit) ?? 0
        let open = try session.prepare(
            "SELECT record, unit FROM conflicts WHERE \"case\" = ? AND state = 'open'"
        ).bind(1, caseN)
        while try open.step() {
            contested.insert(UnitKey(record: open.integer(0), unit: open.integer(1)))
        }
    }

    /// The case file first, then the others by kind and key.
    mutating func records() throws -> [ShownRecord] {
        let tables = session.kinds.all.sorted { left, right in
            if left.isCase != right.isCase { return left.isCase }
            return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
        }
        var result: [ShownRecord] = []
        for table in tables {
            let rows = try session.prepare(
                """
                SELECT _n, id, alive, version\(table.columnList) FROM \(table.table)
                WHERE \(table.isCase ? "_n" : "_case") = ? ORDER BY id
                """
            ).bind(1, caseN)
            let raw = try rows.all { row in try RawRecord(row, table) }
            for record in raw { result.append(try shown(record, table)) }
        }
        return result
    }

    /// A row before its versions are looked up.
    private struct RawRecord {
        let n: Int64
        let key: RecordKey
        let isAlive: Bool
        let version: Int64
        let values: [Value]

        init(_ row: Prepared, _ table: KindTable) throws {
            n = row.integer(0)
            key = try table.key(row, 1)
            isAlive = row.integer(2) != 0
            version = row.integer(3)
            values = try table.columns.enumerated().map { index, column in
                try row.stored(Int32(index + 4), as: column.storage)
            }
        }
    }

    /// Which change wrote a unit after the record as a whole.
    private typealias Versions = [Int64: (stamp: Int64, seq: UInt64)]

    private mutating func shown(_ raw: RawRecord, _ table: KindTable) throws -> ShownRecord {
        let record = RecordReference(kind: table.number, n: raw.n)
        var versions: Versions = [:]
        let rows = try session.prepare("SELECT unit, stamp, seq FROM versions WHERE record = ?")
            .bind(1, record.packed)
        while try rows.step() { versions[rows.integer(0)] = (rows.integer(1), rows.unsigned(2)) }
        let alive = UnitKey(record: record.packed, unit: aliveID)
        let made: WrittenBy
        if raw.version != 0 {
            made = try authors.stamp(raw.version, in: session)
        } else if let open = session.pending.units[alive] {
            made = try authors.own(open.oldest.seq, in: session)
        } else {
            made = .nobody
        }
        var fields: [ShownField] = []
        for (index, column) in table.columns.enumerated() {
            let unit = table.unitOfColumn[index]
            let key = UnitKey(record: record.packed, unit: unit.id)
            if let field = try field(
                column.name,
                raw.values[index],
                unit,
                key,
                versions,
                made,
                table
            ) {
                fields.append(field)
            }
        }
        fields.append(contentsOf: try unknownFields(record, versions, made))
        return ShownRecord(
            address: RecordAddress(kind: table.name, key: raw.key),
            isAlive: raw.isAlive,
            deletionAsked: contested.contains(alive),
            author: made.author,
            written: made.written,
            fields: fields
        )
    }

    private mutating func field(
        _ name: String,
        _ value: Value,
        _ unit: UnitColumns,
        _ key: UnitKey,
        _ versions: Versions,
        _ made: WrittenBy,
        _ table: KindTable
    ) throws -> ShownField? {
        let open = session.pending.units[key]
        if value == .null {
            // A null is shown only where somebody cleared the field; a group's null members are no clearing.
            guard !unit.unit.isGroup, versions[key.unit] != nil || open != nil else { return nil }
        }
        let writer: WrittenBy
        if let open {
            writer = try authors.own(open.newest.seq, in: session)
        } else if let version = versions[key.unit] {
            writer = try authors.stamp(version.stamp, in: session)
        } else {
            writer = made
        }
        return ShownField(
            name: name,
            value: value,
            author: writer.author,
            written: writer.written,
            isPending: open?.all.contains { $0.answer.position == nil } ?? false,
            isContested: contested.contains(key),
            beneath: try open.flatMap { _ in try beneath(name, unit, key, value) }
        )
    }

    /// A newer server value of a field under an own change; `nil` when there is none.
    private func beneath(
        _ name: String,
        _ unit: UnitColumns,
        _ key: UnitKey,
        _ shown: Value
    ) throws -> Value? {
        guard var value = try session.beneath(key) else { return nil }
        if unit.unit.isGroup {
            guard case .group(let members) = value else { return nil }
            value = members.first { $0.name == name }?.value ?? .null
        }
        return value == shown ? nil : value
    }

    private mutating func unknownFields(
        _ record: RecordReference,
        _ versions: Versions,
        _ made: WrittenBy
    ) throws -> [ShownField] {
        let rows = try session.prepare(
            "SELECT field, value FROM unknown_fields WHERE record = ? ORDER BY field"
        )
        let raw = try rows.bind(1, record.packed).all { ($0.integer(0), $0.untyped(1)) }
        return try raw.map { id, value in
            let version = versions[id]
            let writer = try version.map { try authors.stamp($0.stamp, in: session) } ?? made
            return ShownField(
                name: try session.names.text(id),
                value: value,
                author: writer.author,
                written: writer.written,
                isPending: false,
                isContested: contested.contains(UnitKey(record: record.packed, unit: id)),
                beneath: nil
            )
        }
    }
}
