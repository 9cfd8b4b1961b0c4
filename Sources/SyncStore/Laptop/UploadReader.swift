internal import GRDBSQLite
internal import SyncModel

/// Reads rows of the log into an upload: a row of the log becomes a row there, and no object is made of it.
struct UploadReader {
    /// The columns of the log that are read, in the order of ``take(_:before:)``.
    static let columns = "seq, record, unit, value, context, state, save"

    private let session: Session
    private let chain: OwnChain
    private let start: UInt64
    private let changesMax: Int
    private let caseKind: Int
    /// A server that was restored does not know the numbers that it gave out after the backup.
    private let areNumbersKnown: Bool
    private(set) var upload: Upload
    private var authors = NameIndexes()
    private var units = NameIndexes()
    private var records: [Int64: Place] = [:]
    /// The changes of the saves that were begun.
    private var count = 0

    /// A record's index, and the server's number of its case; 0 when that is not known.
    private struct Place {
        var index: Int
        var caseN: Int64
    }

    /// Begins with no saves; those to come follow `seq`.
    init(_ session: Session, _ chain: OwnChain, after seq: UInt64, changesMax: Int) throws {
        self.session = session
        self.chain = chain
        start = seq
        self.changesMax = changesMax
        caseKind = try session.kinds.cases().number
        areNumbersKnown = try session.setting(Setting.recovering) == nil
        upload = Upload(of: chain.dot(seq + 1).incarnation)
        let tip = session.pending.tip.seq
        upload.reserve(min(changesMax, Int(clamping: tip > seq ? tip - seq : 0)))
    }

    /// Takes one row in.
    ///
    /// - Returns: Whether it was; false when it begins a save at or after `end`, or one too many.
    mutating func take(_ row: Prepared, before end: UInt64) throws -> Bool {
        let seq = row.unsigned(0)
        if !row.isNull(6) {
            let isTaken = try row.withBytes(6) { try begin($0, at: seq, before: end) }
            guard isTaken else { return false }
        }
        guard !upload.saves.isEmpty else {
            throw StoreError(.corrupt, "the log after \(start) does not begin with a save")
        }
        let state = row.optionalInteger(5)
        let record = RecordReference(packed: row.integer(1))
        let change = Upload.ChangeRow(
            record: try index(of: record),
            recordNumber: record.n > 0 && areNumbersKnown ? record.n : nil,
            unit: try unit(row.integer(2)),
            context: Position(packed: row.integer(4)),
            isVoid: state == LogState.void || LogState.status(state) == .void
        )
        try append(change, row, was: chain.was(seq))
        return true
    }

    private mutating func begin(
        _ bytes: UnsafeRawBufferPointer,
        at seq: UInt64,
        before end: UInt64
    ) throws -> Bool {
        guard seq < end else { return false }
        let header = try SaveHeader(withoutHash: bytes)
        guard count == 0 || count + header.count <= changesMax else { return false }
        count += header.count
        let row = Upload.SaveRow(
            caseID: header.caseID,
            operation: header.operation,
            author: try author(header.author),
            role: header.role,
            wallClock: header.wallClock,
            zoneMinutes: header.zoneMinutes,
            clockSegment: header.clockSegment,
            hlc: header.hlc,
            schemaVersion: header.schemaVersion,
            firstSeq: seq
        )
        upload.begin(row, hash: SaveHeader.hash(in: bytes), caseNumber: header.caseNumber)
        return true
    }

    private mutating func append(
        _ change: Upload.ChangeRow,
        _ row: Prepared,
        was: Dot?
    ) throws {
        switch sqlite3_column_type(row.handle, 3) {
        case SQLITE_TEXT:
            try row.withBytes(3) { bytes in
                guard bytes.isUTF8 else {
                    throw StoreError(.corrupt, "a text of the log is not UTF-8")
                }
                upload.append(change, was: was, text: bytes)
            }
        case SQLITE_INTEGER: upload.append(change, was: was, integer: row.integer(3))
        default: upload.append(change, was: was, value: try row.any(3))
        }
    }

    private mutating func author(_ id: Int64) throws -> Int {
        if let index = authors.find(id) { return index }
        return authors.remember(upload.add(author: try session.names.text(id)), of: id)
    }

    private mutating func unit(_ id: Int64) throws -> Int {
        if let index = units.find(id) { return index }
        return units.remember(upload.add(unit: try session.names.text(id)), of: id)
    }

    /// The index of a record; tells the last save by which number the server knows its case.
    ///
    /// The address of one that was purged is in `gone`.
    private mutating func index(of record: RecordReference) throws -> Int {
        if record.kind == caseKind {
            setCaseRecordNumber(record.n)
            return 0
        }
        let found = try records[record.packed] ?? find(record)
        setCaseRecordNumber(found.caseN)
        return found.index
    }

    private mutating func setCaseRecordNumber(_ number: Int64) {
        if number > 0, areNumbersKnown { upload.setCaseRecordNumber(number) }
    }

    private mutating func find(_ record: RecordReference) throws -> Place {
        let found: Place
        if let gone = try session.gone(record) {
            found = Place(index: upload.add(record: gone.address), caseN: 0)
        } else {
            let (address, caseN) = try session.address(of: record)
            found = Place(index: upload.add(record: address), caseN: caseN)
        }
        records[record.packed] = found
        return found
    }
}

/// The indexes of interned names; the last one is found at once.
private struct NameIndexes {
    private var indexes: [Int64: Int] = [:]
    private var last: (id: Int64, index: Int)?

    mutating func find(_ id: Int64) -> Int? {
        if let last, last.id == id { return last.index }
        guard let index = indexes[id] else { return nil }
        last = (id, index)
        return index
    }

    mutating func remember(_ index: Int, of id: Int64) -> Int {
        indexes[id] = index
        last = (id, index)
        return index
    }
}
