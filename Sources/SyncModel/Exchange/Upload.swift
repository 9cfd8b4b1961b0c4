/// Saves as a laptop sends them, flat: a row a save, a row a change, and each name once.
///
/// A log is read into it and the columns of a push are written from it, without an object a save or a value. All saves
/// are of one incarnation, oldest first; their changes are gapless, and those of a save follow those of the save
/// before.
public struct Upload: Hashable, Sendable {
    /// Whose changes they are.
    public let incarnation: IncarnationID
    /// The saves.
    public private(set) var saves: [SaveRow] = []
    /// The changes of all saves.
    public private(set) var changes: [ChangeRow] = []
    /// The authors, each once, in order of first use.
    public private(set) var authors: [String] = []
    /// The merge units, each once, in order of first use.
    public private(set) var units: [String] = []
    /// The records; the first is the case file.
    ///
    /// One record of two saves may stand here twice.
    public private(set) var records: [RecordAddress] = [.caseFile]
    /// The numbers of the cases that are made, by the index of their save.
    public private(set) var caseNumbers: [Int: String] = [:]
    /// The dots that changes had in an earlier incarnation, by the index of the change.
    public private(set) var was: [Int: Dot] = [:]
    /// What the authors wrote: one cell a change, in order.
    public private(set) var values = PackedValues()
    /// The chain hashes of the saves, end to end.
    public private(set) var hashes: [UInt8] = []

    /// No saves yet.
    public init(of incarnation: IncarnationID) { self.incarnation = incarnation }

    /// Whether there are no changes.
    public var isEmpty: Bool { changes.isEmpty }

    /// The number of the first change; `nil` when there is none.
    public var firstSeq: UInt64? { saves.first?.firstSeq }

    /// The number of the last change; `nil` when there is none.
    public var lastSeq: UInt64? {
        guard let last = saves.last else { return nil }
        return last.firstSeq + UInt64(changes(of: saves.count - 1).count) - 1
    }

    /// The clock segments that the saves were written in.
    public var clockSegments: Set<UInt32> {
        var result: Set<UInt32> = []
        var last: UInt32?
        for save in saves where save.clockSegment != last {
            result.insert(save.clockSegment)
            last = save.clockSegment
        }
        return result
    }

    /// The chain hash at the end of the last save.
    public var chainHash: ArraySlice<UInt8> { chainHash(of: saves.count - 1) }

    /// Which of the changes are a save's.
    public func changes(of save: Int) -> Range<Int> {
        (save > 0 ? saves[save - 1].changesEnd : 0)..<saves[save].changesEnd
    }

    /// The bytes of a change's value.
    public func value(of change: Int) -> Range<Int> {
        (change > 0 ? changes[change - 1].valueEnd : 0)..<changes[change].valueEnd
    }

    /// The chain hash of a save.
    public func chainHash(of save: Int) -> ArraySlice<UInt8> {
        guard save >= 0 else { return [] }
        return hashes[(save > 0 ? saves[save - 1].hashEnd : 0)..<saves[save].hashEnd]
    }

    // MARK: - Writing

    /// Makes room for that many changes, each in a save of its own.
    public mutating func reserve(_ count: Int) {
        saves.reserveCapacity(count)
        changes.reserveCapacity(count)
        hashes.reserveCapacity(count * 32)
        values.reserve(count * 32)
    }

    /// Begins a save; at least one change follows.
    public mutating func begin(_ save: SaveRow, hash: UnsafeRawBufferPointer, caseNumber: String?) {
        hashes.append(contentsOf: hash)
        if let caseNumber { caseNumbers[saves.count] = caseNumber }
        var save = save
        save.hashEnd = hashes.count
        save.changesEnd = changes.count
        saves.append(save)
    }

    /// Says by which number the server knows the case of the last save.
    public mutating func setCaseRecordNumber(_ number: Int64) {
        saves[saves.count - 1].caseRecordNumber = number
    }

    /// Adds the next change of the last save.
    public mutating func append(_ change: ChangeRow, was earlier: Dot?, value: Value) {
        values.append(value)
        append(change, was: earlier)
    }

    /// Adds the next change of the last save, whose value is a text; the bytes are UTF-8.
    public mutating func append(
        _ change: ChangeRow,
        was earlier: Dot?,
        text: UnsafeRawBufferPointer
    ) {
        values.append(text: text)
        append(change, was: earlier)
    }

    /// Adds the next change of the last save, whose value is a whole number.
    public mutating func append(_ change: ChangeRow, was earlier: Dot?, integer: Int64) {
        values.append(integer: integer)
        append(change, was: earlier)
    }

    private mutating func append(_ change: ChangeRow, was earlier: Dot?) {
        if let earlier { was[changes.count] = earlier }
        var change = change
        change.valueEnd = values.bytes.count
        changes.append(change)
        saves[saves.count - 1].changesEnd = changes.count
    }

    /// Adds an author, and gives his index.
    public mutating func add(author: String) -> Int {
        authors.append(author)
        return authors.count - 1
    }

    /// Adds a unit, and gives its index.
    public mutating func add(unit: String) -> Int {
        units.append(unit)
        return units.count - 1
    }

    /// Adds a record, and gives its index.
    public mutating func add(record: RecordAddress) -> Int {
        records.append(record)
        return records.count - 1
    }
}

extension Upload {
    /// What the changes of a save have in common; see ``Save``.
    public struct SaveRow: Hashable, Sendable {
        /// The case.
        public var caseID: CaseID
        /// The server's number of the case file; `nil` where it is not known.
        public var caseRecordNumber: Int64?
        /// The command.
        public var operation: OperationID
        /// The author, as an index into ``Upload/authors``.
        public var author: Int
        /// The author's role.
        public var role: Role
        /// The author's clock.
        public var wallClock: Instant
        /// Minutes east of UTC.
        public var zoneMinutes: Int16
        /// The stretch of the author's clock.
        public var clockSegment: UInt32
        /// The order among the saves.
        public var hlc: HLC
        /// The version of the author's schema.
        public var schemaVersion: UInt32
        /// The number of its first change.
        public var firstSeq: UInt64
        fileprivate var changesEnd = 0
        fileprivate var hashEnd = 0

        /// Makes a row.
        public init(
            caseID: CaseID,
            caseRecordNumber: Int64? = nil,
            operation: OperationID,
            author: Int,
            role: Role,
            wallClock: Instant,
            zoneMinutes: Int16,
            clockSegment: UInt32,
            hlc: HLC,
            schemaVersion: UInt32,
            firstSeq: UInt64
        ) {
            self.caseID = caseID
            self.caseRecordNumber = caseRecordNumber
            self.operation = operation
            self.author = author
            self.role = role
            self.wallClock = wallClock
            self.zoneMinutes = zoneMinutes
            self.clockSegment = clockSegment
            self.hlc = hlc
            self.schemaVersion = schemaVersion
            self.firstSeq = firstSeq
        }
    }

    /// One write of one merge unit; see ``Change``.
    public struct ChangeRow: Hashable, Sendable {
        /// The record, as an index into ``Upload/records``.
        public var record: Int
        /// The server's number of the record; `nil` where it is not known.
        public var recordNumber: Int64?
        /// The merge unit, as an index into ``Upload/units``.
        public var unit: Int
        /// The revision of the case on the author's screen.
        public var context: Position
        /// Whether it does nothing.
        public var isVoid: Bool
        fileprivate var valueEnd = 0

        /// Makes a row.
        public init(
            record: Int,
            recordNumber: Int64?,
            unit: Int,
            context: Position,
            isVoid: Bool
        ) {
            self.record = record
            self.recordNumber = recordNumber
            self.unit = unit
            self.context = context
            self.isVoid = isVoid
        }
    }
}
