import SyncModel

@testable import MergeOracle
@testable import SyncMerge

/// Goes through every history of three laptops and two fields within bounds, and compares each with the
/// oracle.
///
/// A history is a sequence of *open form*, *save*, *delete*, *sync* and *resolve*. What one laptop does between
/// two of its syncs touches nobody else, so it is taken right before its sync: histories that differ only in
/// how such steps interleave are one. So are those that differ only by the names of laptops, fields or
/// values, or by a sync that moves nothing. Prefixes are shared: each step is taken once.
struct Enumeration<Rules: MergeRules> {
    struct Bounds: Sendable {
        var writes: Int
        var writesEach: Int
        var deletes: Int
        var resolves: Int
        var syncs: Int
        /// Restores of the server from a backup.
        var restores = 0
    }

    private struct Node {
        var world: World<Rules>
        var usedLaptops = 0
        var usedFields = 0
        var writes = [0, 0, 0]
        var deletes = 0
        var resolves = 0
        var syncs = 0
        var restores = 0
        /// The revision that each laptop has.
        var arrived = [UInt64](repeating: 1, count: 3)

        var totalWrites: Int { writes[0] + writes[1] + writes[2] }
    }

    let bounds: Bounds
    private(set) var histories = 0
    private(set) var contested = 0
    private(set) var findings = Findings()
    private let stopsAtFirstDifference: Bool
    private var part = 0
    private var parts = 1
    /// Counts the beginnings: what stands after the second sync.
    private var beginnings = 0

    init(_ bounds: Bounds, stopsAtFirstDifference: Bool = false) {
        self.bounds = bounds
        self.stopsAtFirstDifference = stopsAtFirstDifference
    }

    /// Starts from a case that every laptop has.
    ///
    /// - Parameters:
    ///   - part: Which part of the histories, by their beginnings.
    ///   - parts: How many parts there are.
    mutating func run(part: Int = 0, of parts: Int = 1) {
        (self.part, self.parts) = (part, parts)

        var world = World<Rules>(
            policies: [.queue, .queue],
            roles: [.counsellor, .counsellor, .coordinator]
        )
        world.save(2, world.alive, .boolean(true))
        for laptop in 0..<3 { world.sync(laptop) }
        for laptop in 0..<3 { world.sync(laptop) }
        // The first laptop's clock is ahead, the last one's behind: arrival and clock disagree.
        world.laptops[0].offset = 1000
        world.laptops[2].offset = -1000
        world.findings = Findings()
        explore(Node(world: world))
    }

    private var isDone: Bool { stopsAtFirstDifference && findings.differences > 0 }

    private mutating func explore(_ node: Node) {
        if isDone { return }
        if node.syncs < bounds.syncs {
            for laptop in 0..<min(node.usedLaptops + 1, 3) { act(node, laptop, hasActed: false) }
        }
        breakDown(node)
        guard node.resolves < bounds.resolves else { return }
        for unit in node.world.units.indices {
            let outcome = node.world.outcomes[unit]
            guard outcome.isConflict else { continue }
            for candidate in outcome.values {
                var next = node
                next.resolves += 1
                next.world.time += 1
                next.world.resolve(unit, to: candidate.value)
                finish(&next)
                explore(next)
            }
        }
    }

    /// A backup, its restore, and the journal's bringing back a decision.
    private mutating func breakDown(_ node: Node) {
        guard bounds.restores > 0 else { return }
        if node.world.image == nil, node.syncs > 0 || node.usedLaptops == 0 {
            var next = node
            next.world.backUp()
            explore(next)
        }
        let isWorthIt = (node.world.image?.accepted ?? .max) < node.world.oracle.accepted.count
        if node.restores < bounds.restores, isWorthIt {
            var next = node
            next.restores += 1
            next.world.time += 1
            guard next.world.restore() else { return }
            next.arrived = [0, 0, 0]
            explore(next)
        }
        for place in node.world.ready.prefix(1) {
            var next = node
            next.world.replay(place)
            finish(&next)
            explore(next)
        }
    }

    /// One laptop's steps up to and with its next sync.
    private mutating func act(_ node: Node, _ laptop: Int, hasActed: Bool) {
        sync(node, laptop, hasActed: hasActed)
        let forms = node.world.laptops[laptop].forms
        guard let open = forms.firstIndex(where: { $0 != nil }) else {
            for field in 0..<min(node.usedFields + 1, 2) { self.open(node, laptop, field) }
            delete(node, laptop)
            return
        }
        save(node, laptop, open)
    }

    private mutating func open(_ node: Node, _ laptop: Int, _ field: Int) {
        guard node.totalWrites < bounds.writes, node.writes[laptop] < bounds.writesEach else {
            return
        }
        var next = node
        next.usedLaptops = max(node.usedLaptops, laptop + 1)
        next.usedFields = max(node.usedFields, field + 1)
        next.world.time += 1
        next.world.open(laptop, field)
        act(next, laptop, hasActed: true)
    }

    /// Each writer has values of his own, and one that all of them may write.
    private mutating func save(_ node: Node, _ laptop: Int, _ field: Int) {
        let own = Int64(10 * laptop + node.writes[laptop] + 1)
        for value in [Value.integer(own), .integer(0)] {
            var next = node
            next.writes[laptop] += 1
            next.world.time += 1
            guard next.world.save(laptop, field, value) else { continue }
            act(next, laptop, hasActed: true)
        }
    }

    private mutating func delete(_ node: Node, _ laptop: Int) {
        guard node.deletes < bounds.deletes else { return }
        var next = node
        next.usedLaptops = max(node.usedLaptops, laptop + 1)
        next.deletes += 1
        next.world.time += 1
        guard next.world.save(laptop, next.world.alive, .boolean(false)) else { return }
        act(next, laptop, hasActed: true)
    }

    private mutating func sync(_ node: Node, _ laptop: Int, hasActed: Bool) {
        let world = node.world
        let hasNews = node.arrived[laptop] < world.revision.revision
        guard hasNews || !world.laptops[laptop].pending.isEmpty else { return }
        guard hasActed || laptop < node.usedLaptops else { return }
        var next = node
        next.syncs += 1
        next.world.time += 1
        next.world.sync(laptop)
        next.arrived[laptop] = next.world.revision.revision
        if next.syncs == 2 {
            beginnings += 1
            guard beginnings % parts == part else { return }
        }
        finish(&next)
        explore(next)
    }

    private mutating func finish(_ node: inout Node) {
        if node.syncs < 2, part != 0 {
            node.world.findings = Findings()
            return
        }
        histories += 1
        if node.world.units.indices.contains(where: { node.world.units[$0].live.count > 1 }) {
            contested += 1
        }
        findings.add(node.world.findings)
        node.world.findings = Findings()
    }
}
