import SyncModel
import SyncTesting

@testable import SyncMerge

/// Bytes as a history of a case: what the fuzzer gives, and what the corpus in `Fixtures/corpus/merge` holds.
///
/// The first byte picks the policy; each further one is one choice of the people in the history.
enum MergeInput {
    /// Where merge and oracle differ; `nil` where they do not.
    static func problem(_ input: [UInt8]) -> String? {
        guard let first = input.first else { return nil }
        guard first & 0x80 == 0 else { return hostileProblem(Array(input.dropFirst()), first) }
        let (name, policy, values) = RandomRun.policies[Int(first) % RandomRun.policies.count]
        var history = RandomHistory<StandardRules>(
            policies: [policy, .queue],
            values: values,
            generator: SeededGenerator(bytes: Array(input.dropFirst()))
        )
        // A step takes a byte or more.
        history.run(steps: min(40, input.count))
        guard history.world.findings.differences > 0 else { return nil }
        return "\(name): \(history.world.findings.example ?? "")"
    }

    /// Changes that no honest program sends: each is accepted or kept aside, and nothing traps.
    private static func hostileProblem(_ input: [UInt8], _ first: UInt8) -> String? {
        var generator = SeededGenerator(bytes: input)
        let policy = RandomRun.policies[Int(first & 0x7F) % RandomRun.policies.count].policy
        let lineage = HostileChange.lineage(&generator)
        var history = UnitHistory(policy: policy)
        var alive = UnitHistory(policy: .queue)
        for _ in 0..<min(12, input.count) {
            var change = HostileChange.make(&generator)
            change.value = filledIn(change, members: ["a"], in: history, lineage: lineage)
            let acceptance = accept(change, into: history, lineage: lineage)
            history = acceptance.history
            let isKept = history.accepted.contains { $0.dot == change.dot }
            guard isKept || acceptance.receipt == .quarantined else { return "a change is lost" }
            guard history.accepted.isEmpty == history.live.isEmpty else { return "nothing is live" }
            let marks = history.accepted.map { EditMark($0) }
            change.value = .boolean(generator.happens(percent: 50))
            alive = accept(change, into: alive, edits: marks, lineage: lineage).history
        }
        return nil
    }
}
