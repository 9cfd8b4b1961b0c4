internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// Shows that a server's store of the first layout, without incarnations' parents and epochs, is brought to the
/// present one.
@Suite struct MigrationTests {
    /// The tables that a server of version 1 did not have.
    private static let laterTables = [
        "former_dots", "epochs", "formers", "reported", "backups", "backup_heads", "journal",
        "postponed", "later", "number_gaps",
    ]

    @Test func `a server of version 1 learns of parents, former dots and epochs`() throws {
        let folder = try Folder()
        let world = World()
        let path = folder.file("server.db")
        let (replica, incarnation) = (
            ReplicaID(world.identifier()), IncarnationID(world.identifier())
        )
        let old = try Store.create(
            at: path,
            side: .server,
            schema: .sample(),
            replica: replica,
            incarnation: incarnation,
            environment: world.environment
        )
        try old.read { session in
            for column in ["parent", "fork", "hash", "moved"] {
                try session.execute("ALTER TABLE incarnations DROP COLUMN \(column)")
            }
            for table in Self.laterTables { try session.execute("DROP TABLE \(table)") }
            try session.execute("PRAGMA user_version = 1")
        }
        old.close()
        let store = try Store.open(at: path, side: .server, environment: world.environment) { _ in
            .sample()
        }
        #expect(store.incarnation == incarnation)
        #expect(try store.read { try Migrations.version(of: $0) } == Tables.version)
        #expect(try store.read { try !$0.hasFormerDots() })
        #expect(try store.epochs() == [EpochMark(epoch: 1, id: replica.bits)])
        #expect(try store.journalHead().number == 0)
        let child = Origin(
            incarnation: IncarnationID(world.identifier()),
            parent: incarnation,
            fork: .none
        )
        try store.write { session in
            try session.setReplica(replica, of: incarnation)
            try session.open(child, of: replica)
        }
        #expect(try store.read { $0.names.branches[child.incarnation]?.origin } == child)
        #expect(try store.check().allSatisfy(\.ok))
        store.close()
    }
}
