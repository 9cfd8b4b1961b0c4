internal import SyncMerge
internal import SyncModel

/// A unit merged again from its first accepted change, to compare with what is stored.
struct UnitReplay {
    private let session: Session
    private let record: RecordReference
    private let unit: Int64
    private let table: KindTable
    private let isAlive: Bool
    private let lineage: Lineage
    private var whole: Int64 = 0
    private var history: UnitHistory
    private var outcome: UnitOutcome
    private var changes: [Dot: LoggedChange] = [:]

    /// Reads the accepted changes of a unit and merges them in order of acceptance.
    init(
        _ session: Session,
        _ record: RecordReference,
        _ unit: Int64,
        _ logs: [Int64]
    ) throws {
        self.session = session
        self.record = record
        self.unit = unit
        table = try session.kinds.table(of: record)
        lineage = try session.lineage(of: try session.address(of: record).caseN)
        let name = try session.names.text(unit)
        isAlive = Text(name) == Text(Schema.aliveUnit)
        let policy = isAlive ? .queue : table.units[name]?.unit.policy ?? .lww
        whole =
            try session.prepare("SELECT version FROM \(table.table) WHERE _n = ?")
            .bind(1, record.n).first { $0.integer(0) } ?? 0
        history = UnitHistory(policy: policy)
        outcome = UnitOutcome(shown: .null, shownBy: nil, values: [], isConflict: false)
        for log in logs { try take(session.loggedChange(log)) }
        if isAlive {
            let isDeleted = history.accepted.contains { $0.value == .boolean(false) }
            let edits = isDeleted ? try edits() : []
            outcome = SyncMerge.outcome(of: history, edits: edits, lineage: lineage)
        } else if !history.accepted.isEmpty {
            outcome = SyncMerge.outcome(of: history, lineage: lineage)
        }
    }

    private mutating func take(_ change: LoggedChange) throws {
        changes[change.accepted.dot] = change
        let result =
            isAlive
            ? SyncMerge.accept(change.accepted, into: history, edits: [], lineage: lineage)
            : SyncMerge.accept(change.accepted, into: history, lineage: lineage)
        history = result.history
    }

    private func edits() throws -> [EditMark] {
        let caseN = try session.address(of: record).caseN
        let last = try session.prepare("SELECT feed FROM cases WHERE n = ?").bind(1, caseN)
            .first { $0.integer(0) }
        return try session.edits(
            upTo: last ?? 0,
            record: table.isCase ? nil : record,
            aliveID: unit,
            after: .zero
        )
        .map(\.mark)
    }

    /// What differs from what is stored; empty when nothing does.
    func faults() throws -> [String] {
        var faults: [String] = []
        if try !isShown() { faults.append("another value is shown") }
        let contest = try session.contest(of: record, unit)
        let live = history.live.compactMap { changes[$0]?.log }
        if let contest {
            if contest.live != live { faults.append("other changes are live") }
            if contest.last != history.accepted.last.flatMap({ changes[$0.dot]?.log }) {
                faults.append("another change is the last")
            }
        } else if try live != [lastWithoutContest()] {
            faults.append("its history is not simple")
        }
        let open = try session.conflictIDs("record = ?1 AND unit = ?2 AND state = 'open'") {
            $0.bind(1, record.packed).bind(2, unit)
        }
        if open.count != (outcome.isConflict ? 1 : 0) {
            faults.append("a conflict is open that should not be, or none that should")
        }
        if let id = open.first, outcome.isConflict {
            let candidates = try session.standing(ofConflict: id).conflict.candidates
            if candidates.map(\.value) != outcome.values.map(\.value) {
                faults.append("its conflict has other candidates")
            }
            if contest?.conflict != Int64(id) { faults.append("its conflict is not the one named") }
        }
        return faults
    }

    private func lastWithoutContest() throws -> Int64 {
        let version = try session.prepare(
            "SELECT stamp, seq FROM versions WHERE record = ? AND unit = ?"
        )
        .bind(1, record.packed).bind(2, unit).first { (stamp: $0.integer(0), seq: $0.unsigned(1)) }
        return try session.lastChange(of: record, unit, version: version, whole: whole)
    }

    private func isShown() throws -> Bool {
        if isAlive {
            let alive = try session.prepare("SELECT alive FROM \(table.table) WHERE _n = ?")
                .bind(1, record.n).first { $0.integer(0) != 0 }
            return outcome.shown == .boolean(alive ?? false)
        }
        guard let columns = table.units[try session.names.text(unit)] else { return true }
        let shown = try table.shown(columns, of: record.n)
        guard case .group(let members) = shown else { return shown == outcome.shown }
        // A member that the schema got later is null in the row, and not in the change.
        var written: [GroupMember] = []
        if case .group(let given) = outcome.shown { written = given }
        return members.filter { $0.value != .null } == written.filter { $0.value != .null }
    }
}
