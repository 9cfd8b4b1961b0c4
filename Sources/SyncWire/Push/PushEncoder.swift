internal import Foundation
internal import SyncModel

/// Writes an upload as the columns of a push; each column says only what its neighbours and the origin do not.
struct PushEncoder {
    private let upload: Upload
    private let origin: ProtoOrigin
    private let originOperation: OperationID?
    private var draft: PushDraft
    private var clock: Delta
    private var hlc: HLC?
    private var nextSeq: UInt64
    private var previousCase: (id: CaseID, number: Int64?)?
    private var previousOperation: OperationID?
    private var caseIDs = IdentifierTable()
    private var recordIDs = IdentifierTable()
    private var operationIDs = IdentifierTable()
    private var kinds = NameTable()
    private var namedSave = Delta()
    private var voidChange = Delta()
    private var wasChange = Delta()

    /// Writes a push.
    ///
    /// - Parameters:
    ///   - upload: The saves.
    ///   - clockOffset: See ``PushRequest/clockOffsetMilliseconds``.
    ///   - segmentOffsets: See ``PushRequest/segmentOffsets``.
    ///   - claims: See ``PushRequest/claims``.
    /// - Returns: The columns, and what of them stands in the header.
    /// - Throws: ``WireError`` `damaged` when the saves are not what ``Save`` says, `tooLarge` beyond ``Limits``.
    static func encode(
        _ upload: Upload,
        clockOffset: Int64?,
        segmentOffsets: [UInt32: SegmentOffset] = [:],
        claims: [Claim] = []
    ) throws(WireError) -> (push: ProtoPush, origin: ProtoOrigin) {
        guard let first = upload.saves.first else {
            throw WireError(.damaged, detail: "a push without changes")
        }
        guard
            upload.changes.count
                <= (upload.saves.count == 1 ? Limits.saveChangesMax : Limits.uploadChangesMax)
        else { throw WireError(.tooLarge, detail: "changes") }
        let dot = Dot(incarnation: upload.incarnation, seq: first.firstSeq)
        var origin = ProtoOrigin()
        origin.incarnation = upload.incarnation.bits.data
        origin.firstSeq = first.firstSeq
        origin.chain = Data(upload.chainHash)
        origin.epoch = upload.changes.first { $0.context.revision > 0 }?.context.epoch ?? 0
        origin.author = upload.authors[first.author]
        origin.role = first.role.wireNumber
        origin.wallClock = first.wallClock.milliseconds
        origin.zone = Int32(first.zoneMinutes)
        origin.segment = first.clockSegment
        origin.schemaVersion = first.schemaVersion
        let isDerived = first.operation == OperationID(startingAt: dot)
        if !isDerived { origin.operation = first.operation.bits.data }
        if let clockOffset { origin.clockOffset = clockOffset }
        for (segment, offset) in segmentOffsets.sorted(by: { $0.key < $1.key }) {
            origin.offsetSegments.append(segment)
            origin.segmentOffsets.append(offset.milliseconds)
            origin.areEstimated.append(offset.isEstimated)
        }
        var encoder = PushEncoder(upload, origin, operation: isDerived ? nil : first.operation)
        for index in upload.saves.indices { try encoder.append(upload.saves[index], at: index) }
        var push = encoder.finish()
        push.claims = claims.map(\.message)
        return (push, origin)
    }

    private init(_ upload: Upload, _ origin: ProtoOrigin, operation: OperationID?) {
        self.upload = upload
        self.origin = origin
        originOperation = operation
        draft = PushDraft(saves: upload.saves.count, changes: upload.changes.count)
        clock = Delta(from: origin.wallClock)
        nextSeq = origin.firstSeq
    }

    private mutating func append(_ save: Upload.SaveRow, at index: Int) throws(WireError) {
        let changes = upload.changes(of: index)
        guard !changes.isEmpty else { throw WireError(.damaged, detail: "a save without changes") }
        guard save.firstSeq >= nextSeq else { throw WireError(.damaged, detail: "order of saves") }
        let (end, overflow) = save.firstSeq.addingReportingOverflow(UInt64(changes.count))
        guard !overflow else { throw WireError(.damaged, detail: "numbers of a save") }
        draft.gaps.append(save.firstSeq - nextSeq)
        draft.counts.append(UInt32(changes.count - 1))
        nextSeq = end
        try appendCase(save)
        appendOperation(save)
        appendAuthor(save)
        appendClock(save)
        if let name = upload.caseNumbers[index] {
            draft.namedSaves.append(UInt32(truncatingIfNeeded: namedSave.take(Int64(index))))
            draft.caseNames.append(name)
        }
        var revision = Delta()
        var previous = (record: 0, number: Int64?.none)
        for index in changes {
            let change = upload.changes[index]
            if change.record == previous.record, change.recordNumber == previous.number {
                draft.records.append(0)
            } else {
                try appendRecord(change)
                previous = (change.record, change.recordNumber)
            }
            let known = Int64(bitPattern: change.context.revision)
            draft.contexts.append(revision.take(known))
            let epoch = known == 0 ? 0 : Int64(origin.epoch)
            draft.epochs.append(Int64(change.context.epoch) - epoch)
            draft.unitIndexes.append(UInt32(truncatingIfNeeded: change.unit))
            appendRarities(change, at: index)
        }
    }

    private mutating func appendCase(_ save: Upload.SaveRow) throws(WireError) {
        if let previous = previousCase, previous.id == save.caseID,
            previous.number == save.caseRecordNumber
        {
            draft.cases.append(0)
            return
        }
        previousCase = (save.caseID, save.caseRecordNumber)
        if let number = save.caseRecordNumber {
            guard (0...Int64.max / 4).contains(number) else {
                throw WireError(.damaged, detail: "record number")
            }
            draft.cases.append(UInt64(number) * 2 + 2)
        } else {
            let (index, isNew) = caseIDs.index(of: save.caseID.bits)
            draft.cases.append(isNew ? 1 : UInt64(index) * 2 + 3)
        }
    }

    private mutating func appendOperation(_ save: Upload.SaveRow) {
        let operation = save.operation
        defer { previousOperation = operation }
        let own = OperationID(
            startingAt: Dot(incarnation: upload.incarnation, seq: save.firstSeq)
        )
        if operation == originOperation ?? own {
            draft.operations.append(0)
        } else if operation == own {
            draft.operations.append(1)
        } else if operation == previousOperation {
            draft.operations.append(2)
        } else {
            draft.operations.append(operationIDs.index(of: operation.bits).index + 3)
        }
    }

    /// The authors stand in order of first use, so that the origin's is the first: index 0.
    private mutating func appendAuthor(_ save: Upload.SaveRow) {
        draft.authorIndexes.append(UInt32(truncatingIfNeeded: save.author))
        let role = save.role.wireNumber
        draft.roles.append(role == origin.role ? 0 : role)
        draft.zones.append(Int32(save.zoneMinutes) - origin.zone)
        draft.segments.append(Int64(save.clockSegment) - Int64(origin.segment))
        draft.schemaVersions.append(Int64(save.schemaVersion) - Int64(origin.schemaVersion))
    }

    private mutating func appendClock(_ save: Upload.SaveRow) {
        draft.clocks.append(clock.take(save.wallClock.milliseconds))
        let expected =
            hlc?.next(at: save.wallClock)
            ?? HLC(milliseconds: save.wallClock.milliseconds, counter: 0)
        draft.hlcMilliseconds.append(save.hlc.milliseconds &- expected.milliseconds)
        draft.hlcCounters.append(Int32(save.hlc.counter) - Int32(expected.counter))
        hlc = save.hlc
    }

    private mutating func appendRecord(_ change: Upload.ChangeRow) throws(WireError) {
        guard change.record != 0 else {
            draft.records.append(1)
            return
        }
        let record = upload.records[change.record]
        let kind = kinds.index(of: record.kind) * 4 + 2
        if let number = change.recordNumber {
            guard number >= 0 else { throw WireError(.damaged, detail: "record number") }
            draft.recordNumbers.append(UInt64(number))
            draft.records.append(kind)
            return
        }
        switch record.key {
        case .caseFile: throw WireError(.damaged, detail: "a case file of another kind")
        case .unique(let key):
            let (index, isNew) = recordIDs.index(of: key)
            if !isNew { draft.recordReferences.append(index) }
            draft.records.append(kind + (isNew ? 1 : 3))
        case .natural(let key):
            draft.naturalKeys.append(key)
            draft.records.append(kind + 2)
        }
    }

    private mutating func appendRarities(_ change: Upload.ChangeRow, at index: Int) {
        if change.isVoid {
            draft.voidChanges.append(UInt32(truncatingIfNeeded: voidChange.take(Int64(index))))
        }
        guard !upload.was.isEmpty, let was = upload.was[index] else { return }
        draft.wasChanges.append(UInt32(truncatingIfNeeded: wasChange.take(Int64(index))))
        draft.wasIncarnations.append(was.incarnation.bits)
        draft.wasSeqs.append(was.seq)
    }

    private consuming func finish() -> ProtoPush {
        let upload = upload
        let (kindNames, caseIDs) = (kinds.names, caseIDs.data)
        let (recordIDs, operationIDs) = (recordIDs.data, operationIDs.data)
        var push = draft.message()
        push.saveCount = UInt32(upload.saves.count - 1)
        push.units = upload.units
        push.kinds = kindNames
        push.authors = Array(upload.authors.dropFirst())
        push.caseIds = caseIDs
        push.recordIds = recordIDs
        push.operationIds = operationIDs
        push.values = Self.valuesByUnit(upload)
        return push
    }

    /// The values, grouped by unit; within a unit in order.
    private static func valuesByUnit(_ upload: Upload) -> Data {
        var starts = [Int](repeating: 0, count: upload.units.count + 1)
        for (index, change) in upload.changes.enumerated() {
            starts[change.unit + 1] += upload.value(of: index).count
        }
        for unit in upload.units.indices { starts[unit + 1] += starts[unit] }
        var values = Data(count: upload.values.bytes.count)
        values.withUnsafeMutableBytes { target in
            upload.values.bytes.withUnsafeBytes { source in
                for (index, change) in upload.changes.enumerated() {
                    let range = upload.value(of: index)
                    let start = starts[change.unit]
                    starts[change.unit] = start + range.count
                    UnsafeMutableRawBufferPointer(rebasing: target[start..<starts[change.unit]])
                        .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[range]))
                }
            }
        }
        return values
    }
}
