internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// Shows that a server's store of the first layout, without incarnations' parents, is brought to the present one.
@Suite struct MigrationTests {
    @Test func `a server of version 1 learns of parents and former dots`() throws {
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
            try session.execute("DROP TABLE former_dots")
            try session.execute("PRAGMA user_version = 1")
        }
        old.close()
        let store = try Store.open(at: path, side: .server, environment: world.environment) { _ in
            .sample()
        }
        #expect(store.incarnation == incarnation)
        #expect(try store.read { try Migrations.version(of: $0) } == Tables.version)
        #expect(try store.read { try !$0.hasFormerDots() })
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
