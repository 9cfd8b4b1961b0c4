// The tables of both sides. Those of one side only: `LaptopTables`, `ServerTables`.
//
// kind_<name>     one a kind, generated (KindTable.swift)
// cases           of each case: its number for people, its position, the hash of its acknowledged values, and `feed`,
//                 which is the server's
// kinds           kind numbers 1...255; a kind that this schema does not know has a table too, without field columns
// names           interned units, fields and authors (Names.swift)
// incarnations    interned incarnations, and whose they are where that is known; of a child its parent, and the last
//                 number and the chain hash there that they have in common; on a laptop `moved`: the head when it
//                 opened the child, up to which its own changes had a dot in the parent
// stamps          accepted parts of saves: who, when, where accepted
// versions        which stamp and change wrote what is acknowledged of a unit; only units written after the save that
//                 wrote the record whole (that one is the row's `version`)
// conflicts       the current and past conflicts; `body` is a ConflictBody; candidates are in it
// unknown_fields  values of fields that this schema does not know, in stored form
// case_numbers    every number a case has or had here: current ones, old ones, TMP- ones
// settings        small values (Settings.swift)
//
// `record` is a RecordReference, `position` and `context` a packed Position, times are milliseconds since 1970.
internal import SyncModel

/// The tables that both sides have.
enum Tables {
    /// The version of the layout, in `PRAGMA user_version`.
    static let version: Int64 = 3
    /// Marks the file as ours, in `PRAGMA application_id`: "Slui".
    static let applicationID: Int64 = 0x536C_7569

    /// Makes all tables but those of the kinds.
    static func create(in session: Session) throws {
        for statement in statements { try session.execute(statement) }
        switch session.side {
        case .laptop: try LaptopTables.create(in: session)
        case .server:
            try ServerTables.create(in: session)
            try RecoveryTables.create(in: session)
        }
    }

    private static let statements = [
        "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
        """
        CREATE TABLE cases (
            n INTEGER PRIMARY KEY, number TEXT NOT NULL, position INTEGER NOT NULL,
            hash INTEGER NOT NULL, feed INTEGER NOT NULL DEFAULT 0
        ) STRICT
        """,
        """
        CREATE TABLE kinds (
            number INTEGER PRIMARY KEY CHECK (number BETWEEN 1 AND 255),
            name TEXT NOT NULL UNIQUE, natural INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE names (
            id INTEGER PRIMARY KEY, space INTEGER NOT NULL, name TEXT NOT NULL,
            UNIQUE (space, name)
        ) STRICT
        """,
        """
        CREATE TABLE incarnations (
            id INTEGER PRIMARY KEY, incarnation BLOB NOT NULL UNIQUE, replica BLOB,
            parent INTEGER, fork INTEGER, hash BLOB, moved INTEGER
        ) STRICT
        """,
        """
        CREATE TABLE stamps (
            id INTEGER PRIMARY KEY, incarnation INTEGER NOT NULL, first INTEGER NOT NULL,
            position INTEGER NOT NULL, author INTEGER NOT NULL, written INTEGER NOT NULL,
            ordered INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE versions (
            record INTEGER NOT NULL, unit INTEGER NOT NULL,
            stamp INTEGER NOT NULL, seq INTEGER NOT NULL,
            PRIMARY KEY (record, unit)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE conflicts (
            id INTEGER PRIMARY KEY, "case" INTEGER NOT NULL, record INTEGER NOT NULL,
            unit INTEGER NOT NULL, version INTEGER NOT NULL, generation INTEGER NOT NULL,
            state TEXT NOT NULL, opened INTEGER NOT NULL, body BLOB NOT NULL
        ) STRICT
        """,
        "CREATE INDEX conflicts_unit ON conflicts (record, unit)",
        "CREATE INDEX conflicts_case ON conflicts (\"case\", state)",
        """
        CREATE TABLE unknown_fields (
            record INTEGER NOT NULL, field INTEGER NOT NULL, value ANY NOT NULL,
            PRIMARY KEY (record, field)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE case_numbers (
            number TEXT NOT NULL, "case" INTEGER NOT NULL, PRIMARY KEY (number, "case")
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
