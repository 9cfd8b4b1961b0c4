import SyncModel
import Testing

@testable import SyncMerge

/// The acceptance vectors of `DESIGN.md` §11 at the merge: V1–V11.
@Suite struct VectorTests {
    @Test func `V1 different fields of one record are both applied`() {
        var story = Scenario()
        story.write(0, "A")
        story.write(1, "B", Scenario.other)
        #expect(story.sync(0) == .applied)
        #expect(story.sync(1) == .applied)
        #expect(story.world.outcomes.allSatisfy { !$0.isConflict })
    }

    @Test(arguments: [Int64(0), 1000])
    func `V2 different values of one field are one conflict, the later one shown`(ahead: Int64) {
        var story = Scenario()
        story.world.laptops[0].offset = ahead
        story.write(0, "A")
        story.write(1, "B")
        story.sync(0)
        #expect(story.sync(1) == (ahead > 0 ? .conflictBeaten : .conflictShown))
        #expect(story.outcome.isConflict)
        #expect(Set(story.candidates) == ["A", "B"])
        #expect(story.outcome.shown == (ahead > 0 ? "A" : "B"))
    }

    @Test(arguments: [("A", "A"), ("caf\u{E9}", "cafe\u{301}")])
    func `V3 equal values, up to Unicode form, are no conflict`(first: String, second: String) {
        var story = Scenario()
        story.write(0, .text(Text(first)))
        story.write(1, .text(Text(second)))
        story.sync(0)
        #expect(story.sync(1) == .agreed)
        #expect(!story.outcome.isConflict)
        #expect(story.outcome.values.map(\.supporters.count) == [2])
    }

    @Test func `V4 two offline edits stand as the second against the server's`() {
        var story = Scenario(holding: "0")
        story.write(1, "B1")
        story.write(1, "B2")
        story.write(0, "A")
        story.sync(0)
        story.sync(1)
        #expect(story.outcome.isConflict)
        #expect(Set(story.candidates) == ["A", "B2"])
    }

    @Test func `V5 the conflict is on the field that both edited`() {
        var story = Scenario(holding: "0")
        story.write(0, "X")
        story.write(0, "Y", Scenario.other)
        story.write(1, "Z", Scenario.other)
        story.sync(1)
        story.sync(0)
        #expect(!story.outcome.isConflict)
        #expect(story.world.outcomes[Scenario.other].isConflict)
    }

    @Test func `V6 there and back on the server still conflicts with an unseen edit`() {
        var story = Scenario(holding: "A")
        story.write(1, "C")
        story.write(0, "B")
        story.sync(0)
        story.write(0, "A")
        story.sync(0)
        story.sync(1)
        #expect(story.outcome.isConflict)
        #expect(Set(story.candidates) == ["A", "C"])
    }

    @Test func `V7 there and back on a laptop is void`() {
        var story = Scenario(holding: "A")
        story.write(0, "B")
        story.write(1, "C")
        story.write(1, "A")
        story.sync(0)
        #expect(story.sync(1) == nil)
        #expect(!story.outcome.isConflict)
        #expect(story.outcome.shown == "B")
        #expect(story.world.findings.count(of: .void) == 2)
    }

    @Test(arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
    func `V8 three laptops give the same three candidates in each order`(order: [Int]) {
        var story = Scenario(holding: "0")
        for (laptop, value) in [Value("A"), "B", "C"].enumerated() { story.write(laptop, value) }
        for laptop in order { story.sync(laptop) }
        #expect(story.outcome.isConflict)
        #expect(story.candidates == ["C", "B", "A"])
        #expect(story.outcome.shown == "C")
    }

    @Test func `V9 an informed edit settles the conflict`() {
        var story = Scenario(holding: "0")
        story.write(0, "A")
        story.write(1, "B")
        story.syncAll()
        story.write(2, "C")
        #expect(story.sync(2) == .applied)
        #expect(!story.outcome.isConflict)
        #expect(story.candidates == ["C"])
    }

    @Test func `V9 a decide field stays open under an informed edit`() {
        var story = Scenario(.decide, holding: "0")
        story.write(0, "A")
        story.write(1, "B")
        story.syncAll()
        story.write(2, "C")
        #expect(story.sync(2) == .conflictBeaten)
        #expect(story.outcome.isConflict)
        #expect(Set(story.candidates) == ["A", "B", "C"])
        #expect(story.outcome.shown == "A")
    }

    @Test func `V10 a late unaware edit opens the next generation under the decision`() {
        var story = Scenario(holding: "0")
        for laptop in 0..<3 { story.write(laptop, .integer(Int64(laptop))) }
        story.sync(0)
        story.sync(1)
        story.resolve(to: .integer(0))
        #expect(!story.outcome.isConflict)
        story.world.laptops[2].offset = 1_000_000
        story.write(2, "late")
        #expect(story.sync(2) == .conflictBeaten)
        #expect(story.outcome.isConflict)
        #expect(story.outcome.shown == .integer(0))
        #expect(Set(story.candidates) == [.integer(0), "late"])
    }

    @Test func `V11 a late edit equal to the decision opens nothing`() {
        var story = Scenario(holding: "0")
        story.write(0, "A")
        story.write(1, "B")
        story.write(2, "A")
        story.sync(0)
        story.sync(1)
        story.resolve(to: "A")
        #expect(story.sync(2) == .agreed)
        #expect(!story.outcome.isConflict)
    }
}
