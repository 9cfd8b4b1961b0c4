internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// Shows what the feed brings to whom: whole cases, changed units, scopes that change, pages that end.
@Suite struct ServerFeedTests {
    private func page(_ laptop: FakeLaptop, _ home: ServerWorld) throws -> FeedPage {
        try home.store.feedPage(
            laptop.scope,
            for: laptop.device,
            cursor: laptop.mirror.cursor,
            lettersSeen: laptop.mirror.lettersSeen
        )
    }

    @Test func `nothing new is an empty page with the same cursor and hash`() throws {
        let home = try ServerWorld()
        let anna = try home.laptop("anna")
        _ = anna.makeCase([("person.familyName", "A")])
        try anna.sync()
        let cursor = anna.mirror.cursor
        let empty = try page(anna, home)
        #expect(empty.cases.isEmpty && empty.rows.isEmpty && empty.cells.isEmpty)
        #expect(empty.stamps.isEmpty && empty.conflicts.isEmpty && empty.letters.isEmpty)
        #expect(empty.cursor == cursor)
        #expect(!empty.hasMore)
        #expect(empty.stateHash == anna.mirror.hash)
    }

    @Test func `a known case brings its changed units and its new records only`() throws {
        let home = try ServerWorld()
        let (anna, bram) = (try home.laptop("anna"), try home.laptop("bram"))
        let id = anna.makeCase([("person.familyName", "A"), ("person.givenNames", "G")])
        _ = anna.makeCase([("person.familyName", "other")])
        try anna.sync()
        try bram.sync()
        bram.mirror.traffic = (0, 0, 0)
        anna.set(id, "person.familyName", "B")
        let action = RecordAddress(kind: "action", key: .unique(home.world.identifier()))
        anna.save(
            id,
            [
                .init(record: action, unit: "alive", value: .boolean(true)),
                .init(record: action, unit: "title", value: "T"),
            ]
        )
        try anna.sync()
        try bram.pull()
        #expect(bram.mirror.traffic == (cases: 1, rows: 1, cells: 1))
        #expect(bram.mirror.value(id, "title", of: action) == "T")
        #expect(bram.mirror.records == anna.mirror.records)
    }

    @Test func `a counsellor holds the cases that he made or was assigned, and no others`() throws {
        let home = try ServerWorld()
        let anna = try home.laptop("anna", role: .counsellor, scope: .assigned(user: "anna"))
        let bram = try home.laptop("bram", role: .counsellor, scope: .assigned(user: "bram"))
        let carla = try home.laptop("carla")
        let hers = anna.makeCase([("person.familyName", "hers")])
        let his = bram.makeCase([("person.familyName", "his")])
        for laptop in [anna, bram, carla, anna] { try laptop.sync() }
        #expect(Set(anna.mirror.positions.keys) == [hers])
        #expect(Set(bram.mirror.positions.keys) == [his])
        #expect(Set(carla.mirror.positions.keys) == [hers, his])

        #expect(try home.store.assign(his, to: "anna") == ["anna", "bram"])
        #expect(try home.store.assign(his, to: "anna") == ["anna", "bram"])
        try anna.pull()
        #expect(anna.mirror.value(his, "person.familyName") == "his")

        bram.set(his, "person.familyName", "changed")
        try bram.sync()
        #expect(try home.store.unassign(his, from: "anna") == ["bram"])
        try anna.pull()
        #expect(Set(anna.mirror.positions.keys) == [hers])
        bram.set(his, "person.familyName", "unseen")
        try bram.sync()
        let cursor = anna.mirror.cursor
        try anna.pull()
        #expect(anna.mirror.cursor == cursor)

        _ = try home.store.assign(his, to: "anna")
        try anna.pull()
        #expect(anna.mirror.value(his, "person.familyName") == "unseen")
        #expect(try home.faults().isEmpty)
    }

    @Test func `who becomes a coordinator gets all, who becomes a counsellor keeps his own`() throws
    {
        let home = try ServerWorld()
        let anna = try home.laptop("anna", role: .counsellor, scope: .assigned(user: "anna"))
        let bram = try home.laptop("bram")
        let hers = anna.makeCase([("person.familyName", "hers")])
        let his = bram.makeCase([("person.familyName", "his")])
        try anna.sync()
        try bram.sync()
        anna.scope = .all
        try anna.pull()
        #expect(Set(anna.mirror.positions.keys) == [hers, his])
        #expect(
            anna.mirror.records
                == {
                    try? bram.pull(); return bram.mirror.records
                }()
        )
        anna.scope = .assigned(user: "anna")
        try anna.pull()
        #expect(Set(anna.mirror.positions.keys) == [hers])
    }

    @Test func `pages end, split no case, and lose nothing that changes between them`() throws {
        let home = try ServerWorld()
        let (anna, bram) = (try home.laptop("anna"), try home.laptop("bram"))
        let long = Value.text(Text(String(repeating: "x", count: 60_000)))
        let ids = (0..<200).map { _ in anna.makeCase([("contact.phone", long)]) }
        try anna.push()
        let first = try page(bram, home)
        #expect(first.hasMore)
        #expect(first.cases.count < 200)
        #expect(first.cases.allSatisfy { $0.isWhole })
        try bram.mirror.apply(first)
        // One that came already and one that did not change between two pages.
        try anna.pull()
        anna.set(ids[0], "person.familyName", "early")
        anna.set(ids[199], "person.familyName", "last")
        try anna.push()
        let again = try page(bram, home)
        #expect(try page(bram, home) == again)
        try bram.pull()
        try anna.pull()
        #expect(bram.mirror.positions.count == 200)
        #expect(bram.mirror.records == anna.mirror.records)
        #expect(bram.mirror.value(ids[0], "person.familyName") == "early")
        let now = try page(bram, home)
        #expect(now.cases.isEmpty)
        anna.set(ids[3], "person.familyName", "x")
        try anna.push()
        bram.mirror.traffic = (0, 0, 0)
        try bram.pull()
        #expect(bram.mirror.traffic == (cases: 1, rows: 0, cells: 1))
    }

    @Test func `a whole case brings the authors of units written later, and its open conflicts`()
        throws
    {
        let home = try ServerWorld()
        let (anna, bram) = (try home.laptop("anna"), try home.laptop("bram"))
        let id = anna.makeCase([("person.familyName", "A"), ("person.givenNames", "G")])
        try anna.sync()
        try bram.sync()
        anna.set(id, "person.familyName", "A2")
        bram.set(id, "person.familyName", "B2")
        try bram.sync()
        try anna.sync()
        let carla = try home.laptop("carla")
        let whole = try page(carla, home)
        #expect(whole.rows.map(\.kind) == ["case"])
        #expect(whole.rows[0].fields == ["person.familyName", "person.givenNames"])
        #expect(whole.cells.map(\.unit) == ["person.familyName"])
        #expect(whole.conflicts.map(\.conflict.unit) == ["person.familyName"])
        let stamp = whole.stamps[Int(whole.cells[0].stampIndex)]
        #expect(stamp.author == (whole.cells[0].value == "A2" ? "anna" : "bram"))
        #expect(stamp.position.revision >= 2)
    }

    @Test func `a cursor that this server never gave is refused`() throws {
        let home = try ServerWorld()
        let anna = try home.laptop("anna")
        for cursor in ["", "x", "1.a.0", "1.a.0.zz", "1.a.-1.0", "2.a.0.0", "1.u.0.0", "1.a.1.0"] {
            anna.mirror.cursor = cursor
            #expect(throws: StoreError.self) { try page(anna, home) }
        }
    }
}
