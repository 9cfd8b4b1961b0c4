internal import Foundation

/// `soak`: plants each bug in turn and runs seeds until one finds it.
enum SoakCommand {
    /// Prints `bug: seeds needed: invariant` for each; fails when one was not found within `SEEDS` seeds.
    static func run() {
        let environment = ProcessInfo.processInfo.environment
        let seeds = environment["SEEDS"].flatMap { UInt64($0) } ?? 2_000
        let steps = environment["STEPS"].flatMap { Int($0) } ?? 300
        let wanted = environment["BUG"]
        var missed = 0
        for bug in PlantedBug.allCases where wanted.map({ $0 == bug.rawValue }) ?? true {
            guard let found = find(bug, seeds, steps) else {
                missed += 1
                print("\(bug.rawValue): not found in \(seeds) seeds")
                continue
            }
            fflush(nil)
            print("\(bug.rawValue): \(found.seed + 1) seeds: \(found.steps) steps: \(found.what)")
        }
        print("\(missed) planted bugs were not found")
        if missed > 0 { exit(1) }
    }

    private static func find(
        _ bug: PlantedBug,
        _ seeds: UInt64,
        _ steps: Int
    ) -> (seed: UInt64, steps: Int, what: String)? {
        var options = SimulationOptions()
        options.bug = bug
        for seed in 0..<seeds {
            let outcome = Run.seed(seed, steps: steps, options: options)
            if let violation = outcome.violation {
                let line = violation.description.split(separator: "\n").first ?? ""
                return (seed, outcome.steps, String(line.prefix(90)))
            }
        }
        return nil
    }
}
