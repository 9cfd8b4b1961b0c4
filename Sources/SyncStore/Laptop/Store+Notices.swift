public import SyncModel

extension Store {
    /// The notices that were not yet acknowledged, oldest first; `acknowledge` marks them.
    ///
    /// - Parameter acknowledge: Whether these are not given again.
    /// - Returns: The notices.
    /// - Throws: ``StoreError`` `notSaved`, `unknown`, `corrupt` or `busy`.
    public func notices(acknowledge: Bool) throws(StoreError) -> [Notice] {
        let unseen = try read { session in
            try session.prepare("SELECT number, body FROM notices WHERE seen = 0 ORDER BY number")
                .all { ($0.integer(0), try NoticeBody.decode($0.blob(1))) }
        }
        if acknowledge, let last = unseen.last?.0 {
            try write(confirm: { session, _ in
                try session.prepare("SELECT 1 FROM notices WHERE number = ? AND seen = 1")
                    .bind(1, last).first { _ in true } ?? false
            }) { session in
                try session.prepare("UPDATE notices SET seen = 1 WHERE seen = 0 AND number <= ?")
                    .bind(1, last).run()
            }
        }
        return unseen.map(\.1)
    }
}

extension Session {
    /// Keeps a notice until it is acknowledged.
    func keep(_ notice: Notice, number: UInt64) throws {
        try prepare("INSERT OR IGNORE INTO notices (number, body, seen) VALUES (?, ?, 0)")
            .bind(1, number).bind(2, blob: NoticeBody.encode(notice)).run()
    }
}

/// A notice as one blob.
enum NoticeBody {
    /// Writes the blob.
    static func encode(_ notice: Notice) -> [UInt8] {
        var packed = PackedValues()
        notice.caseID.bits.bytes.withUnsafeBytes { packed.append(bytes: $0) }
        packed.append(.text(Text(notice.record.kind)))
        switch notice.record.key {
        case .caseFile: packed.appendNull()
        case .unique(let key): packed.append(.text(Text("u" + key.description)))
        case .natural(let key): packed.append(.text(Text("n" + key)))
        }
        packed.append(.text(Text(notice.unit)))
        packed.append(notice.mine)
        packed.append(notice.chosen)
        packed.append(.text(Text(notice.by)))
        packed.append(.text(Text(notice.reason)))
        packed.append(integer: notice.at.milliseconds)
        return packed.bytes
    }

    /// Reads ``encode(_:)``.
    static func decode(_ bytes: [UInt8]) throws -> Notice {
        var cells = BodyReader(bytes)
        let caseID = CaseID(try cells.identifier())
        let kind = try cells.text()
        let key = try key(try cells.optionalText())
        return Notice(
            caseID: caseID,
            record: RecordAddress(kind: kind, key: key),
            unit: try cells.text(),
            mine: try cells.value(),
            chosen: try cells.value(),
            by: try cells.text(),
            reason: try cells.text(),
            at: Instant(milliseconds: try cells.integer())
        )
    }

    private static func key(_ text: String?) throws -> RecordKey {
        guard let text else { return .caseFile }
        let rest = String(text.dropFirst())
        if text.utf8.first == UInt8(ascii: "n") { return .natural(rest) }
        guard let identifier = Identifier128(rest) else {
            throw StoreError(.corrupt, "a notice names no record")
        }
        return .unique(identifier)
    }
}
