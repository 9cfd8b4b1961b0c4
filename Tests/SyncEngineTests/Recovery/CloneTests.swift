import SyncModel
import SyncStore
import SyncTesting
import Testing

@testable import SyncEngine

/// Shows V21: of a laptop that was cloned both histories are kept, both copies enrol again, and nothing is overwritten.
@Suite struct CloneTests {
    /// A laptop and its clone, each with an edit of the same field and of one of its own.
    private struct Pair {
        let scene: Scene
        let first: Laptop
        let second: Laptop

        init(cloneIsFirst: Bool) async throws {
            scene = try await Scene()
            let clone = try scene.anna.clone()
            (first, second) = cloneIsFirst ? (clone, scene.anna) : (scene.anna, clone)
            try first.set(scene.id, "name", .text("first"))
            try first.set(scene.id, "phone", .text("first"))
            try second.set(scene.id, "name", .text("second"))
            try second.set(scene.id, "help", .text("second"))
        }

        var both: [Laptop] { [first, second] }

        /// Ends as the copies learn of each other: the first brings something new in a closed incarnation.
        func meet() async throws {
            try await first.sync()
            try await second.sync()
            try first.set(scene.id, "visits", .integer(1))
            try await expectTold(first)
            try await expectTold(second)
        }

        /// A sync that ends with `clone`.
        func expectTold(_ laptop: Laptop) async throws {
            await #expect(throws: SyncFailure.refused(Refusal(.clone))) { try await laptop.sync() }
        }
    }

    @Test(arguments: [false, true])
    func `V21 both histories are kept, and both copies go on after they enrol again`(
        cloneIsFirst: Bool
    ) async throws {
        let pair = try await Pair(cloneIsFirst: cloneIsFirst)
        let (office, id) = (pair.scene.office, pair.scene.id)
        let replica = pair.first.identity.replica
        try await pair.meet()
        #expect(try office.server.device(replica)?.state == .cloned)
        let waiting = try office.server.quarantine(includingEnded: false)
        #expect(waiting.map(\.value) == [.integer(1)])
        #expect(waiting.map(\.reason) == ["clone"])
        // What is written before they enrol again waits, and is not lost.
        try pair.first.set(id, "flag", .boolean(true))
        try pair.second.set(id, "consent", .text("given"))
        for laptop in pair.both { try laptop.enrolAgain() }
        #expect(pair.first.identity.replica != pair.second.identity.replica)
        for laptop in pair.both { try await laptop.sync() }
        let all = pair.both + [pair.scene.bram]
        try await office.settle(all)
        // Both wrote the name without the other's on screen: one conflict, and no other.
        let conflicts = try office.openConflicts()
        #expect(conflicts.map(\.unit) == ["name"])
        #expect(conflicts[0].candidates.map(\.value) == [.text("second"), .text("first")])
        let receipt = try office.server.admit(quarantined: waiting[0].id, by: "operator")
        #expect(receipt.status == .applied)
        #expect(try await pair.first.sync().receipts.map(\.dot) == [receipt.dot])
        #expect(try await pair.second.sync().receipts.isEmpty)
        try await office.settle(all)
        for laptop in all {
            #expect(try laptop.value(id, "visits") == .integer(1))
            #expect(try laptop.value(id, "phone") == .text("first"))
            #expect(try laptop.value(id, "help") == .text("second"))
            #expect(try laptop.value(id, "flag") == .boolean(true))
            #expect(try laptop.value(id, "consent") == .text("given"))
            #expect(try laptop.counts().pending == 0)
            #expect(try laptop.faults() == [])
        }
        #expect(try office.server.check().filter { !$0.ok } == [])
        #expect(try office.server.device(replica)?.state == .cloned)
    }

    @Test(arguments: [false, true])
    func `after they enrolled again neither conflicts with its own chain`(
        cloneIsFirst: Bool
    ) async throws {
        let pair = try await Pair(cloneIsFirst: cloneIsFirst)
        let (office, id) = (pair.scene.office, pair.scene.id)
        try await pair.meet()
        for (number, laptop) in pair.both.enumerated() {
            try laptop.enrolAgain()
            // Over what each of them wrote before, and has on its screen.
            let field = number == 0 ? "phone" : "help"
            try laptop.set(id, field, .text("again"))
            let report = try await laptop.sync()
            #expect(report.receipts.map(\.status).filter { $0 == .applied } == [.applied])
        }
        #expect(try office.openConflicts().map(\.unit) == ["name"])
    }

    @Test(arguments: [false, true])
    func `without a further change both go on, each in a child of its own`(
        cloneIsFirst: Bool
    ) async throws {
        let pair = try await Pair(cloneIsFirst: cloneIsFirst)
        for laptop in pair.both + pair.both + pair.both { try await laptop.sync() }
        for laptop in pair.both {
            #expect(try laptop.counts().pending == 0)
            #expect(try laptop.value(pair.scene.id, "phone") == .text("first"))
            #expect(try laptop.value(pair.scene.id, "help") == .text("second"))
        }
        #expect(try pair.scene.office.openConflicts().map(\.unit) == ["name"])
        // The next change of the one that is not at its turn tells.
        try pair.first.set(pair.scene.id, "visits", .integer(5))
        try await pair.expectTold(pair.first)
    }

    @Test func `a laptop that was told asks nothing any more`() async throws {
        let pair = try await Pair(cloneIsFirst: false)
        try await pair.meet()
        let line = UnreliableTransport(pair.scene.office.responder, nil, at: 0)
        await #expect(throws: SyncFailure.refused(Refusal(.clone))) {
            try await pair.first.sync(over: line)
        }
        #expect(line.count == 0)
    }

    @Test func `what was pending when the copy was made arrives once`() async throws {
        let scene = try await Scene()
        try scene.anna.set(scene.id, "name", .text("both have it"))
        let clone = try scene.anna.clone()
        try scene.anna.set(scene.id, "phone", .text("original"))
        try clone.set(scene.id, "help", .text("clone"))
        try await scene.anna.sync()
        let report = try await clone.sync()
        #expect(report.wasRestored)
        #expect(report.receipts.map(\.status) == [.duplicate, .applied])
        try clone.set(scene.id, "name", .text("after"))
        try await clone.sync()
        try await scene.anna.sync()
        try await scene.expectWritten(
            "name",
            [.text("Start"), .text("both have it"), .text("after")]
        )
    }

    @Test(arguments: 0..<7)
    func
        `a change that two copies send under dots of their own is taken once, and answered as often as it is sent`(
            lostAnswer: Int
        ) async throws
    {
        let scene = try await Scene()
        let image = try scene.anna.image()
        try scene.anna.set(scene.id, "phone", .text("went on"))
        try await scene.anna.sync()
        try scene.anna.restore(image)
        try scene.anna.set(scene.id, "name", .text("both have it"))
        let clone = try scene.anna.clone()
        try await scene.anna.sync()
        try clone.set(scene.id, "name", .text("after"))
        let line = UnreliableTransport(scene.office.responder, .loseAnswer, at: lostAnswer)
        do {
            try await clone.sync(over: line)
        } catch {
            #expect(line.count > lostAnswer, "\(error)")
            try await clone.sync()
        }
        #expect(try clone.counts().pending == 0)
        #expect(try scene.office.openConflicts().isEmpty)
        let history = try scene.office.server.history(scene.id, record: .caseFile, field: "name")
        #expect(history.map(\.value) == [.text("Start"), .text("both have it"), .text("after")])
        // Asked again, the same answers.
        try await scene.anna.sync()
        try await scene.expectWritten("name", history.map(\.value))
    }
}
