internal import SyncModel

/// What the changes of a save have in common, as one blob in the save's first log row.
///
/// Layout: version (1 byte), case, operation (16 bytes each), chain hash (32), then packed cells.
struct SaveHeader {
    var caseID: CaseID
    var operation: OperationID
    var chainHash: [UInt8]
    /// The number of changes in the save.
    var count: Int
    /// The interned author.
    var author: Int64
    var role: Role
    var wallClock: Instant
    var zoneMinutes: Int16
    var clockSegment: UInt32
    var hlc: HLC
    var schemaVersion: UInt32
    var caseNumber: String?

    private static let version: UInt8 = 1
    private static let fixedBytes = 65
    /// Kept: each read of `allCases` makes a list.
    private static let roles = Role.allCases

    /// Writes the blob.
    func encode() -> [UInt8] {
        var fixed: [UInt8] = []
        fixed.reserveCapacity(Self.fixedBytes + 48)
        fixed.append(Self.version)
        fixed.append(identifier: caseID.bits)
        fixed.append(identifier: operation.bits)
        fixed.append(contentsOf: chainHash)
        var cells = PackedValues(bytes: consume fixed, count: 0)
        cells.append(integer: Int64(count))
        cells.append(integer: author)
        cells.append(integer: Int64(Self.roleCode(role)))
        cells.append(integer: wallClock.milliseconds)
        cells.append(integer: Int64(zoneMinutes))
        cells.append(integer: Int64(clockSegment))
        cells.append(integer: hlc.milliseconds &- wallClock.milliseconds)
        cells.append(integer: Int64(hlc.counter))
        cells.append(integer: Int64(schemaVersion))
        cells.append(text: caseNumber)
        return cells.bytes
    }

    /// Reads the blob in a column.
    ///
    /// - Throws: ``StoreError`` `corrupt` when it is not one.
    static func read(_ row: Prepared, _ column: Int32) throws -> SaveHeader {
        try row.withBytes(column) { try read($0) }
    }

    /// Reads the blob.
    ///
    /// - Throws: ``StoreError`` `corrupt` when it is not one.
    static func read(_ bytes: UnsafeRawBufferPointer) throws -> SaveHeader {
        var header = try SaveHeader(withoutHash: bytes)
        header.chainHash = Array(hash(in: bytes))
        return header
    }

    /// The chain hash in a blob that was read.
    static func hash(in bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[33..<fixedBytes])
    }

    private static func roleCode(_ role: Role) -> Int {
        switch role {
        case .counsellor: 1
        case .coordinator: 2
        case .benefitOfficer: 3
        case .debtOfficer: 4
        case .idDesk: 5
        case .admin: 6
        }
    }

    private static func role(_ code: Int64) throws -> Role {
        guard let role = roles.first(where: { Int64(roleCode($0)) == code }) else {
            throw StoreError(.corrupt, "the header of a save names no role")
        }
        return role
    }
}

extension SaveHeader {
    /// Reads a blob but for its hash, which stays where it is.
    ///
    /// - Throws: ``StoreError`` `corrupt` when it is not one.
    init(withoutHash bytes: UnsafeRawBufferPointer) throws {
        guard bytes.count > Self.fixedBytes, bytes[0] == Self.version,
            let caseID = Identifier128(raw: .init(rebasing: bytes[1..<17])),
            let operation = Identifier128(raw: .init(rebasing: bytes[17..<33]))
        else { throw StoreError(.corrupt, "the header of a save cannot be read") }
        self.caseID = CaseID(caseID)
        self.operation = OperationID(operation)
        chainHash = []
        var cells = StoredCellCursor(from: Self.fixedBytes, of: bytes)
        count = Int(try cells.integer(in: bytes))
        author = try cells.integer(in: bytes)
        role = try Self.role(try cells.integer(in: bytes))
        wallClock = Instant(milliseconds: try cells.integer(in: bytes))
        zoneMinutes = Int16(truncatingIfNeeded: try cells.integer(in: bytes))
        clockSegment = UInt32(truncatingIfNeeded: try cells.integer(in: bytes))
        let hybrid = try cells.integer(in: bytes)
        hlc = HLC(
            milliseconds: wallClock.milliseconds &+ hybrid,
            counter: UInt16(truncatingIfNeeded: try cells.integer(in: bytes))
        )
        schemaVersion = UInt32(truncatingIfNeeded: try cells.integer(in: bytes))
        if case .text(let text) = try cells.next(in: bytes) {
            caseNumber = String(decoding: text, as: UTF8.self)
        }
    }
}

extension Array<UInt8> {
    /// Appends the 16 bytes of an identifier.
    mutating func append(identifier: Identifier128) {
        var halves = (identifier.high.bigEndian, identifier.low.bigEndian)
        Swift.withUnsafeBytes(of: &halves) { append(contentsOf: $0) }
    }
}

/// The states of a log row: how its change was answered.
///
/// After the server was restored, a row that it lost has 100 beside its code until it is answered again, and then,
/// where the change was settled before, 200 until a page has brought what became of it.
enum LogState {
    /// A void change without a receipt.
    static let void: Int64 = 0
    /// Beside the code of a receipt of an epoch that was lost.
    static let claimed: Int64 = 100
    /// Beside the code of a new receipt of a change that was settled before.
    static let settled: Int64 = 200

    /// The receipt that a row had in an epoch that was lost; `nil` when it needs no other.
    static func claim(_ code: Int64?) -> ReceiptStatus? {
        guard let code, code > claimed, code < settled else { return nil }
        return status(code - claimed)
    }

    /// Whether a change was settled in a lost epoch, and is answered again.
    static func isSettled(_ code: Int64?) -> Bool { (code ?? 0) > settled }

    /// The stored code of a receipt.
    static func code(_ status: ReceiptStatus) -> Int64 {
        switch status {
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

    /// The receipt of a stored code; `nil` for a change without one.
    static func status(_ code: Int64?) -> ReceiptStatus? {
        guard let code else { return nil }
        let plain = code > settled ? code - settled : code
        return ReceiptStatus.allCases.first { self.code($0) == plain }
    }
}
