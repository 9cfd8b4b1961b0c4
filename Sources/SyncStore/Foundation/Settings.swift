internal import SyncModel

/// The names of the values in the table `settings` that the store itself keeps.
enum Setting {
    static let side = "store.side"
    static let replica = "store.replica"
    static let incarnation = "store.incarnation"
    static let schema = "store.schema"
    static let schemaVersion = "store.schemaVersion"
    /// `Schema.packed` in base 64; beside the text, which counts.
    static let schemaPacked = "store.schemaPacked"
    /// The scope's hash, hexadecimal: the sum of `kind_case.hash`.
    static let stateHash = "store.stateHash"
    /// The feed's cursor.
    static let cursor = "laptop.cursor"
    /// The number of the last letter.
    static let lettersSeen = "laptop.lettersSeen"
    /// The highest own seq that was in a request or file.
    static let sentThrough = "laptop.sentThrough"
    /// All own changes up to this seq have a receipt.
    static let receiptedThrough = "laptop.receiptedThrough"
    /// Own changes up to this seq no longer matter to what is shown, but those in `parked`.
    static let settledThrough = "laptop.settledThrough"
    /// Own changes up to this seq may have been dropped.
    static let compactedThrough = "laptop.compactedThrough"
    /// The lowest number of a record of this laptop that was purged with its case.
    static let purgedNumber = "laptop.purgedNumber"
    /// The epoch of a restored server that this laptop is bringing back what was lost to; none at other times.
    static let recovering = "laptop.recovering"
    /// What is known of this laptop's clock: a ``ClockBook``.
    static let clock = "laptop.clock"
    /// A floor for the next HLC, packed; beside the log's last row.
    static let clockFloor = "laptop.clockFloor"
}

extension Session {
    /// A small value; `nil` when never set.
    func setting(_ name: String) throws -> String? {
        try prepare("SELECT value FROM settings WHERE name = ?").bind(1, text: name)
            .first { $0.text(0) }
    }

    /// A small value that is an integer; `nil` when never set or not one.
    func integerSetting(_ name: String) throws -> Int64? {
        try setting(name).flatMap { Int64($0) }
    }

    /// Keeps a small value; `nil` removes it.
    func setSetting(_ name: String, to value: String?) throws {
        guard let value else {
            try prepare("DELETE FROM settings WHERE name = ?").bind(1, text: name).run()
            return
        }
        try prepare("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)")
            .bind(1, text: name).bind(2, text: value).run()
    }
}
