internal import SyncMerge
internal import SyncModel

/// What became of one change.
enum ChangeOutcome {
    /// Accepted, with its receipt.
    case accepted(ReceiptStatus)
    /// Kept aside with this reason.
    case quarantined(String)
}

// One change of a save, after the rules.
extension AcceptanceRun {
    /// Gives a change to the merge; it is in the log afterwards, accepted or kept aside.
    func take(_ change: Change, of part: inout RunPart) throws -> Receipt {
        switch try accept(change, of: &part) {
        case .accepted(let status):
            return Receipt(dot: change.dot, status: status, position: part.position)
        case .quarantined(let reason):
            return try keepAside(change, of: part, reason: reason)
        }
    }

    /// Puts a change that does nothing by its author's own doing into the log.
    func takeVoid(_ change: Change, of part: RunPart) throws -> Receipt {
        try stray(change, of: part, .void, reason: nil)
        return Receipt(dot: change.dot, status: .void)
    }

    /// Puts a change into the quarantine.
    func keepAside(_ change: Change, of part: RunPart, reason: String) throws -> Receipt {
        try stray(change, of: part, .quarantined, reason: reason)
        return Receipt(dot: change.dot, status: .quarantined, reason: reason)
    }

    /// Gives a change to the merge; one that cannot be taken is not written.
    func accept(_ change: Change, of part: inout RunPart) throws -> ChangeOutcome {
        guard let plan = try plan(of: change.record.kind) else { return .quarantined(Reason.kind) }
        guard try saw(change, of: &part) else { return .quarantined(Reason.context) }
        let isAlive = Text(change.unit) == Text(Schema.aliveUnit)
        let index = isAlive ? -1 : plan.indexes[Text(change.unit)]
        guard let index else { return .quarantined(Reason.field) }
        guard isAlive ? change.value.isBoolean : plan.units[index].unit.fits(change.value) else {
            return .quarantined(ValueProblem.type.rawValue)
        }
        guard let record = try locate(change, plan, of: &part) else {
            return .quarantined(Reason.record)
        }
        guard record >= 0 else { return try create(change, plan, of: &part) }
        if isAlive { return try acceptAlive(change, of: record, part: &part) }
        return try acceptField(change, index, of: record, part: &part)
    }

    /// Whether the case stood where the author says that he saw it; a forged context would also know what comes later.
    private func saw(_ change: Change, of part: inout RunPart) throws -> Bool {
        if part.caseIndex == nil { part.caseIndex = try caseIndex(of: part.save.caseID) }
        let revision = part.caseIndex.map { cases[$0].revision } ?? 0
        return change.context <= Position(epoch: counters.epoch, revision: revision)
    }

    /// The record of a change; -1 when the change makes it, `nil` when there is none.
    private func locate(
        _ change: Change,
        _ plan: KindPlan,
        of part: inout RunPart
    ) throws -> Int? {
        if let caseIndex = part.caseIndex,
            let record = try record(at: change.record, in: caseIndex)
        {
            return record
        }
        guard change.saysThatItIs, plan.table.takes(change.record.key),
            !restores(change, plan, part)
        else { return nil }
        return part.caseIndex != nil || change.record.key == .caseFile ? -1 : nil
    }

    /// Whether a change restores a record that is not here again, and does not make it: its making is still to come.
    ///
    /// Who makes a case has seen nothing of it; what is written once is made together with its fields. Any other
    /// record may be made by the first who says that it is there.
    private func restores(
        _ change: Change,
        _ plan: KindPlan,
        _ part: RunPart
    ) -> Bool {
        guard counters.epoch > 1, !part.isAdmission else { return false }
        guard change.record.key != .caseFile else { return change.context.revision > 0 }
        guard plan.isAppend, !plan.units.isEmpty else { return false }
        let fields = part.save.changes.filter { $0.record == change.record }
        return fields.count == 1
    }

    private func create(
        _ change: Change,
        _ plan: KindPlan,
        of part: inout RunPart
    ) throws -> ChangeOutcome {
        let caseIndex: Int
        if let known = part.caseIndex {
            caseIndex = known
            if try knowsThatItIsGone(change, nil, in: known, part: part) {
                return .quarantined(Reason.deleted)
            }
        } else {
            caseIndex = try makeCase(of: part)
            part.caseIndex = caseIndex
        }
        let stamp = try stamp(of: &part, at: caseIndex, seq: change.dot.seq)
        let record = try makeRecord(at: change.record, plan, in: caseIndex, whole: stamp)
        let unit = try unit(-1, of: record)
        records[record].units[unit].version = (stamp, change.dot.seq)
        try append(change, of: part, record, plan.aliveID, previous: 0, .applied)
        try markEdit(change, of: record, part: part)
        return .accepted(.applied)
    }

    /// Writes an accepted change into the log.
    func append(
        _ change: Change,
        of part: RunPart,
        _ record: Int,
        _ unit: Int64,
        previous: Int64,
        _ status: ReceiptStatus
    ) throws {
        let statement = part.isAdmission ? statements.admit : statements.append
        let log = part.row.log(at: change.dot.seq)
        statement.bind(1, log).bind(2, part.row.id).bind(3, records[record].reference.packed)
            .bind(4, unit)
        statement.bind(5, any: change.value)
        statement.bind(6, change.context.packed).bind(7, part.stamp).bind(8, previous)
            .bind(9, status.stored)
        try statement.run()
        guard let decision = part.decisions[change.dot.seq] else { return }
        try session.prepare("INSERT OR REPLACE INTO decisions (log, body) VALUES (?, ?)")
            .bind(1, log).bind(2, blob: decision.bytes).run()
    }

    func stray(
        _ change: Change,
        of part: RunPart,
        _ status: ReceiptStatus,
        reason: String?
    ) throws {
        let log = part.row.log(at: change.dot.seq)
        let statement = try session.prepare(
            """
            INSERT INTO log (id, save, value, context, previous, status) VALUES (?, ?, ?, ?, 0, ?)
            """
        )
        statement.bind(1, log).bind(2, part.row.id)
        statement.bind(3, any: change.value)
        statement.bind(4, change.context.packed).bind(5, status.stored)
        try statement.run()
        let address = try session.prepare(
            "INSERT INTO strays (log, \"case\", kind, \"key\", unit, reason) VALUES (?, ?, ?, ?, ?, ?)"
        )
        address.bind(1, log).bind(2, part.save.caseID.bits).bind(3, text: change.record.kind)
        address.bind(4, key: change.record.key)
        address.bind(5, text: change.unit).bind(6, text: reason)
        try address.run()
    }
}

/// The reasons for which the store itself keeps a change aside.
enum Reason {
    /// The record, or its case, is not here: its creation never came, or is in quarantine.
    static let record = "record"
    /// The schema has no such field.
    static let field = "field"
    /// The schema has no such kind.
    static let kind = "field"
    /// The author says that he saw a revision that the case never had.
    static let context = "context"
    /// The record is deleted, and the author knew it.
    static let deleted = "deleted"
    /// It came in an incarnation that another has taken the place of: two copies of the device are at work.
    static let clone = "clone"
    /// A decision from the journal whose candidates did not come back yet.
    static let waiting = "waiting"
    /// Others hold it, and its author did not bring it back after a restore.
    static let recovered = "recovered"
    /// An earlier epoch kept it aside, and its device does not know why.
    static let former = "former"
    /// The record is written once, whole.
    static let writtenOnce = SyncMerge.Acceptance.writtenOnce
}

extension KindTable {
    /// Whether records of this kind can have that key.
    fileprivate func takes(_ key: RecordKey) -> Bool {
        switch key {
        case .caseFile: isCase
        case .unique: !isCase && !isNatural
        case .natural(let text): isNatural && RecordKey.isNatural(text)
        }
    }
}

extension Change {
    /// Whether it says that its record is there: it makes the record, or restores it.
    var saysThatItIs: Bool {
        Text(unit) == Text(Schema.aliveUnit) && value == .boolean(true)
    }
}

extension Value {
    /// Whether it is true or false.
    fileprivate var isBoolean: Bool {
        if case .boolean = self { return true }
        return false
    }
}

extension MergeUnit {
    /// Whether a change's value has the shape of this unit's: the rules judge the rest, the table must hold it.
    func fits(_ value: Value) -> Bool {
        guard isGroup else { return fields.first?.type.fits(value) ?? false }
        guard case .group(let members) = value else { return false }
        return members.allSatisfy { member in
            let field = fields.first { Text($0.name) == Text(member.name) }
            return field?.type.fits(member.value) ?? false
        }
    }
}

extension FieldType {
    /// Whether a change's value has the shape of this type's.
    fileprivate func fits(_ value: Value) -> Bool {
        switch (self, value) {
        case (.set, .difference), (.integer, .integer), (.boolean, .boolean): true
        case (.set, _), (.integer, .null), (.boolean, .null): self.isScalar
        case (.text, .text), (.date, .text), (.instant, .text), (.code, .text), (.reference, .text):
            true
        case (.text, .null), (.date, .null), (.instant, .null), (.code, .null), (.reference, .null):
            true
        case (.text, _), (.date, _), (.instant, _), (.code, _), (.reference, _): false
        case (.integer, _), (.boolean, _): false
        }
    }

    private var isScalar: Bool {
        if case .set = self { return false }
        return true
    }
}

extension Prepared {
    /// Binds a record's key: nothing for the case file, 16 bytes, or text.
    func bind(_ index: Int32, key: RecordKey) {
        switch key {
        case .caseFile: bindNull(index)
        case .unique(let identifier): bind(index, identifier)
        case .natural(let text): bind(index, text: text)
        }
    }
}
