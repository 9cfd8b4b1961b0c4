public import SyncModel

/// One field to write in a save.
///
/// The store makes merge units of fields.
public struct FieldEdit: Hashable, Sendable {
    /// The record; made when it does not exist and its key is natural or new.
    public var record: RecordAddress
    /// The field, or ``Schema/aliveUnit`` (`boolean`) to delete or restore.
    public var field: String
    /// The value to show; a set as the whole set that the author wants.
    public var value: Value

    /// Makes an edit.
    public init(record: RecordAddress, field: String, value: Value) {
        self.record = record
        self.field = field
        self.value = value
    }
}

/// What a command writes in one case.
public struct SaveDraft: Hashable, Sendable {
    /// The case.
    public var caseID: CaseID
    /// Set when the save makes the case: its number, `TMP-…` when no reserved number is left.
    public var newCaseNumber: String?
    /// The command, where it writes in several cases; `nil` names it by the save's first change, which costs nothing.
    public var operation: OperationID?
    /// The user's name.
    public var author: String
    /// The user's role.
    public var role: Role
    /// The author's zone.
    public var zoneMinutes: Int16
    /// The edits; several of one field: the last holds.
    public var edits: [FieldEdit]
    /// Records that this save makes even when no field is set.
    public var newRecords: [RecordAddress]
    /// The case's position when the form was opened; `nil` for a one-shot command: what the store holds now.
    public var openedAt: Position?
    /// What the form showed of sets and groups that it writes, when it was opened before now; a field that is not
    /// named here counts as showing what the store shows now.
    public var onScreen: [FieldEdit]
    /// This store's own head when the form was opened; `nil` for a one-shot command.
    ///
    /// A field that this store
    /// itself changed after it is refused as `changedMeanwhile`.
    public var openedHead: UInt64?

    /// Makes a draft.
    public init(
        caseID: CaseID,
        newCaseNumber: String? = nil,
        operation: OperationID? = nil,
        author: String,
        role: Role,
        zoneMinutes: Int16 = 0,
        edits: [FieldEdit],
        newRecords: [RecordAddress] = [],
        openedAt: Position? = nil,
        openedHead: UInt64? = nil,
        onScreen: [FieldEdit] = []
    ) {
        self.onScreen = onScreen
        self.caseID = caseID
        self.newCaseNumber = newCaseNumber
        self.operation = operation
        self.author = author
        self.role = role
        self.zoneMinutes = zoneMinutes
        self.edits = edits
        self.newRecords = newRecords
        self.openedAt = openedAt
        self.openedHead = openedHead
    }
}

/// The counts of `status`.
public struct LaptopCounts: Hashable, Sendable {
    /// Own changes without a receipt, void ones left out.
    public var pending: Int
    /// Open conflicts on the cases held.
    public var contested: Int
    /// Own changes in quarantine.
    public var quarantined: Int

    /// Makes counts.
    public init(pending: Int, contested: Int, quarantined: Int) {
        self.pending = pending
        self.contested = contested
        self.quarantined = quarantined
    }
}

/// What applying a page did.
public struct PageOutcome: Hashable, Sendable {
    /// Units that changed here by others' changes.
    public var pulled: Int
    /// Cases purged.
    public var removed: Int
    /// Second receipts that came, but for those that a record exists (``SyncModel/Upload/makings``).
    public var receipts: [Receipt]

    /// Makes an outcome.
    public init(pulled: Int, removed: Int, receipts: [Receipt]) {
        self.pulled = pulled
        self.removed = removed
        self.receipts = receipts
    }
}

/// An own change with its receipt, for what `sync` reports.
public struct ReceiptedChange: Hashable, Sendable {
    /// The case.
    public var caseID: CaseID
    /// The case's number.
    public var caseNumber: String
    /// The record.
    public var record: RecordAddress
    /// The unit.
    public var unit: String
    /// What this user wrote.
    public var mine: Value
    /// What is shown now.
    public var shown: Value
    /// The receipt.
    public var receipt: Receipt
}
