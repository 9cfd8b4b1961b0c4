import SyncModel
import SyncStore

/// The records, other than case files, that a draft makes, and how they count.
///
/// `"changes"` counts what a person wrote: that a record of a case exists follows from its first field, and is not
/// counted; only the making of a case is.
struct MadeRecords {
    /// The edits without those that would make a record only to leave it empty.
    let edits: [FieldEdit]
    private let withValue: Int

    /// Looks at a draft.
    ///
    /// - Parameters:
    ///   - edits: What the draft writes.
    ///   - fresh: The records that `KIND/new` named.
    ///   - missing: The records with a natural key that are named and do not exist yet.
    init(edits: [FieldEdit], fresh: [RecordAddress], missing: Set<RecordAddress>) {
        let filled = Set(edits.filter { $0.value != .null }.map(\.record))
        self.edits = edits.filter { !missing.contains($0.record) || filled.contains($0.record) }
        withValue = missing.union(fresh).intersection(filled).count
    }

    /// The count to print for what the store recorded.
    func changes(recorded: Int) -> Int { max(0, recorded - withValue) }
}
