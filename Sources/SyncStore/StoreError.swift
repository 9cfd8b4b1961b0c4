/// A failure of the storage core.
public struct StoreError: Error, Hashable, Sendable {
    /// What failed, for code to branch on.
    public enum Code: Hashable, Sendable {
        /// Another process holds the store for longer than ``Limits/lockWaitMax``; nothing was written, retry.
        case busy
        /// The folder holds no store.
        case missing
        /// A newer program wrote this file; do not retry, upgrade.
        case schemaTooNew
        /// The disk is full or failed before the commit; nothing was written.
        case notSaved
        /// The commit failed and the store could not be read again: whether it was written is not known.
        case unknown
        /// The file is damaged; run `check`.
        case corrupt
        /// The program asked SQLite for something wrong: a mistake in it; nothing was written.
        case fault
        /// No such case, record or conflict.
        case notFound
        /// The record, or its case, is known to be deleted; nothing was written.
        case deleted
        /// The value, or the conflict, changed since it was read; nothing was written.
        case changedMeanwhile
        /// The value breaks a rule of the schema or of its policy; nothing was written.
        case invalid
        /// The schema file may not follow the one in use; nothing was written.
        case schemaRefused
    }

    /// What failed, for code to branch on.
    public var code: Code
    /// What happened, in English, for logs and the help desk; names tables, fields and ids, never content.
    public var message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
