internal import SyncModel

/// Reads the columns of a push as saves; every list is checked before it is used.
struct PushDecoder {
    private let columns: PushColumns
    private var clock: Delta
    private var hlc: HLC?
    private var nextSeq: UInt64
    private var changeIndex = 0
    private var caseCursor = PushCaseCursor()
    private var recordCursor: PushRecordCursor
    private var operation: OperationID?

    /// Reads a push.
    ///
    /// - Throws: ``WireError`` `damaged` or `tooLarge`.
    static func decode(_ push: ProtoPush, origin: ProtoOrigin?) throws(WireError) -> PushRequest {
        guard let origin else { throw WireError(.damaged, detail: "a push without origin") }
        let columns = try PushColumns(push, origin: origin)
        var decoder = PushDecoder(columns)
        var saves: [Save] = []
        saves.reserveCapacity(columns.saveCount)
        for index in 0..<columns.saveCount { saves.append(try decoder.save(at: index)) }
        try decoder.caseCursor.finish(columns)
        try decoder.recordCursor.finish(columns)
        saves[saves.count - 1].chainHash = columns.chain
        return PushRequest(
            clockOffsetMilliseconds: origin.hasClockOffset ? origin.clockOffset : nil,
            segmentOffsets: try segmentOffsets(origin, saveCount: columns.saveCount),
            saves: saves
        )
    }

    /// Each segment once, and no more of them than saves.
    private static func segmentOffsets(
        _ origin: ProtoOrigin,
        saveCount: Int
    ) throws(WireError) -> [UInt32: SegmentOffset] {
        let count = origin.offsetSegments.count
        guard count <= saveCount, origin.segmentOffsets.count == count,
            origin.areEstimated.count == count
        else { throw WireError(.damaged, detail: "clock segments") }
        var offsets: [UInt32: SegmentOffset] = [:]
        for (index, segment) in origin.offsetSegments.enumerated() {
            let known = offsets.updateValue(
                SegmentOffset(
                    milliseconds: origin.segmentOffsets[index],
                    isEstimated: origin.areEstimated[index]
                ),
                forKey: segment
            )
            guard known == nil else { throw WireError(.damaged, detail: "clock segments") }
        }
        return offsets
    }

    private init(_ columns: PushColumns) {
        self.columns = columns
        clock = Delta(from: columns.origin.wallClock)
        nextSeq = columns.origin.firstSeq
        recordCursor = PushRecordCursor()
    }

    private mutating func save(at index: Int) throws(WireError) -> Save {
        let (firstSeq, overflow) = nextSeq.addingReportingOverflow(columns.gaps[index])
        guard !overflow, firstSeq >= 1, firstSeq < .max - UInt64(Limits.saveChangesMax) else {
            throw WireError(.damaged, detail: "numbers of a save")
        }
        nextSeq = firstSeq
        let first = Dot(incarnation: columns.incarnation, seq: firstSeq)
        let (caseID, number) = try caseCursor.next(columns.cases[index], in: columns)
        let wallClock = Instant(milliseconds: clock.give(columns.clocks[index]))
        let count = Int(columns.counts[index]) + 1
        var changes: [Change] = []
        changes.reserveCapacity(count)
        var revision = Delta()
        recordCursor.beginSave()
        for _ in 0..<count { changes.append(try change(&revision)) }
        return Save(
            caseID: caseID,
            caseNumber: columns.caseNames[index],
            operation: try operation(columns.operations[index], first: first),
            author: columns.author(of: index),
            role: try columns.role(of: index),
            wallClock: wallClock,
            zoneMinutes: try columns.zone(of: index),
            clockSegment: try columns.segment(of: index),
            hlc: try hlc(of: index, wallClock: wallClock),
            schemaVersion: try columns.schemaVersion(of: index),
            changes: changes,
            caseRecordNumber: number
        )
    }

    private mutating func change(_ revision: inout Delta) throws(WireError) -> Change {
        let index = changeIndex
        changeIndex += 1
        defer { nextSeq += 1 }
        let (record, number) = try recordCursor.next(columns.records[index], in: columns)
        let known = UInt64(bitPattern: revision.give(columns.contexts[index]))
        let epoch = (known == 0 ? 0 : Int64(columns.origin.epoch)) &+ columns.epochs[index]
        guard let epoch = UInt32(exactly: epoch) else { throw WireError(.damaged, detail: "epoch") }
        return Change(
            dot: Dot(incarnation: columns.incarnation, seq: nextSeq),
            record: record,
            unit: columns.units[columns.unitIndexes[index]],
            value: columns.values[index],
            context: Position(epoch: epoch, revision: known),
            isVoid: columns.voidChanges.contains(index),
            was: columns.was[index],
            recordNumber: number
        )
    }

    private mutating func operation(_ code: UInt32, first: Dot) throws(WireError) -> OperationID {
        let found: OperationID
        switch code {
        case 0: found = columns.originOperation ?? OperationID(startingAt: first)
        case 1: found = OperationID(startingAt: first)
        case 2:
            guard let operation else { throw WireError(.damaged, detail: "operation") }
            found = operation
        default:
            guard Int(code) - 3 < columns.operationIDs.count else {
                throw WireError(.damaged, detail: "operation")
            }
            found = OperationID(columns.operationIDs[Int(code) - 3])
        }
        operation = found
        return found
    }

    private mutating func hlc(of index: Int, wallClock: Instant) throws(WireError) -> HLC {
        let expected =
            hlc?.next(at: wallClock) ?? HLC(milliseconds: wallClock.milliseconds, counter: 0)
        let counter = Int64(expected.counter) + Int64(columns.hlcCounters[index])
        guard let counter = UInt16(exactly: counter) else {
            throw WireError(.damaged, detail: "clock counter")
        }
        let stamp = HLC(
            milliseconds: expected.milliseconds &+ columns.hlcMilliseconds[index],
            counter: counter
        )
        hlc = stamp
        return stamp
    }
}

/// Where the reading of the saves' cases stands.
struct PushCaseCursor {
    private var used = 0
    private var previous: (CaseID, Int64?)?

    /// The case of a save, by its code.
    mutating func next(
        _ code: UInt64,
        in columns: PushColumns
    ) throws(WireError) -> (CaseID, Int64?) {
        let found: (CaseID, Int64?)
        switch code {
        case 0:
            guard let previous else { throw WireError(.damaged, detail: "case of the first save") }
            found = previous
        case 1:
            guard used < columns.caseIDs.count else { throw WireError(.damaged, detail: "case") }
            found = (CaseID(columns.caseIDs[used]), nil)
            used += 1
        default:
            let payload = (code - 2) / 2
            if code % 2 == 0 {
                found = (.unresolved, Int64(payload))
            } else {
                guard payload < UInt64(used) else { throw WireError(.damaged, detail: "case") }
                found = (CaseID(columns.caseIDs[Int(payload)]), nil)
            }
        }
        previous = found
        return found
    }

    /// Checks that all ids were used.
    func finish(_ columns: PushColumns) throws(WireError) {
        guard used == columns.caseIDs.count else { throw WireError(.damaged, detail: "cases") }
    }
}

/// Where the reading of the changes' records stands.
struct PushRecordCursor {
    private var numbers = 0
    private var ids = 0
    private var naturals = 0
    private var references = 0
    private var previous: (RecordAddress, Int64?) = (.caseFile, nil)

    /// A save begins with its case file.
    mutating func beginSave() { previous = (.caseFile, nil) }

    /// The record of a change, by its code.
    mutating func next(
        _ code: UInt32,
        in columns: PushColumns
    ) throws(WireError) -> (RecordAddress, Int64?) {
        guard code > 0 else { return previous }
        guard code > 1 else {
            previous = (.caseFile, nil)
            return previous
        }
        let kindIndex = Int(code - 2) / 4
        guard kindIndex < columns.kinds.count else { throw WireError(.damaged, detail: "kind") }
        let (key, number) = try key(form: (code - 2) % 4, in: columns)
        previous = (RecordAddress(kind: columns.kinds[kindIndex], key: key), number)
        return previous
    }

    private mutating func key(
        form: UInt32,
        in columns: PushColumns
    ) throws(WireError) -> (RecordKey, Int64?) {
        switch form {
        case 0 where numbers < columns.recordNumbers.count:
            numbers += 1
            return (.unresolved, columns.recordNumbers[numbers - 1])
        case 1 where ids < columns.recordIDs.count:
            ids += 1
            return (.unique(columns.recordIDs[ids - 1]), nil)
        case 2 where naturals < columns.naturalKeys.count:
            naturals += 1
            return (.natural(columns.naturalKeys[naturals - 1]), nil)
        case 3 where references < columns.recordReferences.count:
            let index = Int(columns.recordReferences[references])
            references += 1
            guard index < ids else { throw WireError(.damaged, detail: "record reference") }
            return (.unique(columns.recordIDs[index]), nil)
        default: throw WireError(.damaged, detail: "record")
        }
    }

    /// Checks that all keys were used.
    func finish(_ columns: PushColumns) throws(WireError) {
        guard numbers == columns.recordNumbers.count, ids == columns.recordIDs.count,
            naturals == columns.naturalKeys.count, references == columns.recordReferences.count
        else { throw WireError(.damaged, detail: "records") }
    }
}
