public import SyncModel

@testable import SyncMerge

/// A case that three laptops hold, and the words to tell a story about it.
struct Scenario {
    /// The unit under test.
    static let field = 0
    /// A second, `queue` unit of the same record.
    static let other = 1

    var world: World<StandardRules>

    /// Makes the case; laptop 0 is the owner of `owner` units.
    ///
    /// - Parameters:
    ///   - policy: The policy of ``field``.
    ///   - value: What it holds, known to all; `nil` for nothing.
    init(_ policy: MergePolicy = .queue, holding value: Value? = nil) {
        world = World(
            policies: [policy, .queue],
            roles: [.benefitOfficer, .counsellor, .coordinator]
        )
        world.time = 2
        world.save(0, world.alive, .boolean(true))
        world.sync(0)
        if let value { write(0, value) }
        syncAll()
    }

    /// Reads and saves at once, later than everything so far.
    @discardableResult
    mutating func write(_ laptop: Int, _ value: Value, _ unit: Int = field) -> Bool {
        world.time += 2
        return world.save(laptop, unit, value)
    }

    /// Syncs one laptop.
    ///
    /// - Returns: The last receipt.
    @discardableResult
    mutating func sync(_ laptop: Int) -> ReceiptStatus? {
        world.lastReceipt = nil
        world.sync(laptop)
        return world.lastReceipt
    }

    mutating func syncAll() {
        for laptop in world.laptops.indices { world.sync(laptop) }
        for laptop in world.laptops.indices { world.pull(laptop) }
    }

    mutating func resolve(to value: Value? = nil, _ unit: Int = field) {
        world.time += 2
        world.resolve(unit, to: value)
    }

    mutating func delete(_ laptop: Int) { write(laptop, .boolean(false), world.alive) }

    mutating func restore(_ laptop: Int) { write(laptop, .boolean(true), world.alive) }

    var outcome: UnitOutcome { world.outcomes[Self.field] }

    var alive: UnitOutcome { world.outcomes[world.alive] }

    /// The different live values, latest first.
    var candidates: [Value] { outcome.values.map(\.value) }

    /// Whether merge and oracle agreed all along.
    var isAgreed: Bool { world.findings.differences == 0 }
}

extension Value: ExpressibleByStringLiteral {
    /// A text.
    public init(stringLiteral value: String) { self = .text(Text(value)) }
}
