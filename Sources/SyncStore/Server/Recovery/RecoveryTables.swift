// epochs       the epochs that this server took over, and the present one: its id, the last feed number that it took
//              over, and the number that everything it gives out is above (Epochs.swift)
// formers      where changes stood in earlier epochs, which the present one did not take over
// reported     what laptops hold of changes that did not come back yet: address, value and author, for a person to
//              decide on when their author never brings them (`log` is the row in quarantine)
// backups      backups that were made, and how far each chain reached in them
// journal      decisions and acts of authority, in order; they go to files outside the database (JournalEntry.swift)
// postponed    what the journal says of changes that wait in quarantine until what they decide is here again
// later        assignments of cases that are not here again
// number_gaps  serials that an earlier epoch may have given out
internal import SyncModel

/// The tables with which a server survives its own restore.
enum RecoveryTables {
    /// Makes them.
    static func create(in session: Session) throws {
        for statement in statements { try session.execute(statement) }
    }

    private static let statements = [
        """
        CREATE TABLE epochs (
            epoch INTEGER PRIMARY KEY, id BLOB NOT NULL, feed INTEGER NOT NULL, floor INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE formers (
            incarnation INTEGER NOT NULL, seq INTEGER NOT NULL, position INTEGER NOT NULL,
            PRIMARY KEY (incarnation, seq, position)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE reported (
            id INTEGER PRIMARY KEY, incarnation INTEGER NOT NULL, seq INTEGER NOT NULL,
            whole INTEGER NOT NULL, position INTEGER, ordered INTEGER NOT NULL,
            "case" BLOB NOT NULL, kind TEXT NOT NULL, "key" ANY, unit TEXT NOT NULL, log INTEGER
        ) STRICT
        """,
        "CREATE INDEX reported_dot ON reported (incarnation, seq)",
        """
        CREATE TABLE backups (
            id INTEGER PRIMARY KEY, at INTEGER NOT NULL, path TEXT NOT NULL, feed INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE backup_heads (
            backup INTEGER NOT NULL, incarnation INTEGER NOT NULL, seq INTEGER NOT NULL,
            PRIMARY KEY (incarnation, backup)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE journal (
            number INTEGER PRIMARY KEY, hash BLOB NOT NULL, body BLOB NOT NULL
        ) STRICT
        """,
        "CREATE TABLE postponed (log INTEGER PRIMARY KEY, reason TEXT NOT NULL, batch TEXT) STRICT",
        """
        CREATE TABLE later (
            "case" BLOB NOT NULL, user TEXT NOT NULL, removed INTEGER NOT NULL,
            PRIMARY KEY ("case", user)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE number_gaps (
            prefix TEXT NOT NULL, year INTEGER NOT NULL, first INTEGER NOT NULL,
            last INTEGER NOT NULL, PRIMARY KEY (prefix, year, first)
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
