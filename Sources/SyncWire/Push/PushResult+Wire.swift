internal import SyncModel

extension ReceiptStatus {
    /// The number that travels, from 1.
    var wireNumber: UInt32 {
        switch self {
        case .applied: 1
        case .agreed: 2
        case .merged: 3
        case .beaten: 4
        case .conflictShown: 5
        case .conflictBeaten: 6
        case .superseded: 7
        case .duplicate: 8
        case .void: 9
        case .quarantined: 10
        case .refused: 11
        }
    }

    /// Reads the number that travels; `nil` for 0.
    static func read(_ wireNumber: UInt32) throws(WireError) -> ReceiptStatus? {
        if wireNumber == 0 { return nil }
        guard let status = allCases.first(where: { $0.wireNumber == wireNumber }) else {
            throw WireError(.damaged, detail: "status")
        }
        return status
    }
}

extension PushResult {
    /// Reads receipts.
    init(_ message: ProtoPushResult) throws(WireError) {
        let count = Int(message.count)
        guard count <= Limits.saveChangesMax else { throw WireError(.tooLarge, detail: "receipts") }
        let incarnations = try identifiers(message.incarnations, "incarnations")
        let incarnationIndexes = try IndexColumn(
            message.incarnationIndexes,
            count: count,
            listCount: incarnations.count,
            "incarnations"
        )
        let reasonIndexes = try IndexColumn(
            message.reasonIndexes,
            count: count,
            listCount: message.reasons.count,
            none: 1,
            "reasons"
        )
        let seqs = try Column(message.seqs, count: count, "seqs")
        let statuses = try Column(message.statuses, count: count, "statuses")
        let firsts = try Column(message.firsts, count: count, "firsts")
        let revisions = try Column(message.revisions, count: count, "revisions")
        let epochs = try Column(message.epochs, count: count, "epochs")
        var seq = Delta()
        var revision = Delta()
        var receipts: [Receipt] = []
        receipts.reserveCapacity(count)
        for row in 0..<count {
            guard let status = try ReceiptStatus.read(statuses[row]) else {
                throw WireError(.damaged, detail: "status")
            }
            let known = UInt64(bitPattern: revision.give(revisions[row]))
            let reason = reasonIndexes[row]
            receipts.append(
                Receipt(
                    dot: Dot(
                        incarnation: IncarnationID(incarnations[incarnationIndexes[row]]),
                        seq: UInt64(bitPattern: seq.give(seqs[row] &+ 1))
                    ),
                    status: status,
                    first: try ReceiptStatus.read(firsts[row]),
                    position: epochs[row] == 0
                        ? nil : Position(epoch: epochs[row] - 1, revision: known),
                    reason: reason == 0 ? nil : message.reasons[reason - 1]
                )
            )
        }
        self.init(
            receipts: receipts,
            known: try ChainHead(message.known),
            epoch: message.serverEpoch
        )
    }

    /// The message.
    var message: ProtoPushResult {
        var message = ProtoPushResult(receipts)
        message.known = known.message
        message.serverEpoch = epoch
        return message
    }
}

extension ProtoPushResult {
    /// Writes receipts as columns.
    init(_ receipts: [Receipt]) {
        self.init()
        count = UInt32(receipts.count)
        var incarnationTable = IdentifierTable()
        var reasonTable = NameTable()
        var seq = Delta()
        var revision = Delta()
        var known: UInt64 = 0
        for receipt in receipts {
            incarnationIndexes.append(
                incarnationTable.index(of: receipt.dot.incarnation.bits).index
            )
            seqs.append(seq.take(Int64(bitPattern: receipt.dot.seq)) &- 1)
            statuses.append(receipt.status.wireNumber)
            firsts.append(receipt.first?.wireNumber ?? 0)
            known = receipt.position?.revision ?? known
            revisions.append(revision.take(Int64(bitPattern: known)))
            epochs.append(receipt.position.map { $0.epoch &+ 1 } ?? 0)
            reasonIndexes.append(receipt.reason.map { reasonTable.index(of: $0) + 1 } ?? 0)
        }
        incarnations = incarnationTable.data
        reasons = reasonTable.names
        incarnationIndexes = incarnationIndexes.trimmed
        seqs = seqs.trimmed
        statuses = statuses.trimmed
        firsts = firsts.trimmed
        revisions = revisions.trimmed
        epochs = epochs.trimmed
        reasonIndexes = reasonIndexes.trimmed
    }
}
