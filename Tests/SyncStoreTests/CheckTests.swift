internal import GRDB
internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// Shows that `check` names each kind of damage, and finds none where there is none.
@Suite struct CheckTests {
    private let laptop: TestLaptop

    /// A laptop with accepted, pending, void, quarantined and contested changes.
    init() throws {
        laptop = try TestLaptop()
        let server = PageMaker(world: laptop.world)
        let id = CaseID(laptop.world.identifier())
        _ = try laptop.store.apply(
            server.wholeCase(id, ["number": .text("A"), "contact.phone": .text("1")])
        )
        _ = try laptop.store.apply(server.changed(id, [("person.familyName", .text("Bos"))]))
        try laptop.set(id, "number", .text("B"))
        try laptop.set(id, "contact.phone", .text("2"))
        try laptop.upload()
        let incarnation = laptop.store.incarnation
        try laptop.store.apply([
            Receipt(dot: Dot(incarnation: incarnation, seq: 1), status: .quarantined),
            Receipt(
                dot: Dot(incarnation: incarnation, seq: 2),
                status: .applied,
                position: server.advance(id)
            ),
        ])
        _ = try laptop.store.apply(server.changed(id, [("contact.phone", .text("2"))]))
        try laptop.set(id, "visits.planned", .integer(3))
        _ = try laptop.store.apply(server.changed(id, [("visits.planned", .integer(9))]))
        try laptop.set(id, "lvb.flag", .boolean(true))
        try laptop.set(id, "lvb.flag", .null)
    }

    @Test func `finds nothing in a sound store`() throws {
        #expect(
            try laptop.store.check().map(\.name) == [
                "integrity", "records", "versions", "stateHash", "sequence", "chain", "clock",
                "receipts", "pending", "beneath",
            ]
        )
        try laptop.expectSound()
    }

    @Test(arguments: [
        ("records", "DELETE FROM cases"),
        ("records", "UPDATE conflicts SET record = 999999"),
        ("records", "INSERT INTO unknown_fields VALUES (99999 * 256 + 1, 1, 'x')"),
        ("versions", "DELETE FROM stamps"),
        ("stateHash", "UPDATE kind_case SET person_familyName = 'Vos'"),
        ("stateHash", "UPDATE cases SET hash = hash + 1"),
        ("stateHash", "UPDATE settings SET value = '00' WHERE name = 'store.stateHash'"),
        ("sequence", "DELETE FROM log WHERE seq = 3"),
        ("chain", "UPDATE log SET value = 'X' WHERE seq = 1"),
        ("chain", "UPDATE log SET context = context + 1 WHERE seq = 2"),
        ("clock", "UPDATE log SET save = (SELECT save FROM log WHERE seq = 1) WHERE seq = 3"),
        ("receipts", "UPDATE log SET state = NULL WHERE seq = 2"),
        ("receipts", "UPDATE log SET position = NULL WHERE seq = 2"),
        ("receipts", "DELETE FROM parked"),
        ("pending", "UPDATE kind_case SET number = 'Z'"),
        ("beneath", "INSERT INTO beneath VALUES (257, 1, 'x')"),
    ])
    func `names the damage`(name: String, sql: String) throws {
        laptop.store.close()
        let queue = try DatabaseQueue(path: laptop.folder.file(laptop.name))
        if sql.contains("conflicts") {
            try queue.write {
                try $0.execute(
                    sql: "INSERT INTO conflicts VALUES (1, 101, 1, 1, 1, 1, 'open', 1, x'00')"
                )
            }
        }
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
        try laptop.reopen()
        let broken = try laptop.store.check().filter { !$0.ok }
        #expect(broken.map(\.name).contains(name))
        #expect(broken.allSatisfy { !$0.detail.isEmpty })
    }
}
