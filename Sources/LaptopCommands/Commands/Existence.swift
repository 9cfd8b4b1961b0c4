import Casework
import SyncModel
import SyncStore

/// What `case delete` and `case restore` share: one write of `alive`.
enum Existence {
    /// Writes whether the record exists.
    static func write(_ alive: Bool, _ path: String, _ session: Session, message: Message) throws {
        let parsed = try RecordPath(path)
        let (_, membership) = try session.member()
        let done = try session.withStore { store in
            let summary = try CaseLookup.find(parsed.caseText, in: store)
            var record = RecordAddress.caseFile
            if let named = parsed.record {
                record = try DraftBuilder.existingAddress(
                    named.key,
                    kind: named.kind,
                    in: store.schema
                )
                try checkPresent(record, summary.id, store)
            }
            let draft = SaveDraft(
                caseID: summary.id,
                author: membership.user,
                role: membership.role,
                zoneMinutes: Outside.local(Outside.now()).zoneMinutes,
                edits: [
                    FieldEdit(record: record, field: Schema.aliveUnit, value: .boolean(alive))
                ]
            )
            return (summary: summary, record: record, changes: try store.save(draft))
        }
        let name =
            done.record == .caseFile
            ? done.summary.number : "\(done.summary.number)/\(done.record)"
        try session.answer(
            .object(["changes": .integer(Int64(done.changes))]),
            SavedLines.lines(message, done.changes, ["record": name], [], session)
        )
    }

    private static func checkPresent(_ record: RecordAddress, _ id: CaseID, _ store: Store) throws {
        guard let file = try store.caseFile(id),
            !file.records.contains(where: { $0.address == record })
        else { return }
        throw CommandFailure(
            .data,
            .recordUnknown,
            ["record": record.description],
            safety: .nothingWritten,
            next: .lookAtCase
        )
    }
}
