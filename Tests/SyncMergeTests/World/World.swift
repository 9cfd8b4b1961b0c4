import SyncModel

@testable import MergeOracle
@testable import SyncMerge

/// Faults of a laptop that tests plant.
struct LaptopFaults: OptionSet {
    let rawValue: Int
    /// Text is not normalised where it enters.
    static let noNormalisation = LaptopFaults(rawValue: 1)
    /// A pull raises the contexts of pending changes and open forms.
    static let raisesContexts = LaptopFaults(rawValue: 2)
}

/// A server and laptops around one case of one record, merged by `Rules`, with the oracle beside them.
///
/// After each acceptance the two are compared.
struct World<Rules: MergeRules> {
    let policies: [MergePolicy]
    let faults: LaptopFaults
    /// One a unit, `alive` last.
    var units: [UnitHistory]
    /// The accepted changes that count as edits for `alive`.
    var marks: [EditMark] = []
    var revision = Position.zero
    var laptops: [Laptop] = []
    var oracle: Oracle
    var findings = Findings()
    /// The oracle's numbers of the changes of each incarnation, by seq; the server's are the last, one an epoch.
    var numbers: [[Int]]
    var time: Int64 = 0
    var saves = 0
    /// The supporters of the candidates of each unit's last closed conflict.
    var closed: [[Accepted]]
    /// How many changes of each unit were answered.
    var answers: [Int]
    /// The server's epoch.
    var epoch: UInt32 = 1
    /// The revision that each epoch after the first took over.
    var taken: [UInt32: UInt64] = [:]
    /// The last backup of the server.
    var image: Image?
    /// Decisions that a restore lost, and the journal kept.
    var journal: [Journalled] = []
    /// The last receipt, for tests that ask.
    var lastReceipt: ReceiptStatus?

    /// What each unit comes to now, by the merge.
    var outcomes: [UnitOutcome]

    var alive: Int { policies.count }

    /// The incarnation of the server's own changes in this epoch.
    var server: Int { laptops.count + Int(epoch) - 1 }

    var lineage: Lineage { Lineage(forks: Forks(taken)) }

    /// How many epochs a history may have.
    static var epochsMax: Int { 4 }

    init(policies: [MergePolicy], roles: [Role], faults: LaptopFaults = []) {
        self.policies = policies
        self.faults = faults
        units = policies.map { UnitHistory(policy: $0) } + [UnitHistory(policy: .queue)]
        oracle = Oracle(policies: policies)
        let nothing = UnitOutcome(shown: .null, shownBy: nil, values: [], isConflict: false)
        outcomes = Array(repeating: nothing, count: policies.count + 1)
        closed = Array(repeating: [], count: policies.count + 1)
        answers = Array(repeating: 0, count: policies.count + 1)
        numbers = Array(repeating: [], count: roles.count + World.epochsMax)
        laptops = roles.indices.map {
            Laptop(replica: $0, role: roles[$0], units: policies.count + 1)
        }
    }

    static func incarnation(_ replica: Int) -> IncarnationID {
        IncarnationID(Identifier128(high: 0, low: UInt64(replica)))
    }

    func number(of dot: Dot) -> Int {
        numbers[Int(dot.incarnation.bits.low)][Int(dot.seq) - 1]
    }

    func seen(_ dots: [Dot]) -> Seen {
        var seen = Seen.none
        for dot in dots { seen.insert(number(of: dot)) }
        return seen
    }

    /// Accepts a change at the present revision, and compares.
    ///
    /// - Parameters:
    ///   - given: The change, without its position.
    ///   - number: Its number in the oracle.
    ///   - unit: Its unit.
    ///   - seen: What its author had seen, when its context does not say so: a decision knows by what it
    ///     covers.
    /// - Returns: The receipt.
    @discardableResult
    mutating func accept(
        _ given: Accepted,
        number: Int,
        unit: Int,
        seen: Position? = nil
    ) -> ReceiptStatus {
        var change = given
        change.position = revision
        let acceptance =
            unit == alive
            ? acceptAlive(
                change,
                into: units[unit],
                edits: marks,
                lineage: lineage,
                rules: Rules.self
            )
            : SyncMerge.accept(
                change,
                into: units[unit],
                lineage: lineage,
                rules: Rules.self
            )
        findings.count(acceptance.receipt)
        answers[unit] += 1
        lastReceipt = acceptance.receipt
        if (acceptance.receipt == .quarantined) != oracle.refuses(number) {
            findings.wrongReceipts += 1
        }
        guard acceptance.receipt != .duplicate, acceptance.receipt != .quarantined else {
            return acceptance.receipt
        }
        if acceptance.effect == .resolved || acceptance.effect == .settled {
            let supporters = Set(units[unit].live)
            closed[unit] = units[unit].accepted.filter { supporters.contains($0.dot) }
        }
        units[unit] = acceptance.history
        outcomes[unit] = acceptance.outcome
        // What came before in an epoch that was lost is replaced now by what came after it then.
        let counts = acceptance.receipt != .superseded || !change.formers.isEmpty
        if counts, change.kind != .reopened,
            !(unit == alive && change.isDeletion)
        {
            marks.append(EditMark(change))
            if let seen { marks[marks.count - 1].context = seen }
        }
        if unit != alive, units[alive].accepted.contains(where: \.isDeletion) {
            outcomes[alive] = AliveReading<Rules>(units[alive], edits: marks, lineage).outcome()
        }
        oracle.accept(number)
        compare(unit, acceptance.receipt, number)
        return acceptance.receipt
    }

    /// Compares one unit with the oracle; `alive` too, since every edit may touch it.
    private mutating func compare(_ unit: Int, _ receipt: ReceiptStatus, _ number: Int) {
        let before = findings.differences
        let expected = oracle.outcome(unit, in: oracle.acceptedSet)
        let expectedReceipt = oracle.receipt(of: number, expected)
        if receipt != expectedReceipt { findings.wrongReceipts += 1 }
        compare(unit, with: expected)
        if unit != alive, units[alive].accepted.contains(where: \.isDeletion) {
            compare(alive, with: oracle.outcome(alive, in: oracle.acceptedSet))
        }
        guard findings.differences > before, findings.example == nil else { return }
        let ours = outcomes[unit]
        let changes = oracle.changes.enumerated().map { "\($0.offset): \($0.element)" }
        findings.example = """
            \(unit == alive ? "alive" : policies[unit].name), accepted \(oracle.accepted)
            merge: \(receipt), shown \(short(ours.shown)), live \(seen(units[unit].live).numbers), \
            conflict \(ours.isConflict), alive conflict \(outcomes[alive].isConflict)
            oracle: \(expectedReceipt), shown \(short(expected.shown)), live \
            \(expected.live.numbers), conflict \(expected.isConflict)
            \(changes.joined(separator: "\n"))
            """
    }

    private mutating func compare(_ unit: Int, with expected: OracleOutcome) {
        findings.comparisons += 1
        let outcome = outcomes[unit]
        let live = seen(units[unit].live)
        if live != expected.live {
            let isLost = expected.live.numbers.contains { !live.contains($0) }
            if isLost { findings.lostValues += 1 } else { findings.wrongLive += 1 }
        }
        if outcome.isConflict != expected.isConflict {
            if expected.isConflict {
                findings.missedConflicts += 1
            } else {
                findings.falseConflicts += 1
            }
        }
        if outcome.shown != expected.shown { findings.wrongShown += 1 }
        guard unit == alive || policies[unit] != .set else { return }
        let candidates = outcome.values.map { seen($0.supporters) }.sorted { $0.first < $1.first }
        if candidates != expected.candidates { findings.wrongCandidates += 1 }
    }
}
