/// What changed in a user's scope since a cursor: whole cases as rows, known cases as cells.
///
/// A page is applied in one transaction. Pages never split a case, so a case is always complete at its
/// revision. The same page may be applied twice without effect.
public struct FeedPage: Hashable, Sendable {
    /// The server's epoch.
    public var epoch: UInt32
    /// The cases that changed, each once.
    public var cases: [CaseHeader] = []
    /// The versions that rows, cells and candidates refer to, by index.
    public var stamps: [Stamp] = []
    /// Records new to the device, whole, by kind.
    public var rows: [RowBlock] = []
    /// Changed units of records that the device holds or that `rows` brings.
    public var cells: [Cell] = []
    /// Conflicts that opened, changed or closed.
    public var conflicts: [ConflictUpdate] = []
    /// Cases that left the user's scope: purged once nothing of them is pending.
    public var removed: [CaseID] = []
    /// Second receipts and notices for this device's user, in order of number.
    public var letters: [Letter] = []
    /// Where the next pull begins.
    public var cursor: String
    /// Whether more waits; the device pulls again.
    public var hasMore: Bool
    /// The hash of all cases in scope, after this page; meaningful when `hasMore` is false.
    public var stateHash: StateHash

    /// Makes a page without content.
    public init(epoch: UInt32, cursor: String, hasMore: Bool, stateHash: StateHash) {
        self.epoch = epoch
        self.cursor = cursor
        self.hasMore = hasMore
        self.stateHash = stateHash
    }
}

/// A case in a page.
public struct CaseHeader: Hashable, Sendable {
    /// The case.
    public var caseID: CaseID
    /// The server's record number of the case file.
    public var number: Int64
    /// The case number for people.
    public var caseNumber: String
    /// Where the case stands after this page.
    public var position: Position
    /// Whether `rows` holds all of the case; what the device held of it is replaced.
    public var isWhole: Bool
    /// The hash of the case's acknowledged values.
    public var stateHash: StateHash

    /// Makes a header.
    public init(
        caseID: CaseID,
        number: Int64,
        caseNumber: String,
        position: Position,
        isWhole: Bool,
        stateHash: StateHash
    ) {
        self.caseID = caseID
        self.number = number
        self.caseNumber = caseNumber
        self.position = position
        self.isWhole = isWhole
        self.stateHash = stateHash
    }
}

/// One accepted part of a save: who wrote, when, and where it was accepted.
public struct Stamp: Hashable, Sendable {
    /// Whose chain.
    public var incarnation: IncarnationID
    /// The number of the part's first change.
    public var firstSeq: UInt64
    /// Where it was accepted.
    public var position: Position
    /// The user's name.
    public var author: String
    /// The author's wall clock when he saved.
    public var written: Instant
    /// The server's sorting time: `min(written + offset, received)`.
    public var order: Instant

    /// Makes a stamp.
    public init(
        incarnation: IncarnationID,
        firstSeq: UInt64,
        position: Position,
        author: String,
        written: Instant,
        order: Instant
    ) {
        self.incarnation = incarnation
        self.firstSeq = firstSeq
        self.position = position
        self.author = author
        self.written = written
        self.order = order
    }
}

/// Whole records of one kind, by column.
///
/// All lists have one entry a record.
public struct RowBlock: Hashable, Sendable {
    /// The kind's name.
    public var kind: String
    /// Which of the page's cases each record belongs to.
    public var caseIndexes: [UInt32] = []
    /// The server's record number in this kind.
    public var numbers: [Int64] = []
    /// The keys: 16 bytes each (`bytes`), or text for a natural key; empty for kind `case`.
    public var keys = PackedValues()
    /// Whether each record exists: 1, or 0 when deleted.
    public var alive: [UInt8] = []
    /// Which of the page's stamps wrote the record; units written later are in the page's cells too.
    public var stampIndexes: [UInt32] = []
    /// The fields with at least one value, one a column.
    public var fields: [String] = []
    /// The shown values in stored form: text, integer (a boolean as 0 or 1), or null; a set as its JSON.
    public var columns: [PackedValues] = []

    /// Makes an empty block.
    public init(kind: String) { self.kind = kind }
}

/// The shown value of one unit of one record.
public struct Cell: Hashable, Sendable {
    /// Which of the page's cases.
    public var caseIndex: UInt32
    /// The record's kind.
    public var kind: String
    /// The server's record number in that kind.
    public var number: Int64
    /// The merge unit; may be ``Schema/aliveUnit``.
    public var unit: String
    /// Which of the page's stamps wrote what is shown.
    public var stampIndex: UInt32
    /// The number of the change that wrote it.
    public var seq: UInt64
    /// The shown value, typed.
    public var value: Value

    /// Makes a cell.
    public init(
        caseIndex: UInt32,
        kind: String,
        number: Int64,
        unit: String,
        stampIndex: UInt32,
        seq: UInt64,
        value: Value
    ) {
        self.caseIndex = caseIndex
        self.kind = kind
        self.number = number
        self.unit = unit
        self.stampIndex = stampIndex
        self.seq = seq
        self.value = value
    }
}

/// A conflict as a device holds it: the whole of it, each time that it changes.
public struct ConflictUpdate: Hashable, Sendable {
    /// Which of the page's cases.
    public var caseIndex: UInt32
    /// The record's kind.
    public var kind: String
    /// The server's record number in that kind.
    public var number: Int64
    /// The conflict; its `state` says whether it is still open.
    ///
    /// `caseID`, `caseNumber` and `record` are filled in by the receiver.
    public var conflict: Conflict

    /// Makes an update.
    public init(caseIndex: UInt32, kind: String, number: Int64, conflict: Conflict) {
        self.caseIndex = caseIndex
        self.kind = kind
        self.number = number
        self.conflict = conflict
    }
}

/// Something for the user or device that belongs to no case's state.
public struct Letter: Hashable, Sendable {
    /// What it says.
    public enum Content: Hashable, Sendable {
        /// The second receipt of a quarantined change of this device.
        case receipt(Receipt)
        /// A decision about a value of this user.
        case notice(Notice)
    }

    /// Increasing for one server; the device remembers the last.
    public var number: UInt64
    /// What it says.
    public var content: Content

    /// Makes a letter.
    public init(number: UInt64, content: Content) {
        self.number = number
        self.content = content
    }
}

/// What was decided about a value that a user wrote and that is not shown any more.
public struct Notice: Hashable, Sendable {
    /// The case.
    public var caseID: CaseID
    /// The record.
    public var record: RecordAddress
    /// The unit.
    public var unit: String
    /// What the user had written.
    public var mine: Value
    /// What was chosen.
    public var chosen: Value
    /// Who chose.
    public var by: String
    /// Why; empty when an informed edit settled it.
    public var reason: String
    /// When, by the server's clock.
    public var at: Instant

    /// Makes a notice.
    public init(
        caseID: CaseID,
        record: RecordAddress,
        unit: String,
        mine: Value,
        chosen: Value,
        by: String,
        reason: String,
        at: Instant
    ) {
        self.caseID = caseID
        self.record = record
        self.unit = unit
        self.mine = mine
        self.chosen = chosen
        self.by = by
        self.reason = reason
        self.at = at
    }
}
