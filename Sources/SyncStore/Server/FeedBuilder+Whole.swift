internal import SyncModel

// Cases that are new to the device: all their records as rows.
extension FeedBuilder {
    /// Adds all records of cases, the units that were written after their record, and the open conflicts.
    func addWhole(_ cases: [Int64]) throws {
        let sorted = cases.sorted()
        guard let first = sorted.first, let last = sorted.last else { return }
        // Cases that were made one after the other stand together: then one range is read instead of each case.
        let isDense = last - first < Int64(sorted.count) * 4
        let wanted = Set(sorted)
        for table in session.kinds.all {
            let key = table.isCase ? "_n" : "_case"
            let rows = try session.prepare(
                """
                SELECT \(RowCollector.lead)\(table.columnList) FROM \(table.table)
                WHERE \(key) BETWEEN ? AND ?
                """
            )
            let ranges = isDense ? [first...last] : sorted.map { $0...$0 }
            var numbers: [Int64] = []
            for range in ranges {
                rows.bind(1, range.lowerBound).bind(2, range.upperBound)
                try addRows(rows, table, wanted, &numbers)
            }
            try addLaterUnits(of: numbers, table)
        }
        let ranges = isDense ? [first...last] : sorted.map { $0...$0 }
        for range in ranges { try addOpenConflicts(of: range) }
    }

    private func addRows(
        _ rows: Prepared,
        _ table: KindTable,
        _ wanted: Set<Int64>,
        _ numbers: inout [Int64]
    ) throws {
        var collector = blocks.removeValue(forKey: table.number) ?? RowCollector(table)
        defer { rows.reset() }
        var isEmpty = numbers.isEmpty && collector.isEmpty
        // The records of a case follow each other.
        var last: (caseN: Int64, caseIndex: UInt32?) = (0, nil)
        while try rows.step() {
            let caseN = rows.integer(1)
            if caseN != last.caseN {
                last = (caseN, wanted.contains(caseN) ? caseIndexes[caseN] : nil)
            }
            guard let caseIndex = last.caseIndex else { continue }
            let stamp = try index(ofStamp: rows.integer(4))
            bytes += collector.append(rows, caseIndex: caseIndex, stampIndex: stamp)
            numbers.append(rows.integer(0))
            isEmpty = false
        }
        if !isEmpty { blocks[table.number] = collector }
    }

    /// Adds a cell for each unit that was written after the save that wrote its record whole.
    func addLaterUnits(of numbers: [Int64], _ table: KindTable) throws {
        let sorted = numbers.sorted()
        guard let first = sorted.first, let last = sorted.last else { return }
        let isDense = last - first < Int64(sorted.count) * 4
        let wanted = Set(sorted)
        let ranges = isDense ? [first...last] : sorted.map { $0...$0 }
        var found: [(record: RecordReference, unit: Int64, stamp: Int64, seq: UInt64)] = []
        let rows = try session.prepare(
            "SELECT record, unit, stamp, seq FROM versions WHERE record BETWEEN ? AND ?"
        )
        for range in ranges {
            rows.bind(1, RecordReference(kind: 0, n: range.lowerBound).packed)
                .bind(2, RecordReference(kind: 255, n: range.upperBound).packed)
            while try rows.step() {
                let record = RecordReference(packed: rows.integer(0))
                guard record.kind == table.number, wanted.contains(record.n) else { continue }
                found.append((record, rows.integer(1), rows.integer(2), rows.unsigned(3)))
            }
        }
        for cell in found {
            try addCell(of: cell.record, cell.unit, table, stamp: cell.stamp, seq: cell.seq)
        }
    }

    /// Adds what is shown of a unit.
    func addCell(
        of record: RecordReference,
        _ unit: Int64,
        _ table: KindTable,
        stamp: Int64,
        seq: UInt64
    ) throws {
        let name = try session.names.text(unit)
        let caseN = try session.address(of: record).caseN
        guard let caseIndex = caseIndexes[caseN] else { return }
        let value: Value
        if Text(name) == Text(Schema.aliveUnit) {
            let alive = try session.prepare("SELECT alive FROM \(table.table) WHERE _n = ?")
                .bind(1, record.n).first { $0.integer(0) != 0 }
            value = .boolean(alive ?? false)
        } else if let columns = table.units[name] {
            value = try table.shown(columns, of: record.n)
        } else {
            return
        }
        page.cells.append(
            Cell(
                caseIndex: caseIndex,
                kind: table.name,
                number: record.n,
                unit: name,
                stampIndex: try index(ofStamp: stamp),
                seq: seq,
                value: value
            )
        )
        bytes += 24 + value.roughBytes
    }

    /// Adds the open conflicts of the page's cases in a range.
    private func addOpenConflicts(of range: ClosedRange<Int64>) throws {
        let found = try session.prepare(
            "SELECT id, record, \"case\" FROM conflicts WHERE \"case\" BETWEEN ? AND ? AND state = 'open'"
        )
        .bind(1, range.lowerBound).bind(2, range.upperBound)
        .all { ($0.unsigned(0), RecordReference(packed: $0.integer(1)), $0.integer(2)) }
        for (id, record, caseN) in found { try addConflict(id, of: record, caseN) }
    }

    /// Adds a conflict when its case is in the page.
    func addConflict(_ id: UInt64, of record: RecordReference, _ caseN: Int64) throws {
        guard let caseIndex = caseIndexes[caseN] else { return }
        page.conflicts.append(
            ConflictUpdate(
                caseIndex: caseIndex,
                kind: try session.kinds.table(of: record).name,
                number: record.n,
                conflict: try session.standing(ofConflict: id).conflict
            )
        )
        bytes += 200
    }
}

extension RowCollector {
    /// Whether nothing was appended.
    var isEmpty: Bool { recordCount == 0 }
}

extension Value {
    /// About how many bytes it takes in a page.
    fileprivate var roughBytes: Int {
        switch self {
        case .null, .boolean, .integer: 2
        case .text(let text): text.byteCount
        case .set(let elements): elements.reduce(0) { $0 + $1.byteCount + 1 }
        case .difference(let difference):
            (difference.added + difference.removed).reduce(0) { $0 + $1.byteCount + 1 }
        case .group(let members): members.reduce(0) { $0 + $1.value.roughBytes + 8 }
        }
    }
}
