import GRDBSQLite
import SyncModel
import SyncStore
import Workload

/// Plain SQLite without tracking, on the C handle: the loop that our figures are ratios of.
///
/// The same wide table and notes, prepared statements, WAL, exclusive lock, 64 MiB cache, checkpoints as the store that
/// it is compared with.
final class RawTable {
    private let handle: OpaquePointer
    private let path: String

    /// Opens or makes the file; `side` and `durability` are those of the store it is compared with.
    init(path: String, side: StoreSide, durability: StoreDurability = .normal) throws {
        self.path = path
        var opened: OpaquePointer?
        guard sqlite3_open(path, &opened) == SQLITE_OK, let opened else { throw RawError() }
        handle = opened
        try run("PRAGMA journal_mode=WAL")
        try run("PRAGMA locking_mode=EXCLUSIVE")
        try run("PRAGMA synchronous=\(durability.rawValue)")
        if side == .laptop { try run("PRAGMA wal_autocheckpoint=\(Limits.laptopCheckpointPages)") }
        try run("PRAGMA cache_size=-65536")
        try run("PRAGMA cache_spill=OFF")
    }

    /// Ends with a truncating checkpoint, so that the file holds all.
    func close() throws {
        while let statement = sqlite3_next_stmt(handle, nil) { sqlite3_finalize(statement) }
        try run("PRAGMA wal_checkpoint(TRUNCATE)")
        sqlite3_close(handle)
    }

    /// Inserts all rows in one transaction.
    func load(_ work: RawWorkload) throws {
        let columns = (0..<Workload.fieldCount).map { field in
            "f\(field) \(Workload.integerFields.contains(field) ? "INTEGER" : "TEXT")"
        }
        let list = columns.joined(separator: ",")
        try run("CREATE TABLE cases(id TEXT PRIMARY KEY NOT NULL,\(list))")
        try run(
            "CREATE TABLE notes(id TEXT PRIMARY KEY NOT NULL,case_id TEXT,created TEXT,author TEXT,body TEXT)"
        )
        let marks = Array(repeating: "?", count: Workload.fieldCount + 1).joined(separator: ",")
        let insertCase = try prepare("INSERT INTO cases VALUES(\(marks))")
        let insertNote = try prepare("INSERT INTO notes VALUES(?,?,?,?,?)")
        try run("BEGIN")
        for index in work.cases.indices {
            bind(insertCase, 1, work.caseIDs[index])
            for field in work.cases[index].indices {
                bind(insertCase, Int32(field + 2), work.cases[index][field])
            }
            try step(insertCase)
        }
        for index in work.notes.indices {
            let note = work.notes[index]
            bind(insertNote, 1, work.noteIDs[index])
            bind(insertNote, 2, work.caseIDs[note.caseIndex])
            for field in note.texts.indices {
                bind(insertNote, Int32(field + 3), note.texts[field])
            }
            try step(insertNote)
        }
        try run("COMMIT")
    }

    /// Writes the edits, each in a transaction of its own or all in one.
    func edit(_ edits: [RawWorkload.Edit], of work: RawWorkload, inOne: Bool) throws {
        let updates = try (0..<Workload.fieldCount).map { field in
            try prepare("UPDATE cases SET f\(field)=? WHERE id=?")
        }
        if inOne { try run("BEGIN") }
        for edit in edits {
            let statement = updates[edit.field]
            bind(statement, 1, edit.value)
            bind(statement, 2, work.caseIDs[edit.caseIndex])
            try step(statement)
        }
        if inOne { try run("COMMIT") }
    }

    private func run(_ sql: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw RawError() }
    }

    private func prepare(_ sql: String) throws -> OpaquePointer {
        var statement: OpaquePointer?
        guard
            sqlite3_prepare_v3(
                handle,
                sql,
                -1,
                UInt32(SQLITE_PREPARE_PERSISTENT),
                &statement,
                nil
            ) == SQLITE_OK, let statement
        else { throw RawError() }
        return statement
    }

    private func bind(_ statement: OpaquePointer, _ index: Int32, _ cell: RawWorkload.Cell) {
        switch cell {
        case .integer(let integer): sqlite3_bind_int64(statement, index, integer)
        case .text(let text): bind(statement, index, text)
        }
    }

    private func bind(_ statement: OpaquePointer, _ index: Int32, _ text: RawText) {
        sqlite3_bind_text(statement, index, text.start, text.count, nil)
    }

    private func step(_ statement: OpaquePointer) throws {
        guard sqlite3_step(statement) == SQLITE_DONE else { throw RawError() }
        sqlite3_reset(statement)
    }
}

/// A failure of the raw loop; the benchmark ends.
struct RawError: Error {}
