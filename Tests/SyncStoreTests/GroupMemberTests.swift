internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// Shows what an own change of a group comes to whose schema got a member while an earlier change of it was open.
@Suite struct GroupMemberTests {
    private let laptop: TestLaptop
    private let id: CaseID

    /// Over an acknowledged group of two members lies an own change; then the schema gets a third.
    init() throws {
        laptop = try TestLaptop()
        id = CaseID(laptop.world.identifier())
        let server = PageMaker(world: laptop.world)
        _ = try laptop.store.apply(server.wholeCase(id, ["risk.level": .text("low")]))
        try laptop.set(id, "risk.level", .text("high"))
        let score = Field(name: "risk.score", type: .integer, policy: .queue, group: "risk")
        try laptop.store.publish(.sample(version: 2, extra: [score]))
    }

    @Test func `the new member is not taken for acknowledged`() throws {
        let before = try laptop.store.stateHash()
        try laptop.set(id, "risk.score", .integer(3))
        #expect(try laptop.store.stateHash() == before)
        try laptop.expectSound()
    }

    @Test func `an edit of the new member is not lost when the others come back`() throws {
        try laptop.set(id, "risk.score", .integer(3))
        try laptop.set(id, "risk.level", .text("low"))
        let changes = try laptop.upload().flatMap(\.changes)
        #expect(changes.map(\.isVoid) == [false, false, false])
        #expect(try laptop.value(id, "risk.score") == .integer(3))
        try laptop.expectSound()
    }
}
