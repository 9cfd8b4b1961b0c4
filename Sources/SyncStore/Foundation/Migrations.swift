// Layout versions of the file, in PRAGMA user_version. A migration leads from its number to the next, inside the one
// transaction that opens an older store; `Fixtures/stores/` holds a store of each version, and a test opens them all.
internal import SyncModel

/// The steps from older layouts to the present one.
enum Migrations {
    /// `steps[i]` leads from version `i + 1` to version `i + 2`.
    static let steps: [@Sendable (Session) throws -> Void] = [addOrigins, addEpochs]

    /// To version 2: incarnations have parents, and a server knows former dots.
    private static let addOrigins: @Sendable (Session) throws -> Void = { session in
        for column in ["parent INTEGER", "fork INTEGER", "hash BLOB", "moved INTEGER"] {
            try session.execute("ALTER TABLE incarnations ADD COLUMN \(column)")
        }
        if session.side == .server {
            for statement in ServerTables.formerDots { try session.execute(statement) }
        }
    }

    /// To version 3: what a server needs to be restored, and to know of its restores.
    private static let addEpochs: @Sendable (Session) throws -> Void = { session in
        guard session.side == .server else { return }
        try RecoveryTables.create(in: session)
        try session.adoptFirstEpoch()
    }

    /// The layout version of the open file; 0 for a file without tables.
    static func version(of session: Session) throws -> Int64 {
        try session.prepare("PRAGMA user_version").first { $0.integer(0) } ?? 0
    }

    /// Whether the open file is one of ours.
    static func isOurs(_ session: Session) throws -> Bool {
        try session.prepare("PRAGMA application_id").first { $0.integer(0) } == Tables.applicationID
    }

    /// Runs the steps that are missing; in a write transaction.
    static func run(_ session: Session) throws {
        let version = try version(of: session)
        for step in steps.dropFirst(Int(version) - 1) { try step(session) }
        try session.execute("PRAGMA user_version = \(Tables.version)")
    }
}
