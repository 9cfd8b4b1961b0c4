import SyncModel
import Testing

/// Shows V17 and V18 in the engine: a clock that is wrong when a value is written, and right or wrong when it is sent.
@Suite struct ClockVectorTests {
    private static let year: Int64 = 365 * 86_400_000

    /// What happens to the clock between the save and the sync.
    enum Mending: CaseIterable {
        case none, setRight, restarted
    }

    @Test(arguments: Mending.allCases)
    func `V17 a clock a year ahead wins nothing and blocks nobody`(mending: Mending) async throws {
        let scene = try await Scene()
        let clock = scene.anna.machine
        clock.set(error: Self.year)
        try scene.anna.set(scene.id, "name", .text("anna"))
        switch mending {
        case .none: break
        case .setRight: clock.set(error: 0)
        case .restarted: clock.restart(error: Self.year)
        }
        scene.office.clock.pass(60_000)
        try scene.bram.set(scene.id, "name", .text("bram"))
        try await scene.settle()
        let conflict = try #require(try scene.office.openConflicts().first)
        #expect(conflict.candidates.map(\.value) == [.text("bram"), .text("anna")])
        #expect(conflict.candidates.map(\.clockSuspect) == [false, true])
        let (bram, anna) = (conflict.candidates[0].order, conflict.candidates[1].order)
        #expect((58_000...64_000).contains(bram.milliseconds - anna.milliseconds))
        // Who saw it may go on.
        try scene.bram.set(scene.id, "name", .text("later"))
        try await scene.settle()
        #expect(try scene.office.openConflicts().isEmpty)
        #expect(try scene.anna.value(scene.id, "name") == .text("later"))
    }

    @Test(arguments: Mending.allCases)
    func `V18 a clock in 1970 does not always lose`(mending: Mending) async throws {
        let scene = try await Scene()
        try scene.bram.set(scene.id, "name", .text("bram"))
        scene.office.clock.pass(60_000)
        try await scene.anna.sync()
        let clock = scene.anna.machine
        clock.restart(error: -scene.office.clock.now().milliseconds)
        scene.office.clock.pass(60_000)
        try scene.anna.set(scene.id, "name", .text("anna"))
        switch mending {
        case .none: break
        case .setRight: clock.set(error: 0)
        case .restarted: clock.restart(error: 0)
        }
        scene.office.clock.pass(60_000)
        try await scene.settle()
        let conflict = try #require(try scene.office.openConflicts().first)
        #expect(conflict.candidates.map(\.value) == [.text("anna"), .text("bram")])
        #expect(conflict.candidates.map(\.clockSuspect) == [true, false])
        #expect(try scene.bram.value(scene.id, "name") == .text("anna"))
    }
}
