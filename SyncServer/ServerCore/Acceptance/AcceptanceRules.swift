public import SyncModel
public import SyncStore

/// What the server holds every uploaded change against before the merge: existence, scope, role and schema.
///
/// A change that breaks a rule is kept aside with a reason and never blocks another. Of a kind that is written
/// once, and of a record that is made without a required field, all changes of the record in the save share the
/// verdict: such a record is accepted or kept aside whole.
///
/// Roles (issue: who may write offline): every role may, but for `admin`, who decides and does not write cases.
/// Whether a value of a role that does not own a field is a proposal is for the merge, not for these rules.
public struct AcceptanceRules: Sendable {
    private let kinds: [String: Kind]
    private let user: User
    let today: CivilDate

    /// Prepares the rules for one push.
    ///
    /// - Parameters:
    ///   - schema: The schema in use.
    ///   - user: The device's user, with his role now.
    ///   - now: The server's clock. A date is in the future when it is so everywhere on earth.
    public init(schema: Schema, user: User, now: Instant) {
        kinds = Dictionary(schema.kinds.map { ($0.name, $0) }) { first, _ in first }
        self.user = user
        let milliseconds = now.milliseconds + Self.farthestZoneMilliseconds
        today = CivilDate(dayNumber: Int((Double(milliseconds) / 86_400_000).rounded(.down)))
    }

    /// Kiribati's clock is fourteen hours ahead of UTC.
    private static let farthestZoneMilliseconds: Int64 = 14 * 3600 * 1000

    /// The verdict on one change of a save.
    ///
    /// - Parameters:
    ///   - save: The whole save.
    ///   - change: One of its changes, not void.
    ///   - standing: What the server knows of the case.
    /// - Returns: Quarantine with the first reason found, else acceptance.
    public func verdict(_ save: Save, _ change: Change, _ standing: CaseStanding) -> Verdict {
        if let reason = reason(against: save, change, standing) {
            return .quarantine(reason.rawValue)
        }
        return .accept
    }

    private func reason(
        against save: Save,
        _ change: Change,
        _ standing: CaseStanding
    ) -> QuarantineReason? {
        guard standing.exists, holdsAllCases || standing.isAssigned else { return .scope }
        guard Text(save.author) == Text(user.name) else { return .author }
        guard user.role != .admin else { return .role }
        guard let kind = kinds[change.record.kind] else { return .field }
        if let reason = reason(against: change, kind: kind) { return reason }
        return recordReason(of: change.record, kind: kind, in: save)
    }

    private var holdsAllCases: Bool {
        switch user.role {
        case .counsellor: false
        case .coordinator, .benefitOfficer, .debtOfficer, .idDesk, .admin: true
        }
    }

    /// Why the record as a whole may not stand; `nil` when it may.
    private func recordReason(
        of record: RecordAddress,
        kind: Kind,
        in save: Save
    ) -> QuarantineReason? {
        let changes = save.changes.filter { $0.record == record && !$0.isVoid }
        if kind.isAppend {
            for change in changes {
                if let reason = reason(against: change, kind: kind) { return reason }
            }
        }
        let isMade = changes.contains { $0.unit == Schema.aliveUnit && $0.value == .boolean(true) }
        let isWritten = changes.contains { $0.unit != Schema.aliveUnit }
        guard isMade, isWritten else { return nil }
        let isComplete = kind.fields.allSatisfy { field in
            !field.isRequired || changes.contains { $0.writes(field) }
        }
        return isComplete ? nil : .missing
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
