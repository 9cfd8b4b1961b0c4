// saves           every save that arrived, or that the server made: its chain, and where its changes stand in the log
// runs            saves of one incarnation that follow each other in the log: the number and log row of their first
//                 change; how a change is found by its name
// stamps          also its save and case, and `before`, the stamp before it of the same case: `cases.feed` is the
//                 last, so that a case's stamps are walked from there without an index
// log             every change that arrived, one a row, in order of arrival; the changes of one save stand together,
//                 so that a dot and a row number are the same thing (`log = saves.log + seq - saves.first`).
//                 `record`, `unit` and `stamp` are set for accepted changes; `previous` is the accepted change of
//                 the unit before it
// strays          the address of a change that is not accepted: void (`reason` is NULL), or quarantined
// fillings        the complete value of an accepted group whose author did not know all members
// decisions       what resolutions cover, and whose candidates a reopening made live again
// contests        units that needed the whole history once: last accepted change, live ones, open conflict
// former_dots     of changes that came with the dot that they had in an earlier incarnation: that dot; of those that
//                 are in the log already, under another one, `original` is that row
// chains          the head of each incarnation; of a child that sent nothing yet, its fork
// cases           also `made`, the feed number of its first change
// assignments     who holds which case, since when; `feed` tells when he got it or, with `removed`, lost it
// scope_hashes    the sum of the hashes of the cases that a user holds
// letters         second receipts (for a replica) and notices (for a user)
//
// A feed number is a stamp's id or an assignment's `feed`: both come from one counter (`server.feed`).
internal import SyncModel

/// The tables that only a server has.
enum ServerTables {
    /// Makes them, in a new store.
    static func create(in session: Session) throws {
        for statement in history + merging + people + formerDots { try session.execute(statement) }
    }

    private static let history = [
        """
        CREATE TABLE saves (
            id INTEGER PRIMARY KEY, incarnation INTEGER NOT NULL, first INTEGER NOT NULL,
            count INTEGER NOT NULL, log INTEGER NOT NULL, "case" BLOB NOT NULL, number TEXT,
            operation BLOB NOT NULL, author INTEGER NOT NULL, role TEXT NOT NULL,
            written INTEGER NOT NULL, zone INTEGER NOT NULL, segment INTEGER NOT NULL,
            hlc INTEGER NOT NULL, schema INTEGER NOT NULL, hash BLOB NOT NULL,
            received INTEGER NOT NULL, ordered INTEGER NOT NULL, suspect INTEGER NOT NULL,
            acting TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE runs (
            incarnation INTEGER NOT NULL, first INTEGER NOT NULL, log INTEGER NOT NULL,
            PRIMARY KEY (incarnation, first)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE log (
            id INTEGER PRIMARY KEY, save INTEGER NOT NULL, record INTEGER, unit INTEGER,
            value ANY, context INTEGER NOT NULL, stamp INTEGER, previous INTEGER NOT NULL,
            status INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE strays (
            log INTEGER PRIMARY KEY, "case" BLOB NOT NULL, kind TEXT NOT NULL, "key" ANY,
            unit TEXT NOT NULL, reason TEXT, outcome INTEGER
        ) STRICT
        """,
        "CREATE INDEX strays_unit ON strays (\"case\", kind, \"key\", unit)",
        "CREATE INDEX strays_waiting ON strays (log) WHERE reason NOT NULL AND outcome IS NULL",
        "CREATE TABLE fillings (log INTEGER PRIMARY KEY, value ANY) STRICT",
        "CREATE TABLE decisions (log INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT",
        "CREATE TABLE chains (incarnation INTEGER PRIMARY KEY, seq INTEGER NOT NULL, hash BLOB NOT NULL) STRICT",
        "ALTER TABLE stamps ADD COLUMN save INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE stamps ADD COLUMN \"case\" INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE stamps ADD COLUMN before INTEGER NOT NULL DEFAULT 0",
    ]

    static let formerDots = [
        """
        CREATE TABLE former_dots (
            log INTEGER PRIMARY KEY, incarnation INTEGER, seq INTEGER, original INTEGER
        ) STRICT
        """,
        "CREATE INDEX former_dots_dot ON former_dots (incarnation, seq)",
    ]

    private static let merging = [
        """
        CREATE TABLE contests (
            record INTEGER NOT NULL, unit INTEGER NOT NULL, last INTEGER NOT NULL,
            live BLOB NOT NULL, conflict INTEGER NOT NULL, generation INTEGER NOT NULL,
            PRIMARY KEY (record, unit)
        ) STRICT, WITHOUT ROWID
        """,
        "ALTER TABLE conflicts ADD COLUMN feed INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE conflicts ADD COLUMN batch TEXT",
        "ALTER TABLE cases ADD COLUMN made INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX conflicts_open ON conflicts (id) WHERE state = 'open'",
        "CREATE INDEX conflicts_batch ON conflicts (batch) WHERE batch NOT NULL",
    ]

    private static let people = [
        """
        CREATE TABLE users (
            name TEXT PRIMARY KEY, role TEXT NOT NULL, enabled INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE devices (
            replica BLOB PRIMARY KEY, incarnation BLOB NOT NULL, user TEXT NOT NULL,
            name TEXT NOT NULL, signing BLOB NOT NULL, sealing BLOB NOT NULL, contact INTEGER,
            state TEXT NOT NULL, clock INTEGER
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE invitations (
            code BLOB PRIMARY KEY, user TEXT NOT NULL, expires INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE assignments (
            "case" INTEGER NOT NULL, user INTEGER NOT NULL, since INTEGER NOT NULL,
            feed INTEGER NOT NULL, removed INTEGER NOT NULL, PRIMARY KEY ("case", user)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX assignments_feed ON assignments (user, feed)",
        "CREATE TABLE scope_hashes (user INTEGER PRIMARY KEY, hash INTEGER NOT NULL) STRICT",
        "CREATE TABLE letters (number INTEGER PRIMARY KEY, replica BLOB, user INTEGER, body BLOB NOT NULL) STRICT",
        "CREATE INDEX letters_replica ON letters (replica, number) WHERE replica NOT NULL",
        "CREATE INDEX letters_user ON letters (user, number) WHERE user NOT NULL",
        """
        CREATE TABLE number_blocks (
            replica BLOB NOT NULL, prefix TEXT NOT NULL, year INTEGER NOT NULL,
            first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (prefix, year, first)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE number_years (
            prefix TEXT NOT NULL, year INTEGER NOT NULL, next INTEGER NOT NULL,
            PRIMARY KEY (prefix, year)
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
