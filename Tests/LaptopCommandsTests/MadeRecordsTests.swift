import SyncModel
import SyncStore
import Testing

@testable import LaptopCommands

/// Shows what `"changes"` counts when a command makes records.
@Suite struct MadeRecordsTests {
    private let screening = RecordAddress(kind: "screening", key: .natural("start.housing"))
    private let action = RecordAddress(
        kind: "action",
        key: .unique(Identifier128(high: 1, low: 2))
    )

    @Test func `counts the fields and not the making, as the example of the contract`() {
        let made = MadeRecords(
            edits: [
                FieldEdit(record: screening, field: "status", value: .text("need")),
                FieldEdit(record: action, field: "title", value: .text("Pas")),
            ],
            fresh: [action],
            missing: [screening]
        )
        #expect(made.edits.count == 2)
        #expect(made.changes(recorded: 4) == 2)
    }

    @Test func `makes no record only to leave it empty`() {
        let made = MadeRecords(
            edits: [
                FieldEdit(record: screening, field: "status", value: .null),
                FieldEdit(record: .caseFile, field: "name", value: .null),
            ],
            fresh: [],
            missing: [screening]
        )
        #expect(made.edits.map(\.record) == [.caseFile])
        #expect(made.changes(recorded: 1) == 1)
    }

    @Test func `counts edits of records that exist`() {
        let edits = [FieldEdit(record: action, field: "title", value: .text("Pas"))]
        let made = MadeRecords(edits: edits, fresh: [], missing: [])
        #expect(made.changes(recorded: 1) == 1)
    }
}
