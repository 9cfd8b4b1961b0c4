import SyncModel
import SyncStore
import SyncTesting
import Testing

@testable import SyncEngine

/// Shows V22: a laptop that is put back to an image of itself loses nothing, sends nothing twice, and does not conflict
/// with itself.
@Suite struct RestoreTests {
    @Test func `without pending changes it gets back what came after the image`() async throws {
        let scene = try await Scene()
        let before = try scene.anna.incarnation()
        let image = try scene.anna.image()
        try scene.anna.set(scene.id, "phone", .text("after"))
        let visit = try scene.anna.newVisit(scene.id, note: "after")
        try await scene.anna.sync()
        try scene.anna.restore(image)
        #expect(try scene.anna.value(scene.id, "phone") == .null)
        let report = try await scene.anna.sync()
        #expect(report.wasRestored)
        #expect(report.receipts.isEmpty)
        #expect(try scene.anna.incarnation() != before)
        #expect(try scene.anna.value(scene.id, "phone") == .text("after"))
        #expect(try scene.anna.isAlive(scene.id, visit))
        try scene.anna.set(scene.id, "phone", .text("later"))
        #expect(try await scene.anna.sync().receipts.map(\.status) == [.applied])
        #expect(try await !scene.anna.sync().wasRestored)
        try await scene.expectWritten("phone", [.text("after"), .text("later")])
    }

    @Test func `pending changes that had been accepted get their first receipts`() async throws {
        let scene = try await Scene()
        try scene.anna.set(scene.id, "name", .text("pending"))
        let visit = try scene.anna.newVisit(scene.id, note: "pending")
        let image = try scene.anna.image()
        try await scene.anna.sync()
        try scene.anna.set(scene.id, "name", .text("after"))
        try await scene.anna.sync()
        try scene.anna.restore(image)
        let report = try await scene.anna.sync()
        #expect(report.wasRestored)
        #expect(Set(report.receipts.map(\.status)) == [.duplicate])
        #expect(Set(report.receipts.map(\.outcome)) == [.applied])
        #expect(try scene.anna.counts().pending == 0)
        #expect(try scene.anna.value(scene.id, "name") == .text("after"))
        #expect(try scene.anna.file(scene.id).records.count { $0.address.kind == "visit" } == 1)
        #expect(try scene.anna.isAlive(scene.id, visit))
        try scene.anna.set(scene.id, "name", .text("later"))
        try await scene.expectWritten(
            "name",
            [.text("Start"), .text("pending"), .text("after"), .text("later")]
        )
    }

    @Test func `what was written after it goes out in a child, over what both sides had`()
        async throws
    {
        let scene = try await Scene()
        try scene.anna.set(scene.id, "name", .text("pending"))
        let image = try scene.anna.image()
        try await scene.anna.sync()
        try scene.anna.set(scene.id, "phone", .text("went on"))
        try scene.anna.set(scene.id, "visits", .integer(1))
        try await scene.anna.sync()
        try scene.anna.restore(image)
        try scene.anna.set(scene.id, "name", .text("wrote on"))
        try scene.anna.set(scene.id, "visits", .integer(2))
        let report = try await scene.anna.sync()
        #expect(report.wasRestored)
        let statuses = report.receipts.map(\.status)
        #expect(statuses == [.duplicate, .applied, .conflictShown])
        #expect(try scene.anna.value(scene.id, "phone") == .text("went on"))
        // He wrote 2 without 1 on his screen: that is the one conflict, and a true one.
        let conflicts = try scene.office.openConflicts()
        #expect(conflicts.map(\.unit) == ["visits"])
        #expect(conflicts[0].candidates.map(\.value) == [.integer(2), .integer(1)])
        try scene.anna.set(scene.id, "visits", .integer(3))
        try await scene.anna.sync()
        #expect(try scene.office.openConflicts().isEmpty)
        try await scene.expectWritten(
            "name",
            [.text("Start"), .text("pending"), .text("wrote on")]
        )
    }

    @Test(arguments: [1, 2, 3, 1000])
    func `the fork is found among many saves`(compareHeadsMax: Int) async throws {
        let scene = try await Scene()
        for number in 0..<5 { try scene.anna.set(scene.id, "visits", .integer(Int64(number))) }
        try await scene.anna.sync()
        for number in 5..<9 { try scene.anna.set(scene.id, "visits", .integer(Int64(number))) }
        let image = try scene.anna.image()
        for number in 10..<23 { try scene.anna.set(scene.id, "visits", .integer(Int64(number))) }
        try await scene.anna.sync()
        try scene.anna.restore(image)
        for number in 0..<30 {
            try scene.anna.set(scene.id, "phone", .text(Text("06-\(number)")))
        }
        let report = try await scene.anna.sync(compareHeadsMax: compareHeadsMax)
        #expect(report.wasRestored)
        #expect(report.receipts.count { $0.status == .duplicate } == 4)
        #expect(report.receipts.count { $0.status == .applied } == 30)
        #expect(try scene.anna.value(scene.id, "visits") == .integer(22))
        #expect(try scene.office.openConflicts().isEmpty)
        try await scene.settle()
    }

    @Test func `it may be put back again, also to the same image`() async throws {
        let scene = try await Scene()
        let first = try scene.anna.image()
        try scene.anna.set(scene.id, "name", .text("one"))
        try await scene.anna.sync()
        let second = try scene.anna.image()
        for (index, image) in [first, first, second].enumerated() {
            try scene.anna.restore(image)
            // Of the last image the server has all: a further change before the sync would look like a clone's.
            if index < 2 { try scene.anna.set(scene.id, "phone", .text(Text("06-\(index)"))) }
            #expect(try await scene.anna.sync().wasRestored)
            try scene.anna.set(scene.id, "help", .text(Text("help \(index)")))
            try await scene.anna.sync()
            #expect(try scene.anna.value(scene.id, "name") == .text("one"))
        }
        try await scene.expectWritten("name", [.text("Start"), .text("one")])
        #expect(try scene.office.device(of: scene.anna)?.state == .enrolled)
    }

    @Test func `a chain that was sent and then made void goes out as its last change`() async throws
    {
        let scene = try await Scene()
        try scene.anna.set(scene.id, "name", .text("sent"))
        try scene.anna.set(scene.id, "aliases", .set(["Jo", "Piet"]))
        let image = try scene.anna.image()
        try await scene.anna.sync()
        try scene.anna.restore(image)
        try scene.anna.set(scene.id, "name", .text("meanwhile"))
        try scene.anna.set(scene.id, "name", .text("Start"))
        try scene.anna.set(scene.id, "aliases", .set(["Jo"]))
        try scene.anna.set(scene.id, "aliases", .null)
        #expect(try scene.anna.counts().pending == 0)
        try await scene.anna.sync()
        #expect(try scene.anna.value(scene.id, "name") == .text("Start"))
        #expect(try scene.office.openConflicts().isEmpty)
        try await scene.settle()
        for laptop in scene.laptops {
            #expect(try laptop.value(scene.id, "name") == .text("Start"))
            #expect([.null, .set([])].contains(try laptop.value(scene.id, "aliases")))
        }
    }

    @Test func `quarantined changes stay so, and their second receipt arrives`() async throws {
        let office = try Office()
        let anna = try office.laptop("anna", role: .counsellor)
        let id = try anna.newCase([("name", .text("Start"))])
        try await anna.sync()
        try anna.set(id, "name", .text("late"))
        let image = try anna.image()
        _ = try office.server.unassign(id, from: "anna")
        let report = try await anna.sync()
        #expect(report.receipts.map(\.reason) == ["scope"])
        _ = try anna.newCase([("name", .text("Other"))])
        try await anna.sync()
        let waiting = try #require(try office.server.quarantine(includingEnded: false).first)
        try anna.restore(image)
        let again = try await anna.sync()
        #expect(again.wasRestored)
        #expect(again.receipts.map(\.outcome) == [.quarantined])
        #expect(try anna.counts().quarantined == 1)
        _ = try office.server.admit(quarantined: waiting.id, by: "operator")
        #expect(try await anna.sync().receipts.map(\.status) == [.applied])
        #expect(try anna.counts().quarantined == 0)
        #expect(try anna.faults().isEmpty)
        #expect(try office.server.check().allSatisfy(\.ok))
    }

    @Test func `an end of the process anywhere in it changes nothing`() async throws {
        for moment in BreakingAccess.Moment.allCases {
            var step = 0
            while true {
                let scene = try await Scene()
                try scene.anna.set(scene.id, "name", .text("pending"))
                let image = try scene.anna.image()
                try await scene.anna.sync()
                try scene.anna.set(scene.id, "name", .text("went on"))
                try await scene.anna.sync()
                try scene.anna.restore(image)
                try scene.anna.set(scene.id, "phone", .text("wrote on"))
                let access = BreakingAccess(scene.anna.access, at: step, moment)
                let hasEnded: Bool
                do {
                    try await scene.anna.sync(access: access)
                    hasEnded = true
                } catch {
                    #expect(access.hasBroken, "\(error)")
                    hasEnded = false
                    try await scene.anna.sync()
                }
                try await scene.expectWritten("phone", [.text("wrote on")])
                #expect(try scene.anna.value(scene.id, "name") == .text("went on"))
                #expect(try scene.anna.counts().pending == 0)
                if hasEnded { break }
                step += 1
            }
            #expect(step >= 8)
        }
    }

    @Test func `reserved numbers are dropped, and a number that is taken is not given twice`()
        async throws
    {
        let scene = try await Scene()
        let numbers = NumberBlock(prefix: "OFF", year: 2026, first: 1, last: 9)
        try scene.anna.access.withStore { try $0.addNumbers(numbers) }
        let image = try scene.anna.image()
        try scene.anna.set(scene.id, "phone", .text("after"))
        try await scene.anna.sync()
        try scene.anna.restore(image)
        try await scene.anna.sync()
        #expect(try scene.anna.access.withStore { try $0.numbersLeft(year: 2026) } == 0)
    }
}

extension Laptop {
    func incarnation() throws -> IncarnationID { try access.withStore { $0.incarnation } }
}

extension Office {
    func device(of laptop: Laptop) throws -> Device? {
        try server.device(laptop.identity.replica)
    }
}

extension Scene {
    /// Settles, and expects that the server holds just these writes of a field, each once, and no conflict on it.
    func expectWritten(
        _ field: String,
        _ values: [Value],
        _ location: SourceLocation = #_sourceLocation
    ) async throws {
        try await settle(location)
        let history = try office.server.history(id, record: .caseFile, field: field)
        #expect(history.map(\.value) == values, sourceLocation: location)
        #expect(
            try office.openConflicts().allSatisfy { $0.unit != field },
            sourceLocation: location
        )
        for laptop in laptops {
            #expect(try laptop.value(id, field) == values.last, sourceLocation: location)
        }
        #expect(try office.server.check().filter { !$0.ok } == [], sourceLocation: location)
    }
}
