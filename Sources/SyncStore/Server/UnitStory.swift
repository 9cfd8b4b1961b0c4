internal import SyncMerge
internal import SyncModel

/// A unit's accepted changes as the log holds them, and the history that the merge takes.
struct UnitStory {
    /// What the merge takes.
    var history: UnitHistory
    /// The accepted changes by dot, with what people are shown of them.
    var changes: [Dot: LoggedChange] = [:]
    /// The log row of the last accepted change; 0 when there is none.
    var last: Int64 = 0

    /// A unit that was never written.
    init(policy: MergePolicy) { history = UnitHistory(policy: policy) }

    /// Adds a change to what people are shown; the history is the merge's to change.
    mutating func add(_ change: LoggedChange) {
        changes[change.accepted.dot] = change
        last = change.log
    }

    /// The log rows of the live changes, in order of acceptance.
    var live: [Int64] { history.live.compactMap { changes[$0]?.log } }

    /// Whether the merge needs the whole history at the next change: always, but for a unit whose only live change is
    /// its last, is shown, and is no decision.
    func needsContest(shownBy: Dot?) -> Bool {
        guard history.live.count == 1, let dot = history.live.first, dot == shownBy,
            let change = changes[dot], change.log == last
        else { return true }
        return change.accepted.kind != .edit
    }
}

extension Session {
    /// The story of a unit.
    ///
    /// `last`: The log row of its last accepted change; 0 when there is none.
    /// `live`: The log rows of its live changes.
    /// `whole`: The stamp that wrote the record whole: what it wrote of the unit comes first, also where no row
    ///     says so.
    func story(
        of record: RecordReference,
        _ unit: Int64,
        policy: MergePolicy,
        last: Int64,
        live: [Int64],
        whole: Int64
    ) throws -> UnitStory {
        var story = UnitStory(policy: policy)
        var changes: [LoggedChange] = []
        var row = last
        while row != 0 {
            let change = try loggedChange(row)
            changes.append(change)
            row = change.previous
            if row == 0, change.stamp != whole {
                row = try lastChange(of: record, unit, version: nil, whole: whole)
            }
        }
        for change in changes.reversed() {
            story.add(change)
            story.history.accepted.append(change.accepted)
            let dot = change.accepted.dot
            story.history.chainHeads[dot.incarnation] = max(
                story.history.chainHeads[dot.incarnation] ?? 0,
                dot.seq
            )
        }
        let living = Set(live)
        story.history.live = changes.reversed().filter { living.contains($0.log) }
            .map(\.accepted.dot)
        return story
    }

    /// The log row of the last accepted change of a unit that has no contest; 0 when it was never written.
    ///
    /// `version`: The stamp and number in `versions`, when the unit has a row there.
    /// `whole`: The stamp that wrote the record whole.
    func lastChange(
        of record: RecordReference,
        _ unit: Int64,
        version: (stamp: Int64, seq: UInt64)?,
        whole: Int64
    ) throws -> Int64 {
        if let version {
            let found = try prepare(
                """
                SELECT saves.log + ?1 - saves.first FROM stamps JOIN saves ON saves.id = stamps.save
                WHERE stamps.id = ?2
                """
            )
            .bind(1, version.seq).bind(2, version.stamp).first { $0.integer(0) }
            guard let found else {
                throw StoreError(.corrupt, "stamp \(version.stamp) is not in the table stamps")
            }
            return found
        }
        return try prepare(
            """
            SELECT log.id FROM stamps JOIN saves ON saves.id = stamps.save
                JOIN log ON log.id BETWEEN saves.log AND saves.log + saves.count - 1
            WHERE stamps.id = ? AND log.stamp = stamps.id AND log.record = ? AND log.unit = ?
            ORDER BY log.id DESC LIMIT 1
            """
        )
        .bind(1, whole).bind(2, record.packed).bind(3, unit).first { $0.integer(0) } ?? 0
    }
}
