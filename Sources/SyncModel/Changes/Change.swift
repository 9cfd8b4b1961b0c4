/// One write of one merge unit: immutable, numbered.
public struct Change: Hashable, Sendable {
    /// Its name.
    public var dot: Dot
    /// The record, within the save's case.
    public var record: RecordAddress
    /// The merge unit: a field's name, a group's name, or ``Schema/aliveUnit``.
    public var unit: String
    /// What the author wrote; a ``Value/difference(_:)`` for a set.
    public var value: Value
    /// The revision of the case that was on the author's screen when he began to edit.
    public var context: Position
    /// Does nothing: its chain came back to the acknowledged value before it was sent (`DESIGN.md` §2).
    public var isVoid: Bool
    /// The dot that this change had in an earlier incarnation; `nil` when it had none.
    public var was: Dot?
    /// The server's number of the record in its kind, where the author's laptop knows it: it travels instead
    /// of the key (``Save/resolve(caseID:key:)``).
    public var recordNumber: Int64?

    /// Makes a change.
    public init(
        dot: Dot,
        record: RecordAddress,
        unit: String,
        value: Value,
        context: Position,
        isVoid: Bool = false,
        was: Dot? = nil,
        recordNumber: Int64? = nil
    ) {
        self.dot = dot
        self.record = record
        self.unit = unit
        self.value = value
        self.context = context
        self.isVoid = isVoid
        self.was = was
        self.recordNumber = recordNumber
    }
}

/// The changes that one command makes together in one case: chained, sent and paged whole.
public struct Save: Hashable, Sendable {
    /// The case.
    public var caseID: CaseID
    /// The number of the case, in the save that makes the case; `nil` in every other save.
    public var caseNumber: String?
    /// The command that made it; shared by its saves in other cases.
    public var operation: OperationID
    /// The user's name.
    public var author: String
    /// The author's role when he wrote; the server decides by the role at acceptance.
    public var role: Role
    /// The author's clock when he saved.
    public var wallClock: Instant
    /// Minutes east of UTC of the author's zone when he saved.
    public var zoneMinutes: Int16
    /// Numbers the stretches between two jumps or boots of the author's clock.
    public var clockSegment: UInt32
    /// Orders the saves of one incarnation.
    public var hlc: HLC
    /// The version of the schema that the author's program held.
    public var schemaVersion: UInt32
    /// The changes, in order of `seq`, gapless, of one incarnation; never empty.
    public var changes: [Change]
    /// SHA-256 over the chain up to and including this save; 32 bytes (``canonicalBytes(after:)``).
    ///
    /// Of the saves of a push only the last one's travels, and covers the others: on arrival theirs is empty.
    public var chainHash: [UInt8]
    /// The server's number of the case file, where the author's laptop knows it: it travels instead of the
    /// case's id (``resolve(caseID:key:)``).
    public var caseRecordNumber: Int64?

    /// Makes a save.
    public init(
        caseID: CaseID,
        caseNumber: String? = nil,
        operation: OperationID,
        author: String,
        role: Role,
        wallClock: Instant,
        zoneMinutes: Int16 = 0,
        clockSegment: UInt32 = 0,
        hlc: HLC,
        schemaVersion: UInt32,
        changes: [Change],
        chainHash: [UInt8] = [],
        caseRecordNumber: Int64? = nil
    ) {
        self.caseID = caseID
        self.caseNumber = caseNumber
        self.operation = operation
        self.author = author
        self.role = role
        self.wallClock = wallClock
        self.zoneMinutes = zoneMinutes
        self.clockSegment = clockSegment
        self.hlc = hlc
        self.schemaVersion = schemaVersion
        self.changes = changes
        self.chainHash = chainHash
        self.caseRecordNumber = caseRecordNumber
    }
}

/// What a user is; decided by the server at acceptance.
///
/// Raw values are those of the commands.
public enum Role: String, CaseIterable, Hashable, Sendable {
    case counsellor
    case coordinator
    case benefitOfficer = "benefit_officer"
    case debtOfficer = "debt_officer"
    case idDesk = "id_desk"
    case admin
}
