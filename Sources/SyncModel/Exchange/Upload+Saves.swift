extension Upload {
    /// Flattens saves.
    ///
    /// `nil` when there are none, or one of them is not what ``Save`` says: without changes, with a gap between them,
    /// or of another incarnation than the first.
    public init?(_ saves: [Save]) {
        guard let first = saves.first?.changes.first else { return nil }
        self.init(of: first.dot.incarnation)
        reserve(saves.reduce(0) { $0 + $1.changes.count })
        var indexes = Indexes()
        for save in saves {
            guard append(save, &indexes) else { return nil }
        }
    }

    /// The saves, each an object, and their changes.
    ///
    /// - Throws: ``PackedError`` when what was appended as a value is none.
    public func readSaves() throws(PackedError) -> [Save] {
        var reader = PackedReader(values)
        var result: [Save] = []
        result.reserveCapacity(saves.count)
        for (index, row) in saves.enumerated() {
            result.append(
                Save(
                    caseID: row.caseID,
                    caseNumber: caseNumbers[index],
                    operation: row.operation,
                    author: authors[row.author],
                    role: row.role,
                    wallClock: row.wallClock,
                    zoneMinutes: row.zoneMinutes,
                    clockSegment: row.clockSegment,
                    hlc: row.hlc,
                    schemaVersion: row.schemaVersion,
                    changes: try readChanges(of: index, &reader),
                    chainHash: Array(chainHash(of: index)),
                    caseRecordNumber: row.caseRecordNumber
                )
            )
        }
        try reader.finish()
        return result
    }

    /// The changes that people are not told of: those that a record of a case exists, which follows from the record's
    /// first field (`CONTRACT.md`, Values: of makings only that of a case counts).
    ///
    /// A lone change of `alive` is a person's own act, a restore; a making stands beside its record's fields.
    public var makings: Set<Dot> {
        let alive = Text(Schema.aliveUnit)
        guard let unit = units.firstIndex(where: { Text($0) == alive }) else { return [] }
        var result: Set<Dot> = []
        for save in saves.indices {
            let range = changes(of: save)
            for index in range where changes[index].unit == unit && isMaking(index, in: range) {
                result.insert(dot(of: index, in: save))
            }
        }
        return result
    }

    /// The names of the changes, in order.
    public var dots: [Dot] {
        var result: [Dot] = []
        result.reserveCapacity(changes.count)
        for save in saves.indices {
            for index in changes(of: save) { result.append(dot(of: index, in: save)) }
        }
        return result
    }

    private func isMaking(_ index: Int, in save: Range<Int>) -> Bool {
        let record = changes[index].record
        guard record != 0 else { return false }
        let cell = Array(values.bytes[value(of: index)])
        var reader = PackedReader(PackedValues(bytes: cell, count: 1))
        // What is no value does not say that a record exists.
        guard (try? reader.nextValue()) == .boolean(true) else { return false }
        return save.contains { $0 != index && changes[$0].record == record }
    }

    private func dot(of change: Int, in save: Int) -> Dot {
        let offset = UInt64(change - changes(of: save).lowerBound)
        return Dot(incarnation: incarnation, seq: saves[save].firstSeq + offset)
    }

    private func readChanges(
        of save: Int,
        _ reader: inout PackedReader
    ) throws(PackedError) -> [Change] {
        var result: [Change] = []
        result.reserveCapacity(changes(of: save).count)
        for index in changes(of: save) {
            let row = changes[index]
            result.append(
                Change(
                    dot: dot(of: index, in: save),
                    record: records[row.record],
                    unit: units[row.unit],
                    value: try reader.nextValue(),
                    context: row.context,
                    isVoid: row.isVoid,
                    was: was[index],
                    recordNumber: row.recordNumber
                )
            )
        }
        return result
    }

    private mutating func append(_ save: Save, _ indexes: inout Indexes) -> Bool {
        guard let first = save.changes.first?.dot.seq,
            UInt64(save.changes.count) <= UInt64.max - first
        else { return false }
        let row = SaveRow(
            caseID: save.caseID,
            caseRecordNumber: save.caseRecordNumber,
            operation: save.operation,
            author: indexes.authors.index(of: Text(save.author)) { add(author: save.author) },
            role: save.role,
            wallClock: save.wallClock,
            zoneMinutes: save.zoneMinutes,
            clockSegment: save.clockSegment,
            hlc: save.hlc,
            schemaVersion: save.schemaVersion,
            firstSeq: first
        )
        save.chainHash.withUnsafeBytes { begin(row, hash: $0, caseNumber: save.caseNumber) }
        for (offset, change) in save.changes.enumerated() {
            let seq = first + UInt64(offset)
            guard change.dot == Dot(incarnation: incarnation, seq: seq) else { return false }
            append(
                ChangeRow(
                    record: indexes.records.index(of: change.record) { add(record: change.record) },
                    recordNumber: change.recordNumber,
                    unit: indexes.units.index(of: Text(change.unit)) { add(unit: change.unit) },
                    context: change.context,
                    isVoid: change.isVoid
                ),
                was: change.was,
                value: change.value
            )
        }
        return true
    }
}

/// The indexes of what saves name, while they are flattened.
private struct Indexes {
    var authors: [Text: Int] = [:]
    var units: [Text: Int] = [:]
    var records: [RecordAddress: Int] = [.caseFile: 0]
}

extension Dictionary where Value == Int {
    /// The index of `key`; that which `add` gives where it is new.
    fileprivate mutating func index(of key: Key, add: () -> Int) -> Int {
        if let index = self[key] { return index }
        let index = add()
        self[key] = index
        return index
    }
}
