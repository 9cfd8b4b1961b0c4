// The table of one kind.
//
//     kind_<name>(_n INTEGER PRIMARY KEY, _case, id, alive, version, <a column a field>)
//
// `_n` is the record's number, `_case` the number of its case (its own in kind_case), `id` 16 bytes or the natural key,
// `alive` what is shown, `version` the stamp of the save that wrote the record whole (0: this laptop's own,
// not accepted
// yet). System columns begin with an underscore or are names that a schema may not use. Number, position and
// hash of a case stand in `cases`, beside kind_case, so that lists and hashes touch no wide row.
internal import SyncModel

/// The table of one kind: its columns and its statements.
final class KindTable {
    /// The kind's number, 1...255, in record references.
    let number: Int
    /// The kind's name.
    let name: String
    /// Whether this is the kind of the case file itself.
    let isCase: Bool
    /// Whether keys are natural: `id` is text then.
    let isNatural: Bool
    /// The kind in the schema in use; `nil` for one that only newer schemas know.
    let kind: Kind?
    /// The field columns, in the order of the schema.
    let columns: [FieldColumn]
    /// Where a field is in `columns`.
    let columnIndex: [String: Int]
    /// The table's name, quoted.
    let table: String
    /// The merge units of the kind by name, without `alive`.
    let units: [String: UnitColumns]
    /// Each column's merge unit.
    let unitOfColumn: [UnitColumns]
    /// The statement of ``setValues(_:of:in:)``, once it was needed.
    var maskedSQL: String?

    private unowned let session: Session
    private var reads: [Prepared?]
    private var writes: [Prepared?]

    init(session: Session, number: Int, name: String, isNatural: Bool, kind: Kind?) {
        self.session = session
        self.number = number
        self.name = name
        isCase = name == Schema.caseKind
        self.isNatural = isNatural
        self.kind = kind
        let fields = kind?.fields ?? []
        let columns = fields.map(FieldColumn.init)
        var columnIndex: [String: Int] = [:]
        for (index, column) in columns.enumerated() { columnIndex[column.name] = index }
        var units: [String: UnitColumns] = [:]
        var unitOfColumn: [Int: UnitColumns] = [:]
        for (index, unit) in (kind?.units ?? []).enumerated() {
            let members = unit.fields.compactMap { columnIndex[$0.name] }
            let columns = UnitColumns(
                unit: unit,
                index: index,
                members: members,
                id: session.names.id(.unit, unit.name) ?? 0
            )
            units[unit.name] = columns
            for member in members { unitOfColumn[member] = columns }
        }
        self.unitOfColumn = columns.indices.compactMap { unitOfColumn[$0] }
        self.columns = columns
        self.columnIndex = columnIndex
        self.units = units
        table = Self.tableName(name)
        reads = Array(repeating: nil, count: fields.count)
        writes = Array(repeating: nil, count: fields.count)
    }

    /// The quoted table name of a kind.
    static func tableName(_ kind: String) -> String {
        "\"kind_" + String(kind.map { $0 == "." ? "_" : $0 }) + "\""
    }

    /// Forgets the statements of single columns.
    func dropStatements() {
        reads = Array(repeating: nil, count: columns.count)
        writes = Array(repeating: nil, count: columns.count)
    }

    /// `SELECT <column> … WHERE _n = ?1`.
    func reading(_ column: Int) throws -> Prepared {
        if let prepared = reads[column] { return prepared }
        let prepared = try session.prepare(
            "SELECT \(columns[column].quoted) FROM \(table) WHERE _n = ?"
        )
        reads[column] = prepared
        return prepared
    }

    /// `UPDATE … SET <column> = ?1 WHERE _n = ?2`.
    func writing(_ column: Int) throws -> Prepared {
        if let prepared = writes[column] { return prepared }
        let prepared = try session.prepare(
            "UPDATE \(table) SET \(columns[column].quoted) = ? WHERE _n = ?"
        )
        writes[column] = prepared
        return prepared
    }

    /// What is in a field of record `n`; null when there is no such record.
    func value(_ column: Int, of n: Int64) throws -> Value {
        let storage = columns[column].storage
        return try reading(column).bind(1, n).first { try $0.stored(0, as: storage) } ?? .null
    }

    /// Writes a field of record `n`.
    func setValue(_ column: Int, of n: Int64, to value: Value) throws {
        try writing(column).bind(1, stored: value).bind(2, n).run()
    }

    /// All field columns, for a SELECT; begins with a comma unless there are none.
    var columnList: String { columns.map { ", \($0.quoted)" }.joined() }
}

/// A field's column; an object, because a field is large and is looked at in each save.
final class FieldColumn {
    /// The field.
    let field: Field
    /// The field's name.
    let name: String
    /// The column's name, quoted.
    let quoted: String
    /// How values are stored.
    let storage: ColumnStorage
    /// The seed of the field's contributions to hashes.
    let seed: UInt64

    init(_ field: Field) {
        self.field = field
        name = field.name
        quoted = "\"\(field.column)\""
        storage = ColumnStorage(field.type)
        seed = StateHash.fieldSeed(field.name)
    }
}

/// A merge unit and where its members are; an object, because a unit is large and is looked at in each save.
final class UnitColumns {
    /// The unit.
    let unit: MergeUnit
    /// Where it stands among the units of its kind, from 0.
    let index: Int
    /// Its members in ``KindTable/columns``; one for a field.
    let members: [Int]
    /// Its interned name.
    let id: Int64
    /// Whether its changes are differences: by type, so also a set that is written once.
    let isSet: Bool

    init(unit: MergeUnit, index: Int, members: [Int], id: Int64) {
        self.unit = unit
        self.index = index
        self.members = members
        self.id = id
        if !unit.isGroup, case .set? = unit.fields.first?.type {
            isSet = true
        } else {
            isSet = false
        }
    }
}

extension KindTable {
    /// What is shown of a unit of record `n`: the field's value, or a group of all members.
    func shown(_ unit: UnitColumns, of n: Int64) throws -> Value {
        guard unit.unit.isGroup else { return try value(unit.members[0], of: n) }
        var members: [GroupMember] = []
        for column in unit.members {
            members.append(GroupMember(name: columns[column].name, value: try value(column, of: n)))
        }
        return Value.makeGroup(members)
    }

    /// Writes what is shown of a unit of record `n`.
    ///
    /// Members that `value` does not name stay; members that this
    /// schema does not know are returned, for `unknown_fields`.
    func setShown(_ unit: UnitColumns, of n: Int64, to value: Value) throws -> [GroupMember] {
        guard case .group(let members) = value else {
            if unit.unit.isGroup {
                guard value == .null else {
                    throw StoreError(.invalid, "a group's value is not a group")
                }
                for column in unit.members { try setValue(column, of: n, to: .null) }
                return []
            }
            guard columns[unit.members[0]].storage.holds(value) else {
                throw StoreError(.invalid, "\(name).\(unit.unit.name): a value of another type")
            }
            try setValue(unit.members[0], of: n, to: value)
            return []
        }
        var unknown: [GroupMember] = []
        for member in members {
            guard let column = columnIndex[member.name] else {
                unknown.append(member)
                continue
            }
            guard columns[column].storage.holds(member.value) else {
                throw StoreError(.invalid, "\(name).\(member.name): a value of another type")
            }
            try setValue(column, of: n, to: member.value)
        }
        return unknown
    }
}
