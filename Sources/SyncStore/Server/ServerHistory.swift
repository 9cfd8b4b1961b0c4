internal import SyncModel

extension Session {
    /// A unit's history on the server, oldest first: every change that arrived, with how it ended.
    ///
    /// `field`: A field, a group, or `alive`; a member of a group stands for its group.
    func serverHistory(_ id: CaseID, record: RecordAddress, field: String) throws -> [HistoryEntry]
    {
        let unit = kinds.find(record.kind)?.kind?.unit(holding: field)?.name ?? field
        var entries = try strays(of: id, record, unit)
        if let found = try findCase(id), let record = try findRecord(record, in: found.n),
            let unitID = names.id(.unit, unit)
        {
            entries += try acceptedChanges(of: record, unitID).map { change in
                (change.log, HistoryEntry(change))
            }
        }
        // An admitted change stands in both.
        var seen: Set<Int64> = []
        return entries.sorted {
            ($0.0, $0.1.position == nil ? 1 : 0) < ($1.0, $1.1.position == nil ? 1 : 0)
        }
        .filter { seen.insert($0.0).inserted }.map(\.1)
    }

    /// The accepted changes of a unit, oldest first.
    func acceptedChanges(of record: FoundRecord, _ unit: Int64) throws -> [LoggedChange] {
        let version = try prepare("SELECT stamp, seq FROM versions WHERE record = ? AND unit = ?")
            .bind(1, record.reference.packed).bind(2, unit)
            .first { (stamp: $0.integer(0), seq: $0.unsigned(1)) }
        let last =
            try contest(of: record.reference, unit)?.last
            ?? lastChange(of: record.reference, unit, version: version, whole: record.version)
        let story = try story(
            of: record.reference,
            unit,
            policy: .lww,
            last: last,
            live: [],
            whole: record.version
        )
        return story.history.accepted.compactMap { story.changes[$0.dot] }
    }

    private func strays(
        of id: CaseID,
        _ record: RecordAddress,
        _ unit: String
    ) throws -> [(Int64, HistoryEntry)] {
        let found = try strays("\"case\" = ?1 AND kind = ?2 AND \"key\" IS ?3 AND unit = ?4") {
            rows in
            rows.bind(1, id.bits).bind(2, text: record.kind)
            rows.bind(3, key: record.key)
            rows.bind(4, text: unit)
        }
        return found.filter { !$0.isDuplicate }.map { stray in
            let status: ReceiptStatus =
                stray.reason == nil ? .void : (stray.outcome ?? .quarantined)
            let entry = HistoryEntry(
                dot: stray.change.dot,
                value: stray.change.value,
                author: stray.save.author,
                device: stray.device,
                written: stray.row.written,
                context: stray.change.context,
                position: nil,
                status: status
            )
            return (stray.log, entry)
        }
    }
}

extension HistoryEntry {
    fileprivate init(_ change: LoggedChange) {
        self.init(
            dot: change.accepted.dot,
            value: change.accepted.value,
            author: change.accepted.author,
            device: change.device,
            written: change.written,
            context: change.accepted.context,
            position: change.accepted.position,
            status: change.status
        )
    }
}
