import SyncModel
import SyncTesting

@testable import MergeOracle
@testable import SyncMerge

/// A random history: people on three laptops and an admin do what comes to mind.
struct RandomHistory<Rules: MergeRules> {
    private(set) var world: World<Rules>
    private(set) var isContested = false
    /// Whether the server is restored from backups.
    private let isBreaking: Bool
    private var generator: SeededGenerator
    private let values: RandomValues

    init(
        policies: [MergePolicy],
        values: RandomValues,
        generator: SeededGenerator,
        faults: LaptopFaults = []
    ) {
        var generator = generator
        isBreaking = generator.happens(percent: 30)
        self.generator = generator
        self.values = values
        world = World(
            policies: policies,
            roles: [.benefitOfficer, .counsellor, .coordinator],
            faults: faults
        )
        vary()
        world.save(0, world.alive, .boolean(true))
        for laptop in 0..<3 { world.sync(laptop) }
    }

    /// Clocks, rights, programs and users differ from history to history.
    private mutating func vary() {
        for laptop in world.laptops.indices {
            world.laptops[laptop].offset = Int64(generator.below(5)) * 4 - 8
            world.laptops[laptop].mayRead = !generator.happens(percent: 5)
            world.laptops[laptop].isForeign = generator.happens(percent: 15)
        }
        if generator.happens(percent: 20) { world.laptops[2].author = world.laptops[1].author }
    }

    mutating func run(steps: Int) {
        for _ in 0..<steps where world.oracle.changes.count < 50 {
            world.time += 1
            step()
            if world.outcomes.contains(where: { $0.values.count > 1 || $0.isConflict }) {
                isContested = true
            }
        }
    }

    private mutating func step() {
        if isBreaking, generator.happens(percent: 16) {
            return world.image == nil || generator.happens(percent: 30)
                ? world.backUp() : breakDown()
        }
        let laptop = generator.below(3)
        let unit = generator.happens(percent: 80) ? 0 : generator.below(world.policies.count)
        switch generator.below(100) {
        case ..<8: world.open(laptop, unit)
        case ..<43: write(laptop, unit)
        case ..<55: world.sync(laptop)
        case ..<60: world.pull(laptop)
        case ..<66: world.push(laptop)
        case ..<73: world.push(laptop, holding: true)
        case ..<81: release(laptop)
        case ..<83: world.resend(laptop)
        case ..<90: decide()
        case ..<95: generator.happens(percent: 30) ? replay() : world.reopen(unit)
        case ..<96: world.save(laptop, world.alive, .boolean(generator.happens(percent: 60)))
        case ..<97: world.purge(laptop)
        default: writeAll(laptop)
        }
    }

    /// The server is restored; the journal brings decisions back in any order, now or later.
    private mutating func breakDown() {
        world.restore()
        while !world.ready.isEmpty, generator.happens(percent: 80) { replay() }
    }

    private mutating func replay() {
        let ready = world.ready
        guard !ready.isEmpty else { return }
        world.replay(ready[generator.below(ready.count)])
    }

    private mutating func write(_ laptop: Int, _ unit: Int) {
        let screen = world.laptops[laptop].onScreen(unit)
        let value = values.next(for: world.policies[unit], over: screen, &generator)
        world.save(laptop, unit, value)
    }

    /// One save of several changes.
    private mutating func writeAll(_ laptop: Int) {
        let save = world.saves + 1
        for unit in world.policies.indices {
            let screen = world.laptops[laptop].onScreen(unit)
            let value = values.next(for: world.policies[unit], over: screen, &generator)
            world.save(laptop, unit, value, saveID: save)
        }
    }

    private mutating func release(_ laptop: Int) {
        let held = world.laptops[laptop].pending.indices.filter {
            world.laptops[laptop].pending[$0].isHeld
        }
        guard let place = generator.pick(held) else { return }
        if generator.happens(percent: 75) {
            world.admit(laptop, place)
        } else {
            world.refuse(laptop, place)
        }
    }

    private mutating func decide() {
        let open = world.outcomes.indices.filter { world.outcomes[$0].isConflict }
        guard let unit = generator.pick(open) else { return }
        let candidates = world.outcomes[unit].values.map(\.value)
        switch generator.below(3) {
        case 0: world.resolve(unit)
        case 1: world.resolve(unit, to: generator.pick(candidates))
        default:
            let own =
                unit == world.alive
                ? Value.boolean(generator.happens(percent: 50))
                : values.next(for: world.policies[unit], over: .null, &generator)
            if case .difference = own { return }
            world.resolve(unit, to: own)
        }
    }
}
