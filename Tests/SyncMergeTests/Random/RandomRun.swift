import SyncModel
import SyncTesting

@testable import SyncMerge

/// Many random histories, and what they came to.
struct RandomRun: Sendable {
    static let restrictive = MergePolicy.restrictive(
        protective: [.text("withdrawn"), .null, .text("limited")]
    )
    /// The policies by name; `group` is a queue of groups.
    static let policies: [(name: String, policy: MergePolicy, values: RandomValues)] = [
        ("queue", .queue, .plain),
        ("lww", .lww, .plain),
        ("decide", .decide, .plain),
        ("append", .append, .plain),
        ("set", .set, .plain),
        ("text", .text, .plain),
        ("restrictive", restrictive, .plain),
        ("owner", .owner(.benefitOfficer), .plain),
        ("server", .server, .plain),
        ("group", .queue, .grouped),
        ("group decide", .decide, .grouped),
    ]

    private(set) var histories = 0
    private(set) var contested = 0
    private(set) var findings = Findings()
    /// Answered changes by policy; `alive` stands under its own name.
    private(set) var answers: [String: Int] = [:]

    /// Runs some histories.
    ///
    /// - Parameters:
    ///   - part: Which part of the run; the numbers of the histories start at its first.
    ///   - seed: The seed of the run.
    ///   - rules: The rules that merge.
    ///   - faults: What the laptops do wrong.
    ///   - stopsAtFirstDifference: For planted faults.
    mutating func run<Rules: MergeRules>(
        _ part: Range<Int>,
        seed: UInt64,
        rules: Rules.Type,
        faults: LaptopFaults = [],
        stopsAtFirstDifference: Bool = false
    ) {
        for index in part {
            let (name, policy, values) = Self.policies[index % Self.policies.count]
            var history = RandomHistory<Rules>(
                policies: [policy, .queue],
                values: values,
                generator: SeededGenerator(seed: seed, part: UInt64(index)),
                faults: faults
            )
            history.run(steps: 28)
            let world = history.world
            histories += 1
            if history.isContested { contested += 1 }
            answers[name, default: 0] += world.answers[0]
            answers["alive", default: 0] += world.answers[world.alive]
            let isFirst = findings.example == nil && world.findings.example != nil
            findings.add(world.findings)
            if isFirst {
                findings.example = "history \(index) (\(name)): \(world.findings.example ?? "")"
            }
            if stopsAtFirstDifference, findings.differences > 0 { return }
        }
    }

    mutating func add(_ other: RandomRun) {
        histories += other.histories
        contested += other.contested
        findings.add(other.findings)
        answers.merge(other.answers, uniquingKeysWith: +)
    }
}
