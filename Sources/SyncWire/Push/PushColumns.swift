internal import SyncModel

/// The columns of a push, each checked for its length and its range.
struct PushColumns {
    let origin: ProtoOrigin
    let incarnation: IncarnationID
    let chain: [UInt8]
    let originOperation: OperationID?
    let saveCount: Int

    let counts: Column<UInt32>
    let gaps: Column<UInt64>
    let cases: Column<UInt64>
    let clocks: Column<Int64>
    let operations: Column<UInt32>
    let hlcMilliseconds: Column<Int64>
    let hlcCounters: Column<Int32>
    let records: Column<UInt32>
    let contexts: Column<Int64>
    let epochs: Column<Int64>
    let unitIndexes: IndexColumn

    let caseIDs: [Identifier128]
    let recordIDs: [Identifier128]
    let operationIDs: [Identifier128]
    let recordNumbers: [Int64]
    let recordReferences: [UInt32]
    let naturalKeys: [String]
    let kinds: [String]
    let units: [String]
    let values: [Value]
    let caseNames: [Int: String]
    let voidChanges: Set<Int>
    let was: [Int: Dot]

    private let authors: [String]
    private let authorIndexes: IndexColumn
    private let roles: Column<UInt32>
    private let zones: Column<Int32>
    private let segments: Column<Int64>
    private let schemaVersions: Column<Int64>

    /// Checks the columns.
    init(_ push: ProtoPush, origin: ProtoOrigin) throws(WireError) {
        self.origin = origin
        incarnation = IncarnationID(try identifier(origin.incarnation, "incarnation"))
        guard origin.chain.isEmpty || origin.chain.count == 32 else {
            throw WireError(.damaged, detail: "chain hash")
        }
        chain = Array(origin.chain)
        originOperation =
            origin.operation.isEmpty
            ? nil : OperationID(try identifier(origin.operation, "operation"))
        guard push.saveCount < Limits.uploadChangesMax else {
            throw WireError(.tooLarge, detail: "saves")
        }
        saveCount = Int(push.saveCount) + 1
        let changeCount = try Self.changeCount(push.counts, saveCount: saveCount)
        counts = try Column(push.counts, count: saveCount, "counts")
        gaps = try Column(push.gaps, count: saveCount, "gaps")
        cases = try Column(push.cases, count: saveCount, "cases")
        clocks = try Column(push.clocks, count: saveCount, "clocks")
        operations = try Column(push.operations, count: saveCount, "operations")
        hlcMilliseconds = try Column(push.hlcMilliseconds, count: saveCount, "hlc")
        hlcCounters = try Column(push.hlcCounters, count: saveCount, "hlc counters")
        roles = try Column(push.roles, count: saveCount, "roles")
        zones = try Column(push.zones, count: saveCount, "zones")
        segments = try Column(push.segments, count: saveCount, "segments")
        schemaVersions = try Column(push.schemaVersions, count: saveCount, "schema versions")
        authors = push.authors
        authorIndexes = try IndexColumn(
            push.authorIndexes,
            count: saveCount,
            listCount: push.authors.count,
            none: 1,
            "authors"
        )
        records = try Column(push.records, count: changeCount, "records")
        contexts = try Column(push.contexts, count: changeCount, "contexts")
        epochs = try Column(push.epochs, count: changeCount, "epochs")
        units = push.units
        unitIndexes = try IndexColumn(
            push.unitIndexes,
            count: changeCount,
            listCount: push.units.count,
            "units"
        )
        caseIDs = try identifiers(push.caseIds, "cases")
        recordIDs = try identifiers(push.recordIds, "records")
        operationIDs = try identifiers(push.operationIds, "operations")
        recordNumbers = try Self.numbers(push.recordNumbers)
        recordReferences = push.recordReferences
        naturalKeys = push.naturalKeys
        guard naturalKeys.allSatisfy(RecordKey.isNatural) else {
            throw WireError(.damaged, detail: "natural key")
        }
        kinds = push.kinds
        values = try Self.values(push, units: unitIndexes, count: changeCount)
        caseNames = try Self.sparse(push.namedSaves, push.caseNames, count: saveCount, "names")
        voidChanges = Set(try Self.rows(push.voidChanges, count: changeCount, "void"))
        was = try Self.was(push, count: changeCount)
    }

    /// The author of a save.
    func author(of save: Int) -> String {
        let index = authorIndexes[save]
        return index == 0 ? origin.author : authors[index - 1]
    }

    /// The role of a save's author.
    func role(of save: Int) throws(WireError) -> Role {
        try Role(wireNumber: roles[save] == 0 ? origin.role : roles[save])
    }

    /// The zone of a save.
    func zone(of save: Int) throws(WireError) -> Int16 {
        try exact(Int64(origin.zone) + Int64(zones[save]), "zone")
    }

    /// The clock segment of a save.
    func segment(of save: Int) throws(WireError) -> UInt32 {
        try exact(Int64(origin.segment) &+ segments[save], "segment")
    }

    /// The schema version of a save.
    func schemaVersion(of save: Int) throws(WireError) -> UInt32 {
        try exact(Int64(origin.schemaVersion) &+ schemaVersions[save], "schema version")
    }

    private func exact<Number: FixedWidthInteger>(
        _ number: Int64,
        _ name: String
    ) throws(WireError) -> Number {
        guard let exact = Number(exactly: number) else { throw WireError(.damaged, detail: name) }
        return exact
    }

    private static func changeCount(
        _ counts: [UInt32],
        saveCount: Int
    ) throws(WireError) -> Int {
        let sum = counts.reduce(saveCount) { $0 + Int($1) }
        guard sum <= (saveCount == 1 ? Limits.saveChangesMax : Limits.uploadChangesMax) else {
            throw WireError(.tooLarge, detail: "changes")
        }
        return sum
    }

    private static func numbers(_ numbers: [UInt64]) throws(WireError) -> [Int64] {
        guard numbers.allSatisfy({ $0 <= Int64.max }) else {
            throw WireError(.damaged, detail: "record number")
        }
        return numbers.map { Int64($0) }
    }

    /// Brings the values, which travel grouped by unit, back to the order of the changes.
    private static func values(
        _ push: ProtoPush,
        units: IndexColumn,
        count: Int
    ) throws(WireError) -> [Value] {
        var starts = [Int](repeating: 0, count: push.units.count + 1)
        for row in 0..<count { starts[units[row] + 1] += 1 }
        for unit in 1..<starts.count { starts[unit] += starts[unit - 1] }
        var rows = [Int](repeating: 0, count: count)
        for row in 0..<count {
            rows[starts[units[row]]] = row
            starts[units[row]] += 1
        }
        var values = [Value](repeating: .null, count: count)
        var reader = PackedReader(PackedValues(bytes: Array(push.values), count: count))
        do {
            for row in rows { values[row] = try reader.nextValue() }
            try reader.finish()
        } catch {
            throw WireError(.damaged, detail: "values")
        }
        return values
    }

    private static func rows(
        _ deltas: [UInt32],
        count: Int,
        _ name: String
    ) throws(WireError) -> [Int] {
        var rows: [Int] = []
        for delta in deltas {
            let row = (rows.last ?? 0) + Int(delta)
            guard row < count, rows.isEmpty || delta > 0 else {
                throw WireError(.damaged, detail: "rows \(name)")
            }
            rows.append(row)
        }
        return rows
    }

    private static func sparse<Element>(
        _ deltas: [UInt32],
        _ elements: [Element],
        count: Int,
        _ name: String
    ) throws(WireError) -> [Int: Element] {
        guard deltas.count == elements.count else { throw WireError(.damaged, detail: name) }
        let rows = try rows(deltas, count: count, name)
        return Dictionary(uniqueKeysWithValues: zip(rows, elements))
    }

    private static func was(_ push: ProtoPush, count: Int) throws(WireError) -> [Int: Dot] {
        let incarnations = try identifiers(push.wasIncarnations, "was")
        guard incarnations.count == push.wasSeqs.count else {
            throw WireError(.damaged, detail: "was")
        }
        let dots = zip(incarnations, push.wasSeqs).map { incarnation, seq in
            Dot(incarnation: IncarnationID(incarnation), seq: seq)
        }
        return try sparse(push.wasChanges, dots, count: count, "was")
    }
}
