internal import SyncModel

/// A kind as acceptance needs it: its table, and its merge units with their columns.
final class KindPlan {
    /// A merge unit; a class, so that it is passed around without copies of its lists.
    final class Unit {
        /// The unit.
        let unit: MergeUnit
        /// The interned name.
        let id: Int64
        /// The positions of its members among the table's columns, in order of ``MergeUnit/fields``.
        let columns: [Int]
        /// The contribution seeds of its columns.
        let seeds: [UInt64]
        /// Whether an ordinary write that knows the only live value just takes its place.
        let isPlain: Bool
        /// Whether the first write of all is shown as it is.
        let startsPlain: Bool
        /// Whether two live values, each ordinary, are an ordinary conflict.
        let isQueue: Bool

        init(_ unit: MergeUnit, id: Int64, _ table: KindTable) {
            self.unit = unit
            self.id = id
            columns = unit.fields.compactMap { table.columnIndex[$0.name] }
            seeds = columns.map { table.columns[$0].seed }
            isPlain = unit.policy.isPlain
            startsPlain = unit.policy.startsPlain
            isQueue = unit.policy == .queue
        }
    }

    /// The table.
    let table: KindTable
    /// Whether records are written once, whole.
    let isAppend: Bool
    /// The merge units; `alive` is not among them.
    let units: [Unit]
    /// Where each unit stands in ``units``.
    let indexes: [Text: Int]
    /// The interned name of `alive`.
    let aliveID: Int64
    /// The next free record number; 0 until it was asked for.
    var nextRecord: Int64 = 0
    /// Updates any of the columns of a record.
    let masked: MaskedUpdate
    /// `SELECT 0, <columns> … WHERE _n = ?1`.
    let loading: Prepared
    /// Runs ``masked``.
    let updating: Prepared
    /// `INSERT … (_n, _case, alive, version, id, <columns>)`.
    let inserting: Prepared

    init(table: KindTable, kind: Kind, _ session: Session) throws {
        self.table = table
        isAppend = kind.isAppend
        aliveID = try session.intern(.unit, Schema.aliveUnit)
        masked = MaskedUpdate(table: table)
        updating = try session.prepare(masked.sql)
        loading = try session.prepare(
            "SELECT 0\(table.columnList) FROM \(table.table) WHERE _n = ?"
        )
        let places = String(repeating: ", ?", count: table.columns.count)
        inserting = try session.prepare(
            """
            INSERT INTO \(table.table) (_n, _case, alive, version, id\(table.columnList))
            VALUES (?, ?, ?, ?, ?\(places))
            """
        )
        var units: [Unit] = []
        var indexes: [Text: Int] = [:]
        for unit in kind.units {
            indexes[Text(unit.name)] = units.count
            units.append(Unit(unit, id: try session.intern(.unit, unit.name), table))
        }
        self.units = units
        self.indexes = indexes
    }

    /// The unit of that interned name; `nil` for `alive` and for names of other kinds.
    func index(of id: Int64) -> Int? { units.firstIndex { $0.id == id } }
}

extension MergePolicy {
    /// Whether a change that knows the only live one replaces it, whoever wrote it and whatever it says.
    fileprivate var isPlain: Bool {
        switch self {
        case .queue, .lww, .decide, .text: true
        case .append, .set, .restrictive, .owner, .server: false
        }
    }

    /// Whether the first change of all is shown as it is, whoever wrote it.
    fileprivate var startsPlain: Bool {
        switch self {
        case .queue, .lww, .decide, .text, .append, .restrictive: true
        case .set, .owner, .server: false
        }
    }
}
