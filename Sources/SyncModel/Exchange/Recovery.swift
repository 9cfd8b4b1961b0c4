/// One epoch of a server, by number and name.
///
/// Two restores of one backup begin epochs of the same number with different ids.
public struct EpochMark: Hashable, Sendable {
    /// The number, from 1.
    public var epoch: UInt32
    /// The name: random; the first epoch's is the server's id.
    public var id: Identifier128

    /// Names an epoch.
    public init(epoch: UInt32, id: Identifier128) {
        self.epoch = epoch
        self.id = id
    }
}

extension EpochMark: LosslessStringConvertible {
    /// `EPOCH.ID`, as a laptop keeps it.
    public var description: String { "\(epoch).\(id)" }

    /// Reads ``description``; `nil` for anything else.
    ///
    /// - Parameter description: The text.
    public init?(_ description: String) {
        let parts = description.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let epoch = UInt32(parts[0]),
            let id = Identifier128(String(parts[1]))
        else { return nil }
        self.init(epoch: epoch, id: id)
    }
}

/// The receipt that an own change had in an epoch which the server lost.
public struct Claim: Hashable, Sendable {
    /// The change's number in the device's chain.
    public var seq: UInt64
    /// How it was answered.
    public var status: ReceiptStatus
    /// Where it was accepted; `nil` when it was not.
    public var position: Position?
    /// Why it was not; else `nil`.
    public var reason: String?

    /// Makes a claim.
    public init(seq: UInt64, status: ReceiptStatus, position: Position?, reason: String? = nil) {
        self.seq = seq
        self.status = status
        self.position = position
        self.reason = reason
    }
}

/// Where a device's copy of a case stands.
public struct CasePosition: Hashable, Sendable {
    /// The case.
    public var caseID: CaseID
    /// How far the copy goes.
    public var position: Position

    /// Makes a statement.
    public init(caseID: CaseID, position: Position) {
        self.caseID = caseID
        self.position = position
    }
}

/// Asks a server in a new epoch which of the device's copies hold more than it took over.
public struct ReconcileRequest: Hashable, Sendable {
    /// The copies; at most ``Limits/reconcileCasesMax``.
    public var cases: [CasePosition]

    /// Makes a request.
    public init(cases: [CasePosition]) { self.cases = cases }
}

/// The copies that hold more than the server took over, or whose case it does not know.
public struct ReconcileResult: Hashable, Sendable {
    /// The cases, each with the last position that the server took over; `.zero` where it has nothing of it.
    public var lost: [CasePosition]

    /// Makes a result.
    public init(lost: [CasePosition]) { self.lost = lost }
}

/// What a device holds of a change, its own or another's, that the server may have lost.
public struct ReportedChange: Hashable, Sendable {
    /// The change; for a part of a save that wrote a whole record, the first change of that part.
    public var dot: Dot
    /// Whether the number of the change itself is not known: it is the one of this record and unit in the save that
    /// holds ``dot``.
    public var isWhole: Bool
    /// Where it was accepted; `nil` when the device was never told.
    public var position: Position?
    /// The server's sorting time.
    public var order: Instant
    /// The author's clock.
    public var written: Instant
    /// The user's name.
    public var author: String
    /// The case.
    public var caseID: CaseID
    /// The record.
    public var record: RecordAddress
    /// The unit.
    public var unit: String
    /// The value, as it was shown.
    public var value: Value

    /// Makes a report.
    public init(
        dot: Dot,
        isWhole: Bool,
        position: Position?,
        order: Instant,
        written: Instant,
        author: String,
        caseID: CaseID,
        record: RecordAddress,
        unit: String,
        value: Value
    ) {
        self.dot = dot
        self.isWhole = isWhole
        self.position = position
        self.order = order
        self.written = written
        self.author = author
        self.caseID = caseID
        self.record = record
        self.unit = unit
        self.value = value
    }
}

/// What a device holds in cases that a server lost a part of.
public struct ReportRequest: Hashable, Sendable {
    /// The changes; at most ``Limits/reportChangesMax``.
    public var changes: [ReportedChange]

    /// Makes a request.
    public init(changes: [ReportedChange]) { self.changes = changes }
}
