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
    let today: CivilDate

    /// Prepares the rules for one push.
    ///
    /// - Parameters:
    ///   - schema: The schema in use.
    ///   - user: The device's user, with his role now.
    ///   - now: The server's clock. A date is in the future when it is so everywhere on earth.
    init(schema: Schema, user: User, now: Instant) {
        kinds = Dictionary(schema.kinds.map { ($0.name, $0) }) { first, _ in first }
        self.user = user
        let milliseconds = now.milliseconds + Self.farthestZoneMilliseconds
        today = CivilDate(dayNumber: Int((Double(milliseconds) / 86_400_000).rounded(.down)))
    }

    /// Kiribati's clock is fourteen hours ahead of UTC.
    private static let farthestZoneMilliseconds: Int64 = 14 * 3600 * 1000

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
        return reason(against: change, kind: kind)
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
                isMade: made.contains(record)
            )
        }
        return reasons
    }

    private func reason(
        againstRecord changes: [Change],
        kind: Kind,
        isMade: Bool
    ) -> QuarantineReason? {
        if kind.isAppend {
            for change in changes {
                if let reason = reason(against: change, kind: kind) { return reason }
            }
        }
        // A record that is only made again, without a field, is one that was deleted.
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

    init(rules: AcceptanceRules) { self.rules = rules }

    /// The verdict on one change of a save: quarantine with the first reason found, else acceptance.
    func verdict(_ save: Save, _ change: Change, _ standing: CaseStanding) -> Verdict {
        if let first = save.changes.first?.dot, first != self.save {
            self.save = first
            recordReasons = rules.recordReasons(in: save)
        }
        let reason = rules.reason(against: save, change, standing) ?? recordReasons[change.record]
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
