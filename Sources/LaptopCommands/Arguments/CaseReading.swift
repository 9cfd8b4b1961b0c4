import SyncModel
import SyncStore

/// Reads the case that the command line names.
enum CaseReading {
    /// The case file.
    ///
    /// - Throws: ``CommandFailure`` `data`.
    static func file(_ text: String, in store: Store) throws -> CaseFile {
        let summary = try CaseLookup.find(text, in: store)
        guard let file = try store.caseFile(summary.id) else {
            throw CommandFailure(
                .data,
                .caseUnknown,
                ["case": text],
                safety: .nothingWritten,
                next: .lookInList
            )
        }
        return file
    }

    /// The visit that the command line names: `visit/KEY`, a key, or a prefix of a key that fits one visit.
    ///
    /// - Throws: ``CommandFailure`` `data`.
    static func visit(_ text: String, in file: CaseFile) throws -> ShownRecord {
        let prefix = Schema.visitKind + "/"
        let wanted = (text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text)
            .lowercased()
        let found = file.records.filter { record in
            record.address.kind == Schema.visitKind && !wanted.isEmpty
                && record.address.key.description.utf8.starts(with: wanted.utf8)
        }
        guard let first = found.first, found.count == 1 else {
            throw CommandFailure(
                .data,
                found.isEmpty ? .visitUnknown : .visitAmbiguous,
                ["visit": text, "case": file.summary.number],
                safety: .nothingWritten,
                next: .lookAtVisits
            )
        }
        return first
    }
}
