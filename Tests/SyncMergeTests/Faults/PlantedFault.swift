import SyncModel

@testable import SyncMerge

/// A fault that a suite worth its name must notice.
enum PlantedFault: CaseIterable, Sendable {
    case detectsByClock
    case baseIsCurrent
    case dropsTheLoser
    case reopensAfterDecision
    case reopensWhatWasPassedOver
    case doesNotNormalise
    case ownChainConflicts
    case contextIsOffByOne
    case forgetsCovers
    case collapsesByString
    case raisesContextsOnPull
    case sightDoesNotMatter
    case epochsDoNotMatter
    case forgetsFormers
    case forgetsForks

    /// Runs random histories with the fault until merge and oracle differ.
    ///
    /// - Parameters:
    ///   - histories: The most histories to run.
    ///   - seed: The seed.
    /// - Returns: What the run came to.
    func run(_ histories: Int, seed: UInt64) -> RandomRun {
        switch self {
        case .detectsByClock: search(histories, seed, ClockRules.self)
        case .baseIsCurrent: search(histories, seed, CurrentBaseRules.self)
        case .dropsTheLoser: search(histories, seed, DroppingRules.self)
        case .reopensAfterDecision: search(histories, seed, UnstickyRules.self)
        case .reopensWhatWasPassedOver: search(histories, seed, ReopeningRules.self)
        case .doesNotNormalise:
            search(histories, seed, StandardRules.self, faults: .noNormalisation)
        case .ownChainConflicts: search(histories, seed, ChainlessRules.self)
        case .contextIsOffByOne: search(histories, seed, OffByOneRules.self)
        case .forgetsCovers: search(histories, seed, CoverlessRules.self)
        case .collapsesByString: search(histories, seed, StringRules.self)
        case .raisesContextsOnPull:
            search(histories, seed, StandardRules.self, faults: .raisesContexts)
        case .sightDoesNotMatter: search(histories, seed, SightlessRules.self)
        case .epochsDoNotMatter: search(histories, seed, EpochlessRules.self)
        case .forgetsFormers: search(histories, seed, FormerlessRules.self)
        case .forgetsForks: search(histories, seed, ForklessRules.self)
        }
    }

    private func search<Rules: MergeRules>(
        _ histories: Int,
        _ seed: UInt64,
        _ rules: Rules.Type,
        faults: LaptopFaults = []
    ) -> RandomRun {
        var run = RandomRun()
        run.run(
            0..<histories,
            seed: seed,
            rules: rules,
            faults: faults,
            stopsAtFirstDifference: true
        )
        return run
    }
}
