import SyncModel
import SyncStore
import Testing

@testable import SyncEngine

/// The acceptance vectors of `DESIGN.md` §11, through real stores and real envelopes, without sockets: V1–V11.
@Suite struct VectorTests {
    @Test func `V1 different fields of one record are both applied`() async throws {
        let scene = try await Scene()
        try scene.anna.set(scene.id, "name", .text("Jansen"))
        try scene.bram.set(scene.id, "phone", .text("06-1"))
        try await scene.settle()
        for laptop in scene.laptops {
            #expect(try laptop.value(scene.id, "name") == .text("Jansen"))
            #expect(try laptop.value(scene.id, "phone") == .text("06-1"))
        }
        #expect(try scene.office.openConflicts().isEmpty)
    }

    @Test(arguments: [false, true])
    func `V2 the later by corrected time is shown and the other waits`(
        annaIsLater: Bool
    ) async throws {
        let scene = try await Scene(bramsClockError: 3_600_000)
        let (first, second) = annaIsLater ? (scene.bram, scene.anna) : (scene.anna, scene.bram)
        try first.set(scene.id, "name", .text("first"))
        try second.set(scene.id, "name", .text("second"))
        try await scene.settle()
        let conflicts = try scene.office.openConflicts()
        #expect(conflicts.count == 1)
        #expect(conflicts[0].candidates.map(\.value) == [.text("second"), .text("first")])
        for laptop in scene.laptops {
            #expect(try laptop.value(scene.id, "name") == .text("second"))
            #expect(try laptop.counts().contested == 1)
        }
    }

    @Test func `V3 the same value is no conflict, nor another Unicode form of it`() async throws {
        let scene = try await Scene()
        let field = try #require(Schema.office().kind("case")?.field("name"))
        let today = try #require(CivilDate("2026-11-24"))
        try scene.anna.set(scene.id, "name", field.value(from: "Zo\u{EB}", today: today))
        try scene.bram.set(scene.id, "name", field.value(from: "Zoe\u{308}", today: today))
        try await scene.anna.sync()
        let report = try await scene.bram.sync()
        #expect(report.receipts.map(\.status) == [.agreed])
        #expect(try scene.office.openConflicts().isEmpty)
    }

    @Test func `V4 of an offline chain only the last edit is a candidate`() async throws {
        let scene = try await Scene()
        try scene.bram.set(scene.id, "name", .text("bram"))
        try scene.anna.set(scene.id, "name", .text("one"))
        try scene.anna.set(scene.id, "name", .text("two"))
        try await scene.bram.sync()
        try await scene.anna.sync()
        let conflicts = try scene.office.openConflicts()
        #expect(conflicts.count == 1)
        #expect(
            conflicts[0].candidates.map(\.value).sorted(by: text) == [.text("bram"), .text("two")]
        )
    }

    @Test func `V5 an offline chain conflicts only where the other wrote`() async throws {
        let scene = try await Scene()
        try scene.anna.set(scene.id, "name", .text("a"))
        try scene.anna.set(scene.id, "housing.status", .text("need"))
        try scene.bram.set(scene.id, "housing.status", .text("in_order"))
        try await scene.bram.sync()
        try await scene.anna.sync()
        #expect(try scene.office.openConflicts().map(\.unit) == ["housing.status"])
    }

    @Test func `V6 there and back again on the server is still a change`() async throws {
        let scene = try await Scene()
        try scene.anna.set(scene.id, "name", .text("A"))
        try await scene.settle()
        try scene.bram.set(scene.id, "name", .text("B"))
        try await scene.bram.sync()
        try scene.bram.set(scene.id, "name", .text("A"))
        try await scene.bram.sync()
        try scene.anna.set(scene.id, "name", .text("C"))
        try await scene.anna.sync()
        let conflicts = try scene.office.openConflicts()
        #expect(conflicts.count == 1)
        #expect(conflicts[0].candidates.map(\.value).sorted(by: text) == [.text("A"), .text("C")])
    }

    @Test func `V7 there and back again before a push does nothing`() async throws {
        let scene = try await Scene()
        try scene.anna.set(scene.id, "name", .text("A"))
        try await scene.settle()
        try scene.bram.set(scene.id, "name", .text("B"))
        try await scene.bram.sync()
        try scene.anna.set(scene.id, "name", .text("C"))
        try scene.anna.set(scene.id, "name", .text("A"))
        let report = try await scene.anna.sync()
        #expect(report.pushed == 0)
        #expect(report.receipts.map(\.status) == [.void, .void])
        #expect(try scene.anna.value(scene.id, "name") == .text("B"))
        #expect(try scene.office.openConflicts().isEmpty)
        let history = try scene.office.server.history(scene.id, record: .caseFile, field: "name")
        #expect(history.count { $0.status == .void } == 2)
    }

    @Test(arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
    func `V8 three laptops make one conflict of three, in every order`(order: [Int]) async throws {
        let scene = try await Scene()
        let carla = try scene.office.laptop("carla")
        try await carla.sync()
        let laptops = scene.laptops + [carla]
        for (index, laptop) in laptops.enumerated() {
            try laptop.set(scene.id, "name", .text(Text("from \(index)")))
        }
        for index in order { try await laptops[index].sync() }
        try await scene.office.settle(laptops)
        let conflicts = try scene.office.openConflicts()
        #expect(conflicts.count == 1)
        #expect(
            conflicts[0].candidates.map(\.value)
                == [.text("from 2"), .text("from 1"), .text("from 0")]
        )
        for laptop in laptops {
            #expect(try laptop.value(scene.id, "name") == .text("from 2"))
        }
    }

    @Test func `V9 an edit of one who saw the conflict settles it, but not where a person decides`()
        async throws
    {
        let scene = try await Scene()
        for field in ["name", "release.on"] {
            let isDate = field == "release.on"
            try scene.anna.set(scene.id, field, isDate ? .text("2027-01-01") : .text("a"))
            try scene.bram.set(scene.id, field, isDate ? .text("2027-02-02") : .text("b"))
        }
        try await scene.settle()
        #expect(try scene.office.openConflicts().map(\.unit).sorted() == ["name", "release.on"])
        try scene.anna.set(scene.id, "name", .text("c"))
        try scene.anna.set(scene.id, "release.on", .text("2027-03-03"))
        try await scene.settle()
        #expect(try scene.office.openConflicts().map(\.unit) == ["release.on"])
        #expect(try scene.bram.value(scene.id, "name") == .text("c"))
        let closed = try scene.office.server.conflicts(
            includingClosed: true,
            limit: 10,
            after: 0
        )
        #expect(closed.first { $0.unit == "name" }?.state == .settled)
    }

    @Test(arguments: ["late", "chosen"])
    func `V10 and V11 a late edit reopens a decision, unless it says the same`(
        late: String
    ) async throws {
        let scene = try await Scene()
        try scene.anna.set(scene.id, "name", .text("chosen"))
        try scene.bram.set(scene.id, "name", .text("other"))
        let carla = try scene.office.laptop("carla", clockError: 60_000)
        try await carla.sync()
        try await scene.anna.sync()
        try await scene.bram.sync()
        let conflict = try #require(try scene.office.openConflicts().first)
        let index = try #require(
            conflict.candidates.firstIndex { $0.value == .text("chosen") }
        )
        _ = try scene.office.server.resolve(
            conflict.id,
            version: conflict.version,
            decision: .take(index),
            by: "operator",
            reason: "asked"
        )
        try carla.set(scene.id, "name", .text(Text(late)))
        try await carla.sync()
        try await scene.office.settle(scene.laptops + [carla])
        let open = try scene.office.openConflicts()
        if late == "chosen" {
            #expect(open.isEmpty)
        } else {
            #expect(open.map(\.generation) == [2])
        }
        for laptop in scene.laptops + [carla] {
            #expect(try laptop.value(scene.id, "name") == .text("chosen"))
        }
    }

    private func text(_ left: Value, _ right: Value) -> Bool { "\(left)" < "\(right)" }
}

/// Anna's and Bram's laptops, and a case that both hold.
struct Scene {
    let office: Office
    let anna: Laptop
    let bram: Laptop
    let id: CaseID

    var laptops: [Laptop] { [anna, bram] }

    init(bramsClockError: Int64 = 0, schema: Schema = .office()) async throws {
        office = try Office(schema: schema)
        anna = try office.laptop("anna")
        bram = try office.laptop("bram", clockError: bramsClockError)
        id = try anna.newCase([("name", .text("Start"))])
        try await office.settle([anna, bram])
        try await anna.sync()
    }

    /// Syncs both until both hold everything, and expects that they agree with the server.
    func settle(_ location: SourceLocation = #_sourceLocation) async throws {
        try await office.settle(laptops)
        for laptop in laptops {
            let report = try await laptop.sync()
            #expect(!report.hasDiverged, sourceLocation: location)
            #expect(try laptop.faults().isEmpty, sourceLocation: location)
        }
    }
}
