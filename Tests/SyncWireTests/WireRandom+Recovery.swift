import SyncModel

extension WireRandom {
    mutating func claim() -> Claim {
        Claim(
            seq: next(),
            status: pick(ReceiptStatus.allCases),
            position: chance(70) ? standing() : nil,
            reason: chance(30) ? word() : nil
        )
    }

    mutating func epochs() -> [EpochMark] {
        (0..<pick([0, 1, 3])).map { EpochMark(epoch: UInt32($0 + 1), id: identifier()) }
    }

    mutating func cases(_ count: Int) -> [CasePosition] {
        (0..<count).map { _ in CasePosition(caseID: CaseID(identifier()), position: position()) }
    }

    /// A position that may be missing: its epoch travels plus 1, and there is none after the last.
    mutating func standing() -> Position {
        let position = position()
        return Position(epoch: min(position.epoch, .max - 1), revision: position.revision)
    }

    mutating func reported() -> ReportedChange {
        ReportedChange(
            dot: dot(),
            isWhole: chance(50),
            position: chance(70) ? standing() : nil,
            order: instant(),
            written: instant(),
            author: word(),
            caseID: CaseID(identifier()),
            record: record().0,
            unit: name(),
            value: value()
        )
    }
}
