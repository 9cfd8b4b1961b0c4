internal import Foundation
internal import SyncModel

/// Writes the saves of a push as columns; each column says only what its neighbours and the origin do not.
struct PushEncoder {
    private var draft = PushDraft()
    private let origin: ProtoOrigin
    private var clock: Delta
    private var hlc: HLC?
    private var nextSeq: UInt64
    private var changeCount = 0
    private var previousCase: (id: CaseID, number: Int64?)?
    private var previousOperation: OperationID?
    private let originOperation: OperationID?
    private var caseIDs = IdentifierTable()
    private var recordIDs = IdentifierTable()
    private var operationIDs = IdentifierTable()
    private var authors = NameTable()
    private var units = NameTable()
    private var kinds = NameTable()
    private var values: [PackedValues] = []
    private var namedSave = Delta()
    private var voidChange = Delta()
    private var wasChange = Delta()

    /// Writes a push.
    ///
    /// - Throws: ``WireError`` `damaged` when the saves are not what ``Save`` says, `tooLarge` beyond ``Limits``.
    static func encode(
        _ request: PushRequest
    ) throws(WireError) -> (push: ProtoPush, origin: ProtoOrigin) {
        guard let first = request.saves.first, let last = request.saves.last,
            let change = first.changes.first
        else { throw WireError(.damaged, detail: "a push without changes") }
        var changeCount = 0
        for save in request.saves { changeCount += save.changes.count }
        guard
            changeCount
                <= (request.saves.count == 1 ? Limits.saveChangesMax : Limits.uploadChangesMax)
        else { throw WireError(.tooLarge, detail: "changes") }
        var origin = ProtoOrigin()
        origin.incarnation = change.dot.incarnation.bits.data
        origin.firstSeq = change.dot.seq
        origin.chain = Data(last.chainHash)
        origin.epoch = Self.epoch(of: request.saves)
        origin.author = first.author
        origin.role = first.role.wireNumber
        origin.wallClock = first.wallClock.milliseconds
        origin.zone = Int32(first.zoneMinutes)
        origin.segment = first.clockSegment
        origin.schemaVersion = first.schemaVersion
        let isDerived = first.operation == OperationID(startingAt: change.dot)
        if !isDerived { origin.operation = first.operation.bits.data }
        if let offset = request.clockOffsetMilliseconds { origin.clockOffset = offset }
        for (segment, offset) in request.segmentOffsets.sorted(by: { $0.key < $1.key }) {
            origin.offsetSegments.append(segment)
            origin.segmentOffsets.append(offset.milliseconds)
            origin.areEstimated.append(offset.isEstimated)
        }
        var encoder = PushEncoder(origin: origin, operation: isDerived ? nil : first.operation)
        for (index, save) in request.saves.enumerated() {
            try encoder.append(save, at: index, incarnation: change.dot.incarnation)
        }
        return (encoder.finish(saveCount: request.saves.count), origin)
    }

    private init(origin: ProtoOrigin, operation: OperationID?) {
        self.origin = origin
        originOperation = operation
        clock = Delta(from: origin.wallClock)
        nextSeq = origin.firstSeq
    }

    private static func epoch(of saves: [Save]) -> UInt32 {
        for save in saves {
            for change in save.changes where change.context.revision > 0 {
                return change.context.epoch
            }
        }
        return 0
    }

    private mutating func append(
        _ save: Save,
        at index: Int,
        incarnation: IncarnationID
    ) throws(WireError) {
        guard let first = save.changes.first else {
            throw WireError(.damaged, detail: "a save without changes")
        }
        guard first.dot.seq >= nextSeq else { throw WireError(.damaged, detail: "order of saves") }
        draft.gaps.append(first.dot.seq - nextSeq)
        draft.counts.append(UInt32(save.changes.count - 1))
        try appendCase(save)
        appendOperation(save.operation, first: first.dot)
        appendAuthor(save)
        appendClock(save)
        if let name = save.caseNumber {
            draft.namedSaves.append(UInt32(truncatingIfNeeded: namedSave.take(Int64(index))))
            draft.caseNames.append(name)
        }
        nextSeq = first.dot.seq
        var revision = Delta()
        var previous = RecordAddress.caseFile
        var previousNumber: Int64?
        for change in save.changes {
            guard change.dot == Dot(incarnation: incarnation, seq: nextSeq), nextSeq < .max else {
                throw WireError(.damaged, detail: "numbers of a save")
            }
            nextSeq += 1
            if change.record == previous, change.recordNumber == previousNumber {
                draft.records.append(0)
            } else {
                try appendRecord(change)
                previous = change.record
                previousNumber = change.recordNumber
            }
            let known = Int64(bitPattern: change.context.revision)
            draft.contexts.append(revision.take(known))
            let epoch = known == 0 ? 0 : Int64(origin.epoch)
            draft.epochs.append(Int64(change.context.epoch) - epoch)
            appendValue(change)
            appendRarities(change)
            changeCount += 1
        }
    }

    private mutating func appendCase(_ save: Save) throws(WireError) {
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

    private mutating func appendOperation(_ operation: OperationID, first: Dot) {
        defer { previousOperation = operation }
        let own = OperationID(startingAt: first)
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

    private mutating func appendAuthor(_ save: Save) {
        let isOrigin = save.author.utf8.elementsEqual(origin.author.utf8)
        draft.authorIndexes.append(isOrigin ? 0 : authors.index(of: save.author) + 1)
        let role = save.role.wireNumber
        draft.roles.append(role == origin.role ? 0 : role)
        draft.zones.append(Int32(save.zoneMinutes) - origin.zone)
        draft.segments.append(Int64(save.clockSegment) - Int64(origin.segment))
        draft.schemaVersions.append(Int64(save.schemaVersion) - Int64(origin.schemaVersion))
    }

    private mutating func appendClock(_ save: Save) {
        draft.clocks.append(clock.take(save.wallClock.milliseconds))
        let expected =
            hlc?.next(at: save.wallClock)
            ?? HLC(milliseconds: save.wallClock.milliseconds, counter: 0)
        draft.hlcMilliseconds.append(save.hlc.milliseconds &- expected.milliseconds)
        draft.hlcCounters.append(Int32(save.hlc.counter) - Int32(expected.counter))
        hlc = save.hlc
    }

    private mutating func appendRecord(_ change: Change) throws(WireError) {
        let record = change.record
        guard record != .caseFile else {
            draft.records.append(1)
            return
        }
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

    private mutating func appendValue(_ change: Change) {
        let unit = Int(units.index(of: change.unit))
        if unit == values.count { values.append(PackedValues()) }
        draft.unitIndexes.append(UInt32(unit))
        values[unit].append(change.value)
    }

    private mutating func appendRarities(_ change: Change) {
        if change.isVoid {
            draft.voidChanges.append(
                UInt32(truncatingIfNeeded: voidChange.take(Int64(changeCount)))
            )
        }
        if let was = change.was {
            draft.wasChanges.append(UInt32(truncatingIfNeeded: wasChange.take(Int64(changeCount))))
            draft.wasIncarnations.append(was.incarnation.bits)
            draft.wasSeqs.append(was.seq)
        }
    }

    private consuming func finish(saveCount: Int) -> ProtoPush {
        var push = draft.message()
        push.saveCount = UInt32(saveCount - 1)
        push.units = units.names
        push.kinds = kinds.names
        push.authors = authors.names
        push.caseIds = caseIDs.data
        push.recordIds = recordIDs.data
        push.operationIds = operationIDs.data
        var packed = Data()
        packed.reserveCapacity(values.reduce(0) { $0 + $1.bytes.count })
        for column in values { packed.append(contentsOf: column.bytes) }
        push.values = packed
        return push
    }
}
