// The kinds that have a table here, by name and by number, and how tables follow the schema.
//
//     let table = try session.kinds.table(named: "visit")      throws `invalid` for an unknown kind
//     let table = try session.kinds.table(of: reference)        throws `corrupt`
//     try session.adopt(schema)                                 makes tables and columns; in a write transaction
internal import GRDB
internal import SyncModel

/// The tables of the kinds; an object, so that a look into it copies nothing.
final class KindRegistry {
    /// The schema in use; `nil` before the store has one.
    private(set) var schema: Schema?
    private var byName: [String: KindTable] = [:]
    private var byNumber: [KindTable?] = Array(repeating: nil, count: 256)
    private var caseTable: KindTable?

    /// All tables, by number.
    var all: [KindTable] { byNumber.compactMap { $0 } }

    /// The table of that kind; `nil` when there is none.
    func find(_ name: String) -> KindTable? { byName[name] }

    /// The table of that kind.
    ///
    /// - Throws: ``StoreError`` `invalid` when there is none.
    func table(named name: String) throws -> KindTable {
        guard let table = byName[name] else {
            throw StoreError(.invalid, "there is no kind of that name")
        }
        return table
    }

    /// The table of a record's kind.
    ///
    /// - Throws: ``StoreError`` `corrupt` when there is none.
    func table(of record: RecordReference) throws -> KindTable {
        guard let table = byNumber[record.kind] else {
            throw StoreError(.corrupt, "kind \(record.kind) is not in the table kinds")
        }
        return table
    }

    /// The table of the case files.
    func cases() throws -> KindTable { try caseTable ?? table(named: Schema.caseKind) }

    /// Forgets the statements that tables keep.
    func dropStatements() {
        for table in all { table.dropStatements() }
    }

    func add(_ table: KindTable) {
        byName[table.name] = table
        byNumber[table.number] = table
        if table.isCase { caseTable = table }
    }

    /// Reads the kinds; empty when the tables are not made yet.
    static func read(_ session: Session, schema: Schema?) throws -> KindRegistry {
        let registry = KindRegistry()
        registry.schema = schema
        guard try session.hasTable("kinds") else { return registry }
        let rows = try session.prepare("SELECT number, name, natural FROM kinds")
        while try rows.step() {
            let name = rows.text(1)
            registry.add(
                KindTable(
                    session: session,
                    number: Int(rows.integer(0)),
                    name: name,
                    isNatural: rows.integer(2) != 0,
                    kind: schema?.kind(name)
                )
            )
        }
        return registry
    }
}

extension Session {
    /// Makes the tables and columns of `schema` that are missing, and moves values that waited for a column into
    /// it.
    ///
    /// Rewrites no other row.
    func adopt(_ schema: Schema) throws {
        finalizeStatements()
        for kind in schema.kinds {
            if kinds.find(kind.name) == nil {
                try register(kind.name, isNatural: kind.hasNaturalKey)
            }
            try addColumns(kind)
            for unit in kind.units { _ = try intern(.unit, unit.name) }
        }
        _ = try intern(.unit, Schema.aliveUnit)
        kinds = try KindRegistry.read(self, schema: schema)
        for table in kinds.all { try takeUp(table) }
    }

    /// Makes the table of a kind that this schema does not know, so that its records are kept whole.
    func adoptUnknownKind(_ name: String, isNatural: Bool) throws -> KindTable {
        guard name.utf8.allSatisfy(Self.isNameByte), !name.isEmpty, name.utf8.count <= 200 else {
            throw StoreError(.invalid, "a kind has a name that is not one")
        }
        let number = try register(name, isNatural: isNatural)
        let table = KindTable(
            session: self,
            number: number,
            name: name,
            isNatural: isNatural,
            kind: nil
        )
        kinds.add(table)
        return table
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    @discardableResult
    private func register(_ name: String, isNatural: Bool) throws -> Int {
        try prepare("INSERT INTO kinds (name, natural) VALUES (?, ?)")
            .bind(1, text: name).bind(2, Int64(isNatural ? 1 : 0)).run()
        let number = Int(lastInsertedRow)
        let table = KindTable.tableName(name)
        let isCase = name == Schema.caseKind
        try execute(
            """
            CREATE TABLE \(table) (
                _n INTEGER PRIMARY KEY, _case INTEGER NOT NULL,
                id \(isNatural ? "TEXT" : "BLOB") NOT NULL,
                alive INTEGER NOT NULL, version INTEGER NOT NULL
            ) STRICT
            """
        )
        let index = "\"key_" + table.dropFirst()
        try execute("CREATE UNIQUE INDEX \(index) ON \(table) (\(isCase ? "id" : "_case, id"))")
        return number
    }

    private func addColumns(_ kind: Kind) throws {
        let table = KindTable.tableName(kind.name)
        let present = try withDatabase { database in
            try Row.fetchAll(database, sql: "PRAGMA table_info(\(table))")
                .map { row -> String in row["name"] }
        }
        for field in kind.fields where !present.contains(field.column) {
            let column = FieldColumn(field)
            try execute(
                "ALTER TABLE \(table) ADD COLUMN \(column.quoted) \(column.storage.sqlType)"
            )
        }
    }

    /// Moves what waited in `unknown_fields` into the columns that now exist.
    private func takeUp(_ table: KindTable) throws {
        let waiting = try prepare(
            "SELECT record, field, value FROM unknown_fields WHERE record & 255 = ?"
        )
        let rows = try waiting.bind(1, Int64(table.number)).all { row in
            (RecordReference(packed: row.integer(0)), row.integer(1), row.untyped(2))
        }
        for (record, field, value) in rows {
            guard let column = table.columnIndex[try names.text(field)] else { continue }
            try table.writing(column).bind(1, stored: value).bind(2, record.n).run()
            try prepare("DELETE FROM unknown_fields WHERE record = ? AND field = ?")
                .bind(1, record.packed).bind(2, field).run()
        }
    }
}
