import SyncModel
import Testing

@testable import SyncMerge

/// The acceptance vectors of `DESIGN.md` §11 at the merge: V12–V16 and V26, and what §3 says of deletion.
@Suite struct DeletionVectorTests {
    @Test func `V12 a change that arrives again is a duplicate`() {
        var story = Scenario()
        story.write(0, "A")
        story.sync(0)
        let before = story.world.units
        story.world.resend(0)
        #expect(story.world.lastReceipt == .duplicate)
        #expect(story.world.units == before)
    }

    @Test(arguments: [true, false])
    func `V13 a deletion against an unseen edit leaves the record visible`(editFirst: Bool) {
        var story = Scenario(holding: "0")
        story.delete(0)
        story.write(1, "edit")
        story.sync(editFirst ? 1 : 0)
        let receipt = story.sync(editFirst ? 0 : 1)
        #expect(receipt == (editFirst ? .conflictBeaten : .applied))
        #expect(story.alive.isConflict)
        #expect(story.alive.shown == .boolean(true))
        #expect(Set(story.alive.values.map(\.value)) == [.boolean(true), .boolean(false)])
        #expect(story.isAgreed)
    }

    @Test func `V14 deletions do not conflict with each other`() {
        var story = Scenario(holding: "0")
        story.delete(0)
        story.delete(1)
        #expect(story.sync(0) == .applied)
        #expect(story.sync(1) == .agreed)
        #expect(!story.alive.isConflict)
        #expect(story.alive.shown == .boolean(false))
    }

    @Test func `V15 and V16 a candidate or a decision changes what was read`() {
        var story = Scenario(holding: "0")
        for laptop in 0..<3 { story.write(laptop, .integer(Int64(laptop))) }
        story.sync(0)
        story.sync(1)
        let read = story.outcome
        story.sync(2)
        #expect(story.outcome.isConflict)
        #expect(story.outcome.values != read.values)
        let joined = story.outcome
        story.resolve(to: .integer(1))
        #expect(story.outcome.values != joined.values)
        #expect(!story.outcome.isConflict)
    }

    @Test func `V26 a group stands as a unit`() {
        func risk(_ level: Int64, _ reason: Text) -> Value {
            .makeGroup([
                GroupMember(name: "level", value: .integer(level)),
                GroupMember(name: "reason", value: .text(reason)),
            ])
        }
        var story = Scenario(holding: risk(0, "rustig"))
        story.write(0, risk(1, "rustig"))
        story.write(1, risk(0, "onrust"))
        story.sync(0)
        story.sync(1)
        #expect(story.outcome.isConflict)
        #expect(Set(story.candidates) == [risk(1, "rustig"), risk(0, "onrust")])
        #expect(story.outcome.shown == risk(0, "onrust"))
    }

    @Test func `a member that the author does not know is filled in from his screen`() {
        let level = GroupMember(name: "level", value: .integer(1))
        let reason = GroupMember(name: "reason", value: "rustig")
        var story = Scenario(holding: .makeGroup([level, reason]))
        let raised = GroupMember(name: "level", value: .integer(2))
        story.write(1, .makeGroup([raised]))
        #expect(story.sync(1) == .applied)
        #expect(story.outcome.shown == .makeGroup([raised, reason]))
    }

    @Test func `only a decision or a restore ends a deletion that meets edits`() {
        var story = Scenario(holding: "0")
        story.delete(0)
        story.write(1, "edit")
        story.syncAll()
        story.write(2, "informed")
        story.sync(2)
        #expect(story.alive.isConflict)
        story.syncAll()
        story.delete(2)
        story.sync(2)
        #expect(story.alive.isConflict)
        story.syncAll()
        var restored = story
        restored.restore(1)
        #expect(restored.sync(1) == .applied)
        #expect(!restored.alive.isConflict)
        #expect(restored.alive.shown == .boolean(true))
        story.resolve(to: .boolean(false), story.world.alive)
        #expect(!story.alive.isConflict)
        #expect(story.alive.shown == .boolean(false))
        #expect(story.isAgreed && restored.isAgreed)
    }

    @Test func `a late edit shows the record even over a decided deletion`() {
        var story = Scenario(holding: "0")
        story.delete(0)
        story.write(1, "edit")
        story.write(2, "late")
        story.sync(0)
        story.sync(1)
        story.resolve(to: .boolean(false), story.world.alive)
        #expect(story.alive.shown == .boolean(false))
        story.sync(2)
        #expect(story.alive.isConflict)
        #expect(story.alive.shown == .boolean(true))
        #expect(story.isAgreed)
    }
}
