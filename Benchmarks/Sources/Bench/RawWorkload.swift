import Workload

/// Text that SQLite is given without a copy; it lives as long as the process.
struct RawText {
    let start: UnsafePointer<CChar>
    let count: Int32

    /// Copies `text` once.
    init(_ text: String) {
        let bytes = Array(text.utf8)
        let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
        for (index, byte) in bytes.enumerated() { copy[index] = CChar(bitPattern: byte) }
        copy[bytes.count] = 0
        start = UnsafePointer(copy)
        count = Int32(bytes.count)
    }
}

/// The workload as the raw loop binds it, made before the clock runs.
struct RawWorkload {
    /// A field's value.
    enum Cell {
        case text(RawText)
        case integer(Int64)

        init(_ cell: Workload.Cell) {
            switch cell {
            case .text(let text): self = .text(RawText(text))
            case .integer(let integer): self = .integer(integer)
            }
        }
    }

    /// A write of one field.
    struct Edit {
        let caseIndex: Int
        let field: Int
        let value: Cell
    }

    /// A note: its case, and its three texts.
    struct Note {
        let caseIndex: Int
        let texts: [RawText]
    }

    let caseIDs: [RawText]
    let noteIDs: [RawText]
    let cases: [[Cell]]
    let notes: [Note]

    init(_ tracked: Tracked) {
        caseIDs = tracked.caseIDs.map { RawText($0.description) }
        noteIDs = tracked.noteIDs.map { RawText($0.description) }
        cases = tracked.work.cases.map { $0.map(Cell.init) }
        notes = tracked.work.notes.map { note in
            Note(
                caseIndex: note.caseIndex,
                texts: [note.created, note.author, note.body].map(RawText.init)
            )
        }
    }

    /// Some edits in the raw form.
    static func edits(_ edits: [Workload.Edit]) -> [Edit] {
        edits.map { edit in
            Edit(caseIndex: edit.caseIndex, field: edit.field, value: Cell(edit.value))
        }
    }
}
