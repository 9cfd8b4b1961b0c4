// log        own changes, one a row; the key is the only index. `save` is a SaveHeader, in the first row of each save.
//            `base` is the acknowledged value beneath, in the row that first put an own value over it.
//            `state` is NULL without a receipt, 0 for a void change without one, else a code of the receipt.
// parked     quarantined changes at or below `laptop.settledThrough`
// beneath    acknowledged values under own changes, where they are not (any more) the `base` of a log row
// leaving    cases that left the user's scope while an own change waited in them: purged when none does
// gone       where quarantined changes of purged cases belong: record, case, number, key
// notices    what was decided about this user's values
// numbers    case numbers reserved for this laptop

/// The tables that only a laptop has.
enum LaptopTables {
    /// Makes them, in a new store.
    static func create(in session: Session) throws {
        for statement in statements { try session.execute(statement) }
    }

    private static let statements = [
        """
        CREATE TABLE log (
            seq INTEGER PRIMARY KEY, record INTEGER NOT NULL, unit INTEGER NOT NULL,
            value ANY, base ANY, context INTEGER NOT NULL, state INTEGER, position INTEGER,
            reason TEXT, save BLOB
        ) STRICT
        """,
        """
        CREATE TABLE leaving ("case" INTEGER PRIMARY KEY) STRICT
        """,
        """
        CREATE TABLE gone (
            record INTEGER PRIMARY KEY, "case" BLOB NOT NULL, number TEXT NOT NULL, key ANY NOT NULL
        ) STRICT
        """,
        "CREATE TABLE parked (seq INTEGER PRIMARY KEY) STRICT",
        """
        CREATE TABLE beneath (
            record INTEGER NOT NULL, unit INTEGER NOT NULL, value ANY,
            PRIMARY KEY (record, unit)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE notices (
            number INTEGER PRIMARY KEY, body BLOB NOT NULL, seen INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE numbers (
            id INTEGER PRIMARY KEY, prefix TEXT NOT NULL, year INTEGER NOT NULL,
            next INTEGER NOT NULL, last INTEGER NOT NULL
        ) STRICT
        """,
    ]
}
