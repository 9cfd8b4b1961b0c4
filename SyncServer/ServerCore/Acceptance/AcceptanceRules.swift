internal import SyncModel
internal import SyncStore

/// What the server holds every uploaded change against before the merge: existence, scope, role and schema.
///
/// A change that breaks a rule is kept aside with a reason and never blocks another. Of a kind that is written
/// once, and of a record that is made without a required field, all changes of the record in the save share the
/// verdict: such a record is accepted or kept aside whole.
///
/// Roles (issue: who may write offline): every role may, but for `admin`, who decides and does not write cases.
/// Whether a value of a role that does not own a field is a proposal is for the merge, not for these rules.
struct AcceptanceRules: Sendable {
    private let kinds: [String: Kind]
    private let user: User
    private let now: Instant
    private let device: DeviceContext?

    /// Prepares the rules for one push.
    ///
    /// - Parameters:
    ///   - schema: The schema in use.
    ///   - user: The device's user, with his role now.
    ///   - now: The server's clock.
    ///   - device: Where the saves come from, with what is known of its clock; `nil` takes the clock for right.
    init(schema: Schema, user: User, now: Instant, device: DeviceContext? = nil) {
        kinds = Dictionary(schema.kinds.map { ($0.name, $0) }) { first, _ in first }
        self.user = user
        self.now = now
        self.device = device
    }

    private static let dayMilliseconds: Int64 = 86_400_000

    /// The date on the author's calendar when he wrote a save: no date up to it was in the future for him.
    ///
    /// A clock that is wrong cannot put it more than a day after the server's; where it is in doubt, that day counts.
    func today(of save: Save) -> CivilDate {
        let (time, isSuspect) = device?.written(save) ?? (save.wallClock, false)
        let local = time.advanced(byMilliseconds: Int64(save.zoneMinutes) * 60_000)
        let bound = now.advanced(byMilliseconds: Self.dayMilliseconds)
        let milliseconds = (isSuspect ? bound : min(local, bound)).milliseconds
        let day = Double(milliseconds) / Double(Self.dayMilliseconds)
        return CivilDate(dayNumber: Int(day.rounded(.down)))
    }

    /// Why a change may not go to the merge, apart from the record that it belongs to; `nil` when it may.
    ///
    /// - Parameters:
    ///   - save: The whole save.
    ///   - change: One of its changes, not void.
    ///   - standing: What the server knows of the case.
    /// - Returns: The first reason found.
    func reason(
        against save: Save,
        _ change: Change,
        _ standing: CaseStanding
    ) -> QuarantineReason? {
        guard standing.exists, holdsAllCases || standing.isAssigned else { return .scope }
        guard Text(save.author) == Text(user.name) else { return .author }
        guard user.role != .admin else { return .role }
        guard let kind = kinds[change.record.kind] else { return .field }
        return reason(against: change, kind: kind, today: today(of: save))
    }

    /// The records of a save that it makes or restores and writes nothing else of, where their kind has required
    /// fields: such a change can only be a restore.
    func bareRecords(in save: Save) -> Set<RecordAddress> {
        var bare: Set<RecordAddress> = []
        for change in save.changes where !change.isVoid && change.unit == Schema.aliveUnit {
            let kind = kinds[change.record.kind]
            if kind?.fields.contains(where: \.isRequired) == true { bare.insert(change.record) }
        }
        guard !bare.isEmpty else { return bare }
        for change in save.changes where !change.isVoid && change.unit != Schema.aliveUnit {
            bare.remove(change.record)
        }
        return bare
    }

    private var holdsAllCases: Bool {
        switch user.role {
        case .counsellor: false
        case .coordinator, .benefitOfficer, .debtOfficer, .idDesk, .admin: true
        }
    }

    /// The records of a save that may not stand as a whole, and why: see ``Judge``.
    func recordReasons(in save: Save) -> [RecordAddress: QuarantineReason] {
        let changes = save.changes.filter { !$0.isVoid }
        let made = Set(
            changes.filter { change in
                change.unit == Schema.aliveUnit && change.value == .boolean(true)
            }.map(\.record)
        )
        let whole = changes.filter { change in
            made.contains(change.record) || kinds[change.record.kind]?.isAppend == true
        }
        var reasons: [RecordAddress: QuarantineReason] = [:]
        for (record, changes) in Dictionary(grouping: whole, by: \.record) {
            guard let kind = kinds[record.kind] else { continue }
            reasons[record] = reason(
                againstRecord: changes,
                kind: kind,
                isMade: made.contains(record),
                today: today(of: save)
            )
        }
        return reasons
    }

    private func reason(
        againstRecord changes: [Change],
        kind: Kind,
        isMade: Bool,
        today: CivilDate
    ) -> QuarantineReason? {
        if kind.isAppend {
            for change in changes {
                if let reason = reason(against: change, kind: kind, today: today) { return reason }
            }
        }
        // A record that is only made again, without a field, may be one that was deleted: the standing tells.
        guard isMade, changes.contains(where: { $0.unit != Schema.aliveUnit }) else { return nil }
        let isComplete = kind.fields.allSatisfy { field in
            !field.isRequired || changes.contains { $0.writes(field) }
        }
        return isComplete ? nil : .missing
    }
}

/// Gives the verdicts on the changes of one push, save after save.
///
/// What holds for a record as a whole is worked out once a save.
final class Judge {
    private let rules: AcceptanceRules
    private var save: Dot?
    private var recordReasons: [RecordAddress: QuarantineReason] = [:]
    private var bareRecords: Set<RecordAddress> = []

    init(rules: AcceptanceRules) { self.rules = rules }

    /// The verdict on one change of a save: quarantine with the first reason found, else acceptance.
    func verdict(_ save: Save, _ change: Change, _ standing: CaseStanding) -> Verdict {
        if let first = save.changes.first?.dot, first != self.save {
            self.save = first
            recordReasons = rules.recordReasons(in: save)
            bareRecords = rules.bareRecords(in: save)
        }
        var reason = rules.reason(against: save, change, standing) ?? recordReasons[change.record]
        if !standing.hasRecord, bareRecords.contains(change.record) { reason = reason ?? .missing }
        return reason.map { .quarantine($0.rawValue) } ?? .accept
    }
}

extension Change {
    /// Whether this change gives the field a value.
    fileprivate func writes(_ field: Field) -> Bool {
        if let group = field.group {
            guard unit == group, case .group(let members) = value else { return false }
            return members.contains { $0.name == field.name && $0.value != .null }
        }
        return unit == field.name && value != .null
    }
}
