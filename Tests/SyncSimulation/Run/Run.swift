/// What one seed came to.
struct Outcome {
    var seed: UInt64
    var violation: Violation?
    var steps: Int
    var hash: UInt64
    var counts: [FaultKind: Int]
    var lines: [String]
}

/// Runs seeds.
enum Run {
    /// Runs the steps of a seed, or those that are given.
    static func seed(
        _ seed: UInt64,
        steps: Int,
        options: SimulationOptions = SimulationOptions()
    ) -> Outcome {
        run(seed, Step.plan(seed: seed, count: steps), options)
    }

    /// Runs some steps in the office of a seed.
    static func run(_ seed: UInt64, _ steps: [Step], _ options: SimulationOptions) -> Outcome {
        let simulation: Simulation
        do {
            simulation = try Simulation(seed: seed, options: options)
        } catch {
            let violation =
                (error as? Violation) ?? Violation(invariant: "begin", detail: "\(error)")
            return Outcome(
                seed: seed,
                violation: violation,
                steps: 0,
                hash: 0,
                counts: [:],
                lines: []
            )
        }
        var found: Violation?
        do {
            try simulation.run(steps)
        } catch let violation as Violation {
            found = violation
        } catch {
            found = Violation(invariant: "I28", detail: "\(error)")
        }
        return Outcome(
            seed: seed,
            violation: found,
            steps: simulation.step,
            hash: simulation.trace.hash,
            counts: simulation.counts,
            lines: simulation.trace.lines
        )
    }

    /// The fewest steps of a failing run that still break the same invariant.
    ///
    /// Source: Zeller, "Yesterday, my program worked. Today, it does not. Why?", 1999 (delta debugging).
    static func shrink(
        _ seed: UInt64,
        _ steps: [Step],
        _ options: SimulationOptions,
        triesMax: Int = 400
    ) -> (steps: [Step], outcome: Outcome) {
        var best = run(seed, steps, options)
        guard let invariant = best.violation?.invariant else { return (steps, best) }
        var kept = Array(steps.prefix(max(best.steps, 0)))
        var size = max(1, kept.count / 2)
        var tries = 0
        while tries < triesMax {
            var index = 0
            var removed = false
            while index < kept.count, tries < triesMax {
                var candidate = kept
                candidate.removeSubrange(index..<min(index + size, kept.count))
                let outcome = run(seed, candidate, options)
                tries += 1
                if outcome.violation?.invariant == invariant {
                    kept = candidate
                    best = outcome
                    removed = true
                } else {
                    index += size
                }
            }
            if size == 1, !removed { break }
            size = max(1, size / 2)
        }
        return (kept, best)
    }
}
