internal import SyncModel

extension Letter {
    /// Reads a letter.
    init(_ message: ProtoLetter) throws(WireError) {
        switch message.content {
        case .receipt(let receipt):
            let receipts = try PushResult(receipt).receipts
            guard receipts.count == 1 else { throw WireError(.damaged, detail: "letter") }
            self.init(number: message.number, content: .receipt(receipts[0]))
        case .notice(let notice):
            self.init(number: message.number, content: .notice(try Notice(notice)))
        case nil: throw WireError(.damaged, detail: "letter")
        }
    }
}

extension ProtoLetter {
    /// Writes a letter.
    init(_ letter: Letter) {
        self.init()
        number = letter.number
        switch letter.content {
        case .receipt(let receipt): self.receipt = ProtoPushResult([receipt])
        case .notice(let notice): self.notice = ProtoNotice(notice)
        }
    }
}

extension Notice {
    /// Reads a notice.
    init(_ message: ProtoNotice) throws(WireError) {
        let record: RecordAddress
        switch message.key {
        case .caseFile: record = .caseFile
        case .id(let data):
            record = RecordAddress(
                kind: message.kind,
                key: .unique(try identifier(data, "record"))
            )
        case .natural(let key):
            guard RecordKey.isNatural(key) else {
                throw WireError(.damaged, detail: "natural key")
            }
            record = RecordAddress(kind: message.kind, key: .natural(key))
        case nil: throw WireError(.damaged, detail: "record of a notice")
        }
        self.init(
            caseID: CaseID(try identifier(message.caseID, "case")),
            record: record,
            unit: message.unit,
            mine: try unpacked(message.mine, "mine"),
            chosen: try unpacked(message.chosen, "chosen"),
            by: message.by,
            reason: message.reason,
            at: Instant(milliseconds: message.at)
        )
    }
}

extension ProtoNotice {
    /// Writes a notice.
    init(_ notice: Notice) {
        self.init()
        caseID = notice.caseID.bits.data
        switch notice.record.key {
        case .caseFile: key = .caseFile(true)
        case .unique(let id):
            kind = notice.record.kind
            key = .id(id.data)
        case .natural(let natural):
            kind = notice.record.kind
            key = .natural(natural)
        }
        unit = notice.unit
        mine = packed(notice.mine)
        chosen = packed(notice.chosen)
        by = notice.by
        reason = notice.reason
        at = notice.at.milliseconds
    }
}
