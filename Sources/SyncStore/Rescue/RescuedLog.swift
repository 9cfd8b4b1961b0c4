internal import SyncModel

/// The rows of a damaged store's log, and what its settings say of them.
struct RescuedLog {
    /// One own change as the log holds it.
    struct Row {
        var seq: UInt64
        var record: RecordReference
        var unit: Int64
        var value: StoredValue
        var context: Position
        var state: Int64?
        /// What its save has in common, in the first row of the save.
        var header: SaveHeader?

        /// Whether the server's answer to it is not here.
        var isPending: Bool { state == nil || state == LogState.void }

        /// Whether it does nothing.
        var isVoid: Bool { state == LogState.void || LogState.status(state) == .void }
    }

    /// The rows, by number.
    private(set) var rows: [UInt64: Row] = [:]
    /// Whether nothing of the log was unreadable.
    let isWhole: Bool
    /// Up to where all changes have a receipt, as far as that can be read.
    let receiptedThrough: UInt64
    /// The highest number that was ever sent, as far as that can be read.
    let sentThrough: UInt64
    /// The incarnations of the own changes.
    let chain: OwnChain

    /// Reads the log.
    ///
    /// `incarnation`: The laptop's, where the store's own note of it cannot be read.
    init(_ database: DamagedDatabase, incarnation: IncarnationID) {
        let reading = database.rows(of: "log", Self.isLogRow)
        isWhole = reading.isWhole
        for row in reading.rows {
            guard let read = Self.row(row), rows[read.seq] == nil else { continue }
            rows[read.seq] = read
        }
        let settings = Self.settings(in: database)
        receiptedThrough = settings[Setting.receiptedThrough].flatMap { UInt64($0) } ?? 0
        sentThrough = settings[Setting.sentThrough].flatMap { UInt64($0) } ?? 0
        let own = settings[Setting.incarnation].flatMap { IncarnationID($0) } ?? incarnation
        chain = OwnChain(own, Self.branches(in: database))
    }

    private static func isLogRow(_ row: StoredRow) -> Bool {
        guard let seq = row.rowID, seq > 0, row.values.count == 10 else { return false }
        let values = row.values
        func isOptionalInteger(_ value: StoredValue) -> Bool {
            value == .null || value.integer != nil
        }
        return values[0] == .null && values[1].integer != nil && values[2].integer != nil
            && values[5].integer != nil && isOptionalInteger(values[6])
            && isOptionalInteger(values[7])
            && (values[8] == .null || values[8].text != nil)
            && (values[9] == .null || values[9].blob != nil)
    }

    private static func row(_ row: StoredRow) -> Row? {
        guard let seq = row.rowID, let record = row.values[1].integer,
            let unit = row.values[2].integer, let context = row.values[5].integer
        else { return nil }
        let header = row.values[9].blob.flatMap { blob in
            // A header that cannot be read leaves the change itself readable.
            try? blob.withUnsafeBytes { try SaveHeader.read($0) }
        }
        let isSane = header.map { (1...Limits.saveChangesMax).contains($0.count) } ?? false
        return Row(
            seq: UInt64(seq),
            record: RecordReference(packed: record),
            unit: unit,
            value: row.values[3],
            context: Position(packed: context),
            state: row.values[6].integer,
            header: isSane ? header : nil
        )
    }

    private static func settings(in database: DamagedDatabase) -> [String: String] {
        let reading = database.rows(of: "settings") { row in
            row.rowID == nil && row.values.count == 2 && row.values[1].text != nil
                && (row.values[0].text.map { $0.hasPrefix("store.") || $0.hasPrefix("laptop.") }
                    ?? false)
        }
        return Dictionary(
            reading.rows.map { ($0.values[0].text ?? "", $0.values[1].text ?? "") },
            uniquingKeysWith: { first, _ in first }
        )
    }

    private static func branches(in database: DamagedDatabase) -> [IncarnationID: Branch] {
        let reading = database.rows(of: "incarnations") { row in
            row.rowID != nil && (3...7).contains(row.values.count)
                && row.values[1].identifier != nil
                && (row.values[2] == .null || row.values[2].identifier != nil)
        }
        let known = Dictionary(
            reading.rows.compactMap { row in
                row.values[1].identifier.map { (row.rowID ?? 0, IncarnationID($0)) }
            },
            uniquingKeysWith: { first, _ in first }
        )
        var branches: [IncarnationID: Branch] = [:]
        for row in reading.rows where row.values.count == 7 {
            guard let child = row.rowID.flatMap({ known[$0] }), branches[child] == nil,
                let parent = row.values[3].integer.flatMap({ known[$0] }),
                let fork = row.values[4].integer, fork >= 0, let hash = row.values[5].blob,
                let moved = row.values[6].integer, moved >= 0
            else { continue }
            let head = ChainHead(seq: UInt64(fork), hash: hash)
            branches[child] = Branch(
                origin: Origin(incarnation: child, parent: parent, fork: head),
                moved: UInt64(moved)
            )
        }
        return branches
    }
}
