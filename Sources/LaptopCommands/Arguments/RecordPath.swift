import SyncModel

/// `CASE`, or `CASE/KIND/KEY`: what `case delete` and `case restore` take.
struct RecordPath: Hashable {
    /// The case as typed.
    var caseText: String
    /// The record as typed; `nil` for the case file.
    var record: (kind: String, key: String)?

    /// Splits at the first two `/`.
    ///
    /// - Throws: ``CommandFailure`` `usage` when only a kind follows the case.
    init(_ text: String) throws(CommandFailure) {
        let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        caseText = String(parts[0])
        if parts.count == 1 { return }
        guard parts.count == 3, !parts[1].isEmpty, !parts[2].isEmpty else {
            throw CommandFailure(
                .usage,
                .recordPathIncomplete,
                ["text": text],
                safety: .nothingWritten,
                next: .recordPathForm
            )
        }
        record = (String(parts[1]), String(parts[2]))
    }

    static func == (left: RecordPath, right: RecordPath) -> Bool {
        left.caseText == right.caseText && left.record?.kind == right.record?.kind
            && left.record?.key == right.record?.key
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(caseText)
        hasher.combine(record?.kind)
        hasher.combine(record?.key)
    }
}
