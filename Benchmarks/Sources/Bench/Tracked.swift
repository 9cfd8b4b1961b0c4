import SyncModel
import SyncStore
import SyncWire
import Synchronization
import Workload

/// The workload on our stores: ids, schema, drafts.
struct Tracked {
    let work: Workload
    let caseIDs: [CaseID]
    let noteIDs: [Identifier128]
    let schema: Schema
    let folder: String
    let durability: StoreDurability

    static let user = "bench"
    private static let start = Instant(milliseconds: 1_764_000_000_000)

    init(work: Workload, folder: String, durability: StoreDurability) {
        self.work = work
        self.folder = folder
        self.durability = durability
        caseIDs = work.cases.indices.map { index in
            CaseID(
                Identifier128(
                    version7At: Self.start.advanced(byMilliseconds: Int64(index) * 300_000),
                    random: (UInt64(index) &* 0x9E37_79B9, UInt64(index) &* 0xBF58_476D_1CE4_E5B9)
                )
            )
        }
        noteIDs = work.notes.indices.map { index in
            Identifier128(
                version7At: Self.start.advanced(byMilliseconds: Int64(index) * 30_000),
                random: (UInt64(index) &* 0x94D0_49BB, UInt64(index) &* 0x9E37_79B9_7F4A_7C15)
            )
        }
        schema = Self.makeSchema()
    }

    /// A time and randomness that only move on, so that runs can be compared.
    func environment(_ durability: StoreDurability? = nil) -> StoreEnvironment {
        let clock = Ticker()
        return StoreEnvironment(
            now: { Self.start.advanced(byMilliseconds: Int64(clock.next())) },
            random: { clock.next() &* 0x9E37_79B9_7F4A_7C15 },
            durability: durability ?? self.durability
        )
    }

    func makeStore(_ name: String, _ side: StoreSide, number: UInt64) throws -> Store {
        try Store.create(
            at: "\(folder)/\(name).db",
            side: side,
            schema: schema,
            replica: ReplicaID(Identifier128(high: 1, low: number)),
            incarnation: IncarnationID(Identifier128(high: 2, low: number)),
            environment: environment()
        )
    }

    /// One save a case: the case file with its 40 fields and its five notes.
    func loadingDrafts() -> [SaveDraft] {
        work.cases.indices.map { index in
            var edits = work.cases[index].enumerated().map { field, cell in
                FieldEdit(record: .caseFile, field: "f\(field)", value: value(cell))
            }
            for offset in 0..<5 {
                let position = index * 5 + offset
                let note = work.notes[position]
                let record = RecordAddress(kind: "note", key: .unique(noteIDs[position]))
                edits.append(
                    FieldEdit(record: record, field: "created", value: .text(Text(note.created)))
                )
                edits.append(
                    FieldEdit(record: record, field: "by", value: .text(Text(note.author)))
                )
                edits.append(
                    FieldEdit(record: record, field: "body", value: .text(Text(note.body)))
                )
            }
            return draft(of: index, edits, newNumber: "BEN-2026-\(index + 1)")
        }
    }

    /// One draft an edit.
    func drafts(_ edits: [Workload.Edit]) -> [SaveDraft] {
        edits.map { edit in
            draft(
                of: edit.caseIndex,
                [
                    FieldEdit(
                        record: .caseFile,
                        field: "f\(edit.field)",
                        value: value(edit.value)
                    )
                ]
            )
        }
    }

    /// One draft a case, in order of the case's first edit: what one command over many cases writes.
    func draftsByCase(_ edits: [Workload.Edit]) -> [SaveDraft] {
        var positions: [Int: Int] = [:]
        var result: [SaveDraft] = []
        for edit in edits {
            let field = FieldEdit(
                record: .caseFile,
                field: "f\(edit.field)",
                value: value(edit.value)
            )
            if let position = positions[edit.caseIndex] {
                result[position].edits.append(field)
            } else {
                positions[edit.caseIndex] = result.count
                result.append(draft(of: edit.caseIndex, [field]))
            }
        }
        return result
    }

    func device(_ store: Store) -> DeviceContext {
        DeviceContext(
            replica: store.replica,
            incarnation: store.incarnation,
            user: Self.user,
            role: .coordinator,
            clockOffsetMilliseconds: 0
        )
    }

    private func draft(
        of index: Int,
        _ edits: [FieldEdit],
        newNumber: String? = nil
    ) -> SaveDraft {
        SaveDraft(
            caseID: caseIDs[index],
            newCaseNumber: newNumber,
            author: Self.user,
            role: .coordinator,
            edits: edits
        )
    }

    private func value(_ cell: Workload.Cell) -> Value {
        switch cell {
        case .text(let text): .text(Text(text))
        case .integer(let integer): .integer(integer)
        }
    }

    private static func makeSchema() -> Schema {
        let fields = (0..<Workload.fieldCount).map { field in
            Field(
                name: "f\(field)",
                type: Workload.integerFields.contains(field) ? .integer : .text,
                policy: .queue
            )
        }
        let noteFields = ["created", "by", "body"].map { name in
            Field(name: name, type: .text, policy: .append)
        }
        return Schema(
            name: "bench",
            version: 1,
            kinds: [
                Kind(name: Schema.caseKind, fields: fields),
                Kind(name: "note", isAppend: true, fields: noteFields),
            ],
            source: "bench"
        )
    }
}

/// Counts up.
final class Ticker: Sendable {
    private let count = Atomic<UInt64>(0)

    func next() -> UInt64 { count.wrappingAdd(1, ordering: .relaxed).newValue }
}
