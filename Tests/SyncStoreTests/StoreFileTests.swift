internal import Foundation
internal import GRDB
internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// Shows that a store's file can be made, opened, read with other tools and carried forward, on Linux.
@Suite struct StoreFileTests {
    private let folder: Folder
    private let world = World()

    init() throws { folder = try Folder() }

    private func make(_ side: StoreSide = .laptop) throws -> Store {
        try Store.create(
            at: folder.file("store.db"),
            side: side,
            schema: .sample(),
            replica: ReplicaID(world.identifier()),
            incarnation: IncarnationID(world.identifier()),
            environment: world.environment
        )
    }

    private func open(_ side: StoreSide = .laptop) throws -> Store {
        try Store.open(
            at: folder.file("store.db"),
            side: side,
            environment: world.environment
        ) { source in
            #expect(source == "sample 1")
            return .sample()
        }
    }

    @Test(arguments: [StoreSide.laptop, .server])
    func `opens, writes, migrates and reads with GRDB on Linux`(side: StoreSide) throws {
        let store = try make(side)
        try store.setSetting("colour", to: "blauw")
        try store.publish(
            .sample(version: 2, extra: [Field(name: "extra.field", type: .integer, policy: .queue)])
        )
        store.close()
        let queue = try DatabaseQueue(path: folder.file("store.db"))
        let columns = try queue.read { try $0.columns(in: "kind_case").map(\.name) }
        #expect(columns.contains("extra_field"))
        #expect(columns.contains("housing_status"))
    }

    /// The log that a killed process leaves may stand in the system's cache alone: a power cut can take it away.
    @Test(arguments: [StoreSide.laptop, .server])
    func `puts what a killed process left in the log on the disk before it reads`(
        side: StoreSide
    ) throws {
        let store = try make(side)
        try store.setSetting("colour", to: "blauw")
        let copy = folder.file("copy.db")
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: folder.file("store.db") + suffix,
                toPath: copy + suffix
            )
        }
        store.close()
        let left = try Store.open(at: copy, side: side, environment: world.environment) { _ in
            .sample()
        }
        defer { left.close() }
        // What the file alone holds survives whatever becomes of the log.
        try FileManager.default.copyItem(atPath: copy, toPath: folder.file("kept.db"))
        let kept = try Store.open(
            at: folder.file("kept.db"),
            side: side,
            environment: world.environment
        ) { _ in .sample() }
        defer { kept.close() }
        #expect(try kept.setting("colour") == "blauw")
    }

    @Test func `keeps its identity and settings when it is closed and opened`() throws {
        let store = try make()
        try store.setSetting("colour", to: "blauw")
        store.close()
        let again = try open()
        #expect(again.replica == store.replica)
        #expect(again.incarnation == store.incarnation)
        #expect(try again.setting("colour") == "blauw")
        #expect(try again.setting("shape") == nil)
    }

    @Test(arguments: [true, false])
    func `reads the schema's text only when its packed form does not fit`(isDamaged: Bool) throws {
        try make().close()
        if isDamaged {
            let queue = try DatabaseQueue(path: folder.file("store.db"))
            try queue.write {
                try $0.execute(
                    sql: """
                        UPDATE settings SET value = replace(value, substr(value, 40, 4), 'AAAA')
                        WHERE name = 'store.schemaPacked'
                        """
                )
                #expect($0.changesCount == 1)
            }
            try queue.close()
        }
        var readings = 0
        let store = try Store.open(
            at: folder.file("store.db"),
            side: .laptop,
            environment: world.environment
        ) { _ in
            readings += 1
            return .sample()
        }
        #expect(readings == (isDamaged ? 1 : 0))
        #expect(store.schema == .sample())
        store.close()
    }

    @Test func `says that there is no store where there is none`() throws {
        #expect { try open() } throws: { ($0 as? StoreError)?.code == .missing }
    }

    @Test func `refuses to make a store over a file`() throws {
        try make().close()
        #expect { try make() } throws: { ($0 as? StoreError)?.code == .notSaved }
    }

    @Test func `refuses a file of a newer program`() throws {
        try make().close()
        let queue = try DatabaseQueue(path: folder.file("store.db"))
        try queue.write { try $0.execute(sql: "PRAGMA user_version = 99") }
        try queue.close()
        #expect { try open() } throws: { ($0 as? StoreError)?.code == .schemaTooNew }
    }

    @Test func `refuses a file that is not a store`() throws {
        try Data("not a database, and long enough to be told from one".utf8)
            .write(to: URL(fileURLWithPath: folder.file("store.db")))
        #expect { try open() } throws: { ($0 as? StoreError)?.code == .corrupt }
    }

    @Test func `refuses the file of the other side`() throws {
        try make(.server).close()
        #expect { try open(.laptop) } throws: { ($0 as? StoreError)?.code == .corrupt }
    }
}
