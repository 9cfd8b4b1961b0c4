internal import SyncModel

/// A record in one integer, as the tables store it: `n * 256 + kind number`.
///
/// `n` is the record's number in its kind's table; negative for a record made on this laptop that the server has
/// not numbered yet.
struct RecordReference: Hashable, Comparable {
    /// The stored integer.
    let packed: Int64

    /// Reads the stored integer.
    init(packed: Int64) { self.packed = packed }

    /// Refers to record `n` of kind `kind` (1...255).
    init(kind: Int, n: Int64) { packed = n << 8 | Int64(kind) }

    /// The record's number in its kind.
    var n: Int64 { packed >> 8 }

    /// The kind's number.
    var kind: Int { Int(packed & 255) }

    static func < (left: RecordReference, right: RecordReference) -> Bool {
        left.packed < right.packed
    }
}

extension Position {
    /// The position in one integer, for storage: the epoch, and 40 bits of revision.
    ///
    /// Order is kept.
    var packed: Int64 { Int64(epoch) << 40 | Int64(revision & 0xFF_FFFF_FFFF) }

    /// Reads ``packed``.
    init(packed: Int64) {
        self.init(
            epoch: UInt32(truncatingIfNeeded: packed >> 40),
            revision: UInt64(packed & 0xFF_FFFF_FFFF)
        )
    }
}
