internal import SyncModel

extension Session {
    /// Sends a second receipt to a device.
    func send(_ content: Letter.Content, replica: ReplicaID) throws {
        try prepare("INSERT INTO letters (number, replica, body) VALUES (?3, ?1, ?2)")
            .bind(1, replica.bits).bind(2, blob: LetterBody.bytes(of: content))
            .bind(3, try nextRow(of: "letters", "number")).run()
    }

    /// Sends a notice to a user, whatever device he uses.
    func send(_ content: Letter.Content, user: String) throws {
        try prepare("INSERT INTO letters (number, user, body) VALUES (?3, ?1, ?2)")
            .bind(1, try intern(.author, user)).bind(2, blob: LetterBody.bytes(of: content))
            .bind(3, try nextRow(of: "letters", "number")).run()
    }

    /// The letters for a device and its user after number `seen`, in order of number.
    ///
    /// A laptop that enrolled anew gets those of the replica that it was, too.
    func letters(for device: DeviceContext, after seen: UInt64, limit: Int) throws -> [Letter] {
        var letters = try letters(to: device.replica, device.user, after: seen, limit: limit)
        for former in try replicas(of: device.incarnation) where former != device.replica {
            letters += try self.letters(to: former, nil, after: seen, limit: limit)
        }
        letters.sort { $0.number < $1.number }
        return Array(letters.prefix(limit))
    }

    private func letters(
        to replica: ReplicaID,
        _ user: String?,
        after seen: UInt64,
        limit: Int
    ) throws -> [Letter] {
        // A number that was never given out may come from a store that was restored: then nothing is new.
        guard let seen = Int64(exactly: seen) else { return [] }
        let user = user.flatMap { names.id(.author, $0) } ?? 0
        return try prepare(
            """
            SELECT number, body FROM letters WHERE replica = ?1 AND number > ?3
            UNION ALL SELECT number, body FROM letters WHERE user = ?2 AND number > ?3
            ORDER BY number LIMIT ?4
            """
        )
        .bind(1, replica.bits).bind(2, user).bind(3, seen).bind(4, Int64(limit))
        .all { Letter(number: $0.unsigned(0), content: try LetterBody.content(of: $0.blob(1))) }
    }
}

/// A letter as the table `letters` keeps it.
enum LetterBody {
    static func bytes(of content: Letter.Content) -> [UInt8] {
        var packed = PackedValues()
        switch content {
        case .receipt(let receipt):
            packed.append(integer: 1)
            packed.append(identifier: receipt.dot.incarnation.bits)
            packed.append(integer: Int64(bitPattern: receipt.dot.seq))
            packed.append(integer: receipt.status.stored)
            packed.append(receipt.position.map { .integer($0.packed) } ?? .null)
            packed.append(receipt.reason.map { .text(Text($0)) } ?? .null)
        case .notice(let notice):
            packed.append(integer: 2)
            packed.append(identifier: notice.caseID.bits)
            packed.append(notice.record)
            packed.append(.text(Text(notice.unit)))
            packed.append(notice.mine)
            packed.append(notice.chosen)
            packed.append(.text(Text(notice.by)))
            packed.append(.text(Text(notice.reason)))
            packed.append(integer: notice.at.milliseconds)
        }
        return packed.bytes
    }

    /// Reads ``bytes(of:)``.
    ///
    /// - Throws: ``StoreError`` `corrupt` when they are not a letter.
    static func content(of bytes: [UInt8]) throws -> Letter.Content {
        var reader = BodyReader(bytes)
        switch try reader.integer() {
        case 1:
            let dot = Dot(
                incarnation: IncarnationID(try reader.identifier()),
                seq: UInt64(bitPattern: try reader.integer())
            )
            guard let status = ReceiptStatus(stored: try reader.integer()) else {
                throw StoreError(.corrupt, "a letter cannot be read")
            }
            var receipt = Receipt(dot: dot, status: status)
            if case .integer(let packed) = try reader.value() {
                receipt.position = Position(packed: packed)
            }
            if case .text(let reason) = try reader.value() { receipt.reason = reason.string }
            return .receipt(receipt)
        case 2:
            return .notice(
                Notice(
                    caseID: CaseID(try reader.identifier()),
                    record: try reader.address(),
                    unit: try reader.text(),
                    mine: try reader.value(),
                    chosen: try reader.value(),
                    by: try reader.text(),
                    reason: try reader.text(),
                    at: Instant(milliseconds: try reader.integer())
                )
            )
        default: throw StoreError(.corrupt, "a letter cannot be read")
        }
    }
}

extension PackedValues {
    /// Appends a record's address: kind, and key with what it is.
    mutating func append(_ address: RecordAddress) {
        append(.text(Text(address.kind)))
        switch address.key {
        case .caseFile:
            append(integer: 0)
        case .unique(let key):
            append(integer: 1)
            append(identifier: key)
        case .natural(let key):
            append(integer: 2)
            append(.text(Text(key)))
        }
    }
}

extension BodyReader {
    /// Reads a record's address.
    mutating func address() throws -> RecordAddress {
        let kind = try text()
        switch try integer() {
        case 0: return RecordAddress(kind: kind, key: .caseFile)
        case 1: return RecordAddress(kind: kind, key: .unique(try identifier()))
        default: return RecordAddress(kind: kind, key: .natural(try text()))
        }
    }
}
