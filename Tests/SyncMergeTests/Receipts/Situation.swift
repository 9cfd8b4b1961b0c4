import SyncModel

@testable import SyncMerge

/// A situation of `docs/RECEIPTS.md`: what happens, up to the change whose receipt is asked.
struct Situation: Sendable {
    /// What people write in the situations, by policy.
    struct Sample {
        var first: Value
        var second: Value
        var third: Value
    }

    var name: String
    /// Plays it on laptops 0 (of the owning role), 1 and 2.
    ///
    /// - Returns: The receipt; `nil` when the situation cannot come about under the policy.
    var play: @Sendable (inout Scenario, Sample) -> ReceiptStatus?

    static func sample(of policy: MergePolicy) -> Sample {
        switch policy {
        case .set:
            func put(_ element: Text) -> Value {
                .difference(SetDifference(added: [element], removed: []))
            }
            return Sample(first: put("a"), second: put("b"), third: put("c"))
        case .queue, .lww, .decide, .append, .text, .restrictive, .owner, .server:
            return Sample(first: "first", second: "second", third: "third")
        }
    }
}

extension Situation {
    static let all = alone + concurrent + decided + special

    private static let alone = [
        Situation(name: "first write") { story, sample in
            story.write(0, sample.first)
            return story.sync(0)
        },
        Situation(name: "write over a value that its author has seen") { story, sample in
            story.write(0, sample.first)
            story.syncAll()
            story.write(0, sample.second)
            return story.sync(0)
        },
        Situation(name: "second unsent write of one laptop, nobody else wrote") { story, sample in
            story.write(0, sample.first)
            story.write(0, sample.second)
            return story.sync(0)
        },
        Situation(name: "earlier write of one laptop, let out of quarantine after its later one") {
            story,
            sample in
            story.write(0, sample.first)
            story.world.push(0, holding: true)
            let touched: Value =
                if case .difference(let difference) = sample.first {
                    .difference(SetDifference(added: [], removed: difference.added))
                } else {
                    sample.second
                }
            story.write(0, touched)
            story.world.push(0)
            guard story.outcome.shownBy != nil else { return nil }
            story.world.admit(0, 0)
            return story.world.lastReceipt
        },
        Situation(name: "arrives again") { story, sample in
            story.write(0, sample.first)
            story.sync(0)
            guard story.outcome.shownBy != nil else { return nil }
            story.world.resend(0)
            return story.world.lastReceipt
        },
        Situation(name: "unsent writes that end at the acknowledged value") { story, sample in
            if case .difference = sample.first { return nil }
            story.write(0, sample.first)
            story.write(0, .null)
            return story.world.lastReceipt
        },
        Situation(name: "refused by an operator after quarantine") { story, sample in
            story.write(0, sample.first)
            story.world.push(0, holding: true)
            story.world.refuse(0, 0)
            return story.world.lastReceipt
        },
    ]

    private static let concurrent = [
        Situation(name: "unseen different value, ours later") { story, sample in
            story.write(0, sample.first)
            story.write(1, sample.second)
            story.sync(0)
            return story.sync(1)
        },
        Situation(name: "unseen different value, ours earlier") { story, sample in
            story.write(1, sample.second)
            story.write(0, sample.first)
            story.sync(0)
            return story.sync(1)
        },
        Situation(name: "unseen different value, both of the owning role, ours later") {
            story,
            sample in
            story.world.laptops[1].role = .benefitOfficer
            story.write(0, sample.first)
            story.write(1, sample.second)
            story.sync(0)
            return story.sync(1)
        },
        Situation(name: "unseen equal value") { story, sample in
            story.write(0, sample.first)
            story.write(1, sample.first)
            story.sync(0)
            return story.sync(1)
        },
        Situation(name: "unseen value equal to one of two candidates") { story, sample in
            story.write(0, sample.first)
            story.write(1, sample.second)
            story.write(2, sample.second)
            story.sync(0)
            story.sync(1)
            guard story.outcome.isConflict else { return nil }
            return story.sync(2)
        },
        Situation(name: "two unsent writes against an unseen one, the second of them") {
            story,
            sample in
            story.write(0, sample.first)
            story.write(1, sample.second)
            story.write(1, sample.third)
            story.sync(0)
            return story.sync(1)
        },
    ]
}
