internal import Foundation
internal import SyncModel

extension EpochMark {
    /// Reads epochs, which rise.
    static func read(_ messages: [ProtoEpoch]) throws(WireError) -> [EpochMark] {
        var marks: [EpochMark] = []
        for message in messages {
            guard marks.last.map({ $0.epoch < message.epoch }) ?? true else {
                throw WireError(.damaged, detail: "epochs")
            }
            marks.append(EpochMark(epoch: message.epoch, id: try identifier(message.id, "epoch")))
        }
        return marks
    }
}

extension ProtoEpoch {
    /// Writes an epoch.
    init(_ mark: EpochMark) {
        self.init()
        epoch = mark.epoch
        id = mark.id.data
    }
}

extension Claim {
    /// Reads a claim.
    init(_ message: ProtoClaim) throws(WireError) {
        guard let status = try ReceiptStatus.read(message.status) else {
            throw WireError(.damaged, detail: "status of a claim")
        }
        self.init(
            seq: message.seq,
            status: status,
            position: Position(wireEpoch: message.epoch, message.revision),
            reason: message.hasReason ? message.reason : nil
        )
    }

    /// The message.
    var message: ProtoClaim {
        var message = ProtoClaim()
        message.seq = seq
        message.status = status.wireNumber
        message.epoch = position.map { $0.epoch &+ 1 } ?? 0
        message.revision = position?.revision ?? 0
        if let reason { message.reason = reason }
        return message
    }
}

extension Position {
    /// Reads a position whose epoch travels plus 1; `nil` for 0.
    fileprivate init?(wireEpoch: UInt32, _ revision: UInt64) {
        guard wireEpoch > 0 else { return nil }
        self.init(epoch: wireEpoch - 1, revision: revision)
    }
}

extension CasePosition {
    /// Reads columns of cases and where they stand.
    fileprivate static func read(
        _ data: Data,
        _ epochs: [UInt32],
        _ revisions: [UInt64]
    ) throws(WireError) -> [CasePosition] {
        let ids = try identifiers(data, "cases")
        guard ids.count <= Limits.reconcileCasesMax else {
            throw WireError(.tooLarge, detail: "cases")
        }
        let epochs = try Column(epochs, count: ids.count, "epochs")
        let revisions = try Column(revisions, count: ids.count, "revisions")
        var cases: [CasePosition] = []
        for (row, id) in ids.enumerated() {
            let position = Position(epoch: epochs[row], revision: revisions[row])
            cases.append(CasePosition(caseID: CaseID(id), position: position))
        }
        return cases
    }
}

extension ReconcileRequest {
    /// Reads a question.
    init(_ message: ProtoReconcile) throws(WireError) {
        let cases = try CasePosition.read(message.cases, message.epochs, message.revisions)
        self.init(cases: cases)
    }

    /// The message.
    var message: ProtoReconcile {
        var message = ProtoReconcile()
        var ids = Data()
        for held in cases { ids.append(held.caseID.bits) }
        message.cases = ids
        message.epochs = cases.map(\.position.epoch).trimmed
        message.revisions = cases.map(\.position.revision).trimmed
        return message
    }
}

extension ReconcileResult {
    /// Reads an answer.
    init(_ message: ProtoReconciled) throws(WireError) {
        let cases = try CasePosition.read(message.lost, message.epochs, message.revisions)
        self.init(lost: cases)
    }

    /// The message.
    var message: ProtoReconciled {
        var message = ProtoReconciled()
        var ids = Data()
        for held in lost { ids.append(held.caseID.bits) }
        message.lost = ids
        message.epochs = lost.map(\.position.epoch).trimmed
        message.revisions = lost.map(\.position.revision).trimmed
        return message
    }
}

extension ReportRequest {
    /// Reads a report.
    init(_ message: ProtoReport) throws(WireError) {
        guard message.changes.count <= Limits.reportChangesMax else {
            throw WireError(.tooLarge, detail: "report")
        }
        var changes: [ReportedChange] = []
        for change in message.changes { changes.append(try ReportedChange(change)) }
        self.init(changes: changes)
    }

    /// The message.
    var message: ProtoReport {
        var message = ProtoReport()
        message.changes = changes.map { ProtoReportedChange($0) }
        return message
    }
}

extension ReportedChange {
    /// Reads one change of a report.
    init(_ message: ProtoReportedChange) throws(WireError) {
        let record: RecordAddress
        switch message.key {
        case .caseFile: record = .caseFile
        case .id(let data):
            let key = RecordKey.unique(try identifier(data, "record"))
            record = RecordAddress(kind: message.kind, key: key)
        case .natural(let key):
            guard RecordKey.isNatural(key) else {
                throw WireError(.damaged, detail: "natural key")
            }
            record = RecordAddress(kind: message.kind, key: .natural(key))
        case nil: throw WireError(.damaged, detail: "record of a report")
        }
        self.init(
            dot: Dot(
                incarnation: IncarnationID(try identifier(message.incarnation, "incarnation")),
                seq: message.seq
            ),
            isWhole: message.whole,
            position: Position(wireEpoch: message.epoch, message.revision),
            order: Instant(milliseconds: message.order),
            written: Instant(milliseconds: message.written),
            author: message.author,
            caseID: CaseID(try identifier(message.caseID, "case")),
            record: record,
            unit: message.unit,
            value: try unpacked(message.value, "value")
        )
    }
}

extension ProtoReportedChange {
    /// Writes one change of a report.
    init(_ change: ReportedChange) {
        self.init()
        incarnation = change.dot.incarnation.bits.data
        seq = change.dot.seq
        whole = change.isWhole
        epoch = change.position.map { $0.epoch &+ 1 } ?? 0
        revision = change.position?.revision ?? 0
        order = change.order.milliseconds
        written = change.written.milliseconds
        author = change.author
        caseID = change.caseID.bits.data
        kind = change.record.kind
        switch change.record.key {
        case .caseFile: key = .caseFile(true)
        case .unique(let key): id = key.data
        case .natural(let key): natural = key
        }
        unit = change.unit
        value = packed(change.value)
    }
}

extension ProtoReported {
    /// Says how many changes were taken in.
    init(count: Int) {
        self.init()
        self.count = UInt32(clamping: count)
    }
}
