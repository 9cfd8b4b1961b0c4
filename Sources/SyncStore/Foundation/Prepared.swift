// Statements bound through the C handle.
//
// `session.prepare(sql)` gives a `Prepared` from the cache of the connection; bind from index 1, `run()` a
// statement without rows, or loop over `step()`, which is true while there is a row, and `reset()` when you leave
// early. `run()` and the `step()` that returns false reset by themselves. Columns count from 0.
internal import GRDB
internal import GRDBSQLite
internal import SyncModel

/// A prepared statement that is kept for the life of the connection.
final class Prepared {
    /// Keeps the handle alive: GRDB finalises it with its object.
    private let statement: Statement
    /// The C handle, for hot loops.
    let handle: OpaquePointer

    init(_ statement: Statement) {
        self.statement = statement
        handle = statement.sqliteStatement
    }

    // MARK: Running

    /// Moves to the next row; at the end resets the statement and returns false.
    func step() throws -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE {
            sqlite3_reset(handle)
            return false
        }
        throw failure(code)
    }

    /// Runs a statement to its end and resets it; rows are passed over.
    func run() throws {
        while try step() {}
    }

    /// Ends a statement before its last row.
    func reset() { sqlite3_reset(handle) }

    /// The first row as `read` makes it of this statement; `nil` when there is none.
    ///
    /// Resets the statement.
    func first<Result>(_ read: (Prepared) throws -> Result) throws -> Result? {
        guard try step() else { return nil }
        defer { reset() }
        return try read(self)
    }

    /// All rows as `read` makes them of this statement.
    func all<Result>(_ read: (Prepared) throws -> Result) throws -> [Result] {
        defer { reset() }
        var results: [Result] = []
        while try step() { results.append(try read(self)) }
        return results
    }

    /// The error of a failed call; resets the statement.
    func failure(_ code: Int32) -> DatabaseError {
        let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(handle)))
        sqlite3_reset(handle)
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }

    // MARK: Binding

    @discardableResult
    func bind(_ index: Int32, _ value: Int64) -> Self {
        sqlite3_bind_int64(handle, index, value)
        return self
    }

    @discardableResult
    func bind(_ index: Int32, _ value: Int64?) -> Self {
        guard let value else { return bindNull(index) }
        return bind(index, value)
    }

    @discardableResult
    func bind(_ index: Int32, _ value: UInt64) -> Self {
        bind(index, Int64(bitPattern: value))
    }

    @discardableResult
    func bindNull(_ index: Int32) -> Self {
        sqlite3_bind_null(handle, index)
        return self
    }

    /// Binds text; it is copied.
    @discardableResult
    func bind(_ index: Int32, text: String) -> Self {
        var text = text
        text.withUTF8 { utf8 in
            bind(index, textBytes: UnsafeRawBufferPointer(utf8), destructor: Prepared.transient)
        }
        return self
    }

    @discardableResult
    func bind(_ index: Int32, text: String?) -> Self {
        guard let text else { return bindNull(index) }
        return bind(index, text: text)
    }

    /// Binds UTF-8 bytes as text; with `destructor` nil they must outlive the next reset.
    func bind(
        _ index: Int32,
        textBytes: UnsafeRawBufferPointer,
        destructor: sqlite3_destructor_type? = nil
    ) {
        if let base = textBytes.baseAddress {
            let characters = base.assumingMemoryBound(to: CChar.self)
            sqlite3_bind_text(handle, index, characters, Int32(textBytes.count), destructor)
        } else {
            sqlite3_bind_text(handle, index, "", 0, Prepared.transient)
        }
    }

    /// Binds bytes; they are copied.
    @discardableResult
    func bind(_ index: Int32, blob: [UInt8]) -> Self {
        blob.withUnsafeBytes { bytes -> Void in
            if let base = bytes.baseAddress, !bytes.isEmpty {
                sqlite3_bind_blob(handle, index, base, Int32(bytes.count), Prepared.transient)
            } else {
                sqlite3_bind_zeroblob(handle, index, 0)
            }
        }
        return self
    }

    /// Binds an identifier as its 16 bytes.
    @discardableResult
    func bind(_ index: Int32, _ identifier: Identifier128) -> Self {
        var halves = (identifier.high.bigEndian, identifier.low.bigEndian)
        _ = withUnsafeBytes(of: &halves) { bytes in
            sqlite3_bind_blob(handle, index, bytes.baseAddress, 16, Prepared.transient)
        }
        return self
    }

    // MARK: Columns

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

    func unsigned(_ column: Int32) -> UInt64 { UInt64(bitPattern: integer(column)) }

    func text(_ column: Int32) -> String {
        withBytes(column) { String(decoding: $0, as: UTF8.self) }
    }

    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    func blob(_ column: Int32) -> [UInt8] { withBytes(column) { [UInt8]($0) } }

    /// The identifier in a column of 16 bytes.
    ///
    /// - Throws: ``StoreError`` `corrupt` for any other length.
    func identifier(_ column: Int32) throws -> Identifier128 {
        guard let identifier = withBytes(column, Identifier128.init(raw:)) else {
            throw StoreError(.corrupt, "an identifier is not 16 bytes")
        }
        return identifier
    }

    /// The bytes of a text or blob column, valid inside `body`.
    func withBytes<Result>(
        _ column: Int32,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        let start = sqlite3_column_blob(handle, column)
        let count = Int(sqlite3_column_bytes(handle, column))
        return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }

    /// Tells SQLite to copy what it is given.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

extension Identifier128 {
    /// Reads 16 bytes without a copy; `nil` for any other count.
    init?(raw bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 16 else { return nil }
        self.init(
            high: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
            low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        )
    }
}
