internal import Foundation

/// `simulate`: runs seeds and prints what they came to.
///
/// `SEEDS` is how many, `FIRST` the first (0), `STEPS` the steps of each, `LOOK` how often to look at everything;
/// `TRACE=1` prints what happens, `SHRINK` how many tries a failing run may take to be shrunk.
enum SimulateCommand {
    static func run() {
        let environment = ProcessInfo.processInfo.environment
        if CommandLine.arguments.dropFirst().first == "soak" { return SoakCommand.run() }
        let seeds = environment["SEEDS"].flatMap { UInt64($0) } ?? 100
        let first = environment["FIRST"].flatMap { UInt64($0) } ?? 0
        let steps = environment["STEPS"].flatMap { Int($0) } ?? 300
        let isLoud = environment["TRACE"] != nil
        var options = SimulationOptions()
        options.stepsPerLook = environment["LOOK"].flatMap { Int($0) } ?? options.stepsPerLook
        let tries = environment["SHRINK"].flatMap { Int($0) }
        let start = ContinuousClock.now
        var (violations, taken) = (0, 0)
        var counts: [FaultKind: Int] = [:]
        for seed in first..<(first + seeds) {
            let outcome = Run.seed(seed, steps: steps, options: options)
            taken += outcome.steps
            for (kind, count) in outcome.counts { counts[kind, default: 0] += count }
            if isLoud { print(outcome.lines.joined(separator: "\n")) }
            guard let violation = outcome.violation else { continue }
            violations += 1
            print("seed \(seed): \(violation)")
            fflush(nil)
            if let tries { printShrunk(seed, steps, options, tries) }
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        for kind in FaultKind.allCases { print("\(kind.rawValue): \(counts[kind] ?? 0)") }
        print("\(seeds) seeds, \(taken) steps, \(Int(Double(taken) / seconds)) steps a second")
        print("\(violations) violations")
        if violations > 0 { exit(1) }
    }

    private static func printShrunk(
        _ seed: UInt64,
        _ steps: Int,
        _ options: SimulationOptions,
        _ tries: Int
    ) {
        let plan = Step.plan(seed: seed, count: steps)
        let (kept, outcome) = Run.shrink(seed, plan, options, triesMax: tries)
        print("shrunk to \(kept.count) steps:")
        print(outcome.lines.joined(separator: "\n"))
        if let violation = outcome.violation { print("\(violation)") }
    }
}
