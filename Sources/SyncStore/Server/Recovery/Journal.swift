// The journal: every decision and act of authority, numbered, in the transaction that it belongs to. Each entry's hash
// covers the entry before it. After the commit, and before anybody is told of it, the new entries are given to
// whoever keeps them outside the database (`Store.keepJournal`), since a backup cannot hold what came after it.
internal import Crypto
internal import SyncModel

/// An entry as it is kept outside the database.
public struct JournalRow: Hashable, Sendable {
    /// The entry's number, gapless from 1.
    public var number: UInt64
    /// SHA-256 over the hash before it, its number and its bytes.
    public var hash: [UInt8]
    /// The entry.
    public var body: [UInt8]

    /// Makes a row.
    public init(number: UInt64, hash: [UInt8], body: [UInt8]) {
        self.number = number
        self.hash = hash
        self.body = body
    }

    /// The hash of an entry.
    ///
    /// - Parameters:
    ///   - previous: The hash of the entry before; empty for the first.
    ///   - number: The entry's number.
    ///   - body: The entry.
    /// - Returns: 32 bytes.
    public static func hash(after previous: [UInt8], number: UInt64, body: [UInt8]) -> [UInt8] {
        let place = withUnsafeBytes(of: number.bigEndian) { Array($0) }
        return Array(SHA256.hash(data: previous + place + body))
    }
}

extension Session {
    /// Writes an entry, in the transaction of what it tells.
    func journal(_ entry: JournalEntry) throws {
        let last = try lastJournalRow()
        let number = (last?.number ?? 0) + 1
        let body = entry.bytes
        try put(
            JournalRow(
                number: number,
                hash: JournalRow.hash(after: last?.hash ?? [], number: number, body: body),
                body: body
            )
        )
        hasNewJournal = true
    }

    /// Keeps an entry as it is.
    func put(_ row: JournalRow) throws {
        try prepare("INSERT INTO journal (number, hash, body) VALUES (?, ?, ?)")
            .bind(1, row.number).bind(2, blob: row.hash).bind(3, blob: row.body).run()
    }

    /// The last entry; `nil` when there is none.
    func lastJournalRow() throws -> JournalRow? {
        try prepare("SELECT number, hash, body FROM journal ORDER BY number DESC LIMIT 1")
            .first(JournalRow.init(row:))
    }

    /// The entries after a number.
    func journalRows(after number: UInt64) throws -> [JournalRow] {
        try prepare("SELECT number, hash, body FROM journal WHERE number > ? ORDER BY number")
            .bind(1, number).all(JournalRow.init(row:))
    }
}

extension JournalRow {
    init(row: Prepared) {
        self.init(number: row.unsigned(0), hash: row.blob(1), body: row.blob(2))
    }
}

extension Store {
    /// Takes whoever keeps the journal outside the database.
    ///
    /// - Parameter keeper: Called after each commit that wrote entries, before anybody is told of it; and at once.
    public func keepJournal(with keeper: @escaping @Sendable () -> Void) {
        journalKeeper.withLock { $0 = keeper }
        keeper()
    }

    /// The entries after a number, oldest first.
    ///
    /// - Parameter number: The last entry that is known; 0 for none.
    /// - Returns: All later ones.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func journal(after number: UInt64) throws(StoreError) -> [JournalRow] {
        try read { session in try session.journalRows(after: number) }
    }

    /// The number and hash of the last entry; number 0 when there is none.
    ///
    /// - Returns: Its number and hash.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func journalHead() throws(StoreError) -> (number: UInt64, hash: [UInt8]) {
        try read { session in
            let last = try session.lastJournalRow()
            return (last?.number ?? 0, last?.hash ?? [])
        }
    }
}
