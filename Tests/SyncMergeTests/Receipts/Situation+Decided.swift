import SyncModel

@testable import SyncMerge

extension Situation {
    static let decided = [
        Situation(name: "edit of a conflict by the owning role, all candidates seen") {
            story,
            sample in
            guard contest(&story, sample) else { return nil }
            story.syncAll()
            story.write(0, sample.third)
            return story.sync(0)
        },
        Situation(name: "edit of a conflict by another role, all candidates seen") {
            story,
            sample in
            guard contest(&story, sample) else { return nil }
            story.syncAll()
            story.write(2, sample.third)
            return story.sync(2)
        },
        Situation(name: "later edit of a conflict by one who may not see its values") {
            story,
            sample in
            guard contest(&story, sample) else { return nil }
            story.world.laptops[2].mayRead = false
            story.syncAll()
            story.write(2, sample.third)
            return story.sync(2)
        },
        Situation(name: "the decision itself") { story, sample in
            guard contest(&story, sample) else { return nil }
            story.resolve(to: sample.first)
            return story.world.lastReceipt
        },
        Situation(name: "after a decision, a later edit that had not seen it") { story, sample in
            guard contest(&story, sample) else { return nil }
            story.resolve(to: sample.first)
            story.write(2, sample.third)
            return story.sync(2)
        },
        Situation(name: "after a decision, an unseen edit equal to it") { story, sample in
            guard contest(&story, sample) else { return nil }
            story.resolve(to: sample.first)
            story.write(2, sample.first)
            return story.sync(2)
        },
        Situation(
            name: "after a decision, an unseen edit equal to the same user's that it passed over"
        ) {
            story,
            sample in
            guard contest(&story, sample) else { return nil }
            story.world.laptops[2].author = story.world.laptops[1].author
            story.resolve(to: sample.first)
            story.write(2, sample.second)
            return story.sync(2)
        },
        Situation(name: "after a decision, an edit by the owning role that has seen it") {
            story,
            sample in
            guard contest(&story, sample) else { return nil }
            story.resolve(to: sample.first)
            story.syncAll()
            story.write(0, sample.third)
            return story.sync(0)
        },
        Situation(name: "a candidate that is reopened beside the decision") { story, sample in
            guard contest(&story, sample) else { return nil }
            story.resolve(to: sample.third)
            story.world.reopen(Scenario.field)
            return story.world.lastReceipt
        },
    ]

    /// Two laptops that did not see each other wrote.
    private static func contest(_ story: inout Scenario, _ sample: Sample) -> Bool {
        story.write(0, sample.first)
        story.write(1, sample.second)
        story.sync(0)
        story.sync(1)
        return story.outcome.isConflict
    }

    static let special = [
        Situation(name: "text: an unseen change of other words") { story, _ in
            guard story.world.policies[0] == .text else { return nil }
            story.write(0, "one two three")
            story.syncAll()
            story.write(0, "ONE two three")
            story.write(1, "one two THREE")
            story.sync(0)
            return story.sync(1)
        },
        Situation(name: "restrictive: an unseen, more protective value, ours earlier") { story, _ in
            guard case .restrictive = story.world.policies[0] else { return nil }
            story.write(1, "withdrawn")
            story.write(0, "given")
            story.sync(0)
            return story.sync(1)
        },
        Situation(name: "restrictive: an unseen, less protective value, ours later") { story, _ in
            guard case .restrictive = story.world.policies[0] else { return nil }
            story.write(0, "withdrawn")
            story.write(1, "given")
            story.sync(0)
            return story.sync(1)
        },
        Situation(name: "restrictive: a less protective value by one who saw the other") {
            story,
            _ in
            guard case .restrictive = story.world.policies[0] else { return nil }
            story.write(0, "withdrawn")
            story.syncAll()
            story.write(1, "given")
            return story.sync(1)
        },
        Situation(name: "edit that meets an unseen deletion, nobody else wrote") { story, sample in
            story.write(0, sample.first)
            story.delete(1)
            story.sync(1)
            return story.sync(0)
        },
        Situation(name: "deletion that meets an unseen edit") { story, sample in
            story.write(0, sample.first)
            story.delete(1)
            story.sync(0)
            guard story.outcome.shownBy != nil else { return nil }
            return story.sync(1)
        },
        Situation(name: "deletion, everything seen") { story, sample in
            story.write(0, sample.first)
            story.syncAll()
            story.delete(1)
            return story.sync(1)
        },
        Situation(name: "deletion that meets an unseen deletion") { story, _ in
            story.delete(0)
            story.delete(1)
            story.sync(0)
            return story.sync(1)
        },
        Situation(name: "restore of a deletion that was seen") { story, _ in
            story.delete(0)
            story.syncAll()
            story.restore(1)
            return story.sync(1)
        },
    ]
}
