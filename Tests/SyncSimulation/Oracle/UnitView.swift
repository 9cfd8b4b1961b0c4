internal import SyncModel

@testable internal import MergeOracle

/// What a unit comes to.
struct UnitResult: Equatable {
    var shown: Value
    var isConflict: Bool
    /// The changes that nothing replaces.
    var live: [Int]
    /// The supporters of each candidate.
    var candidates: [[Int]]
    /// What the receipt of the last accepted change says.
    var receipt: ReceiptStatus?
}

/// The accepted changes of one unit, as the merge tests' oracle takes them.
struct UnitView {
    /// The most changes of one unit that the oracle holds.
    static let changesMax = 64

    let oracle: Oracle
    /// The oracle's numbers of the changes.
    let local: [Int: Int]
    private let numbers: [Int]

    /// Takes the accepted changes of a unit, or those of them that are in a set.
    init(_ history: History, _ unit: UnitName, within set: DotSet?) {
        let all = history.acceptedByUnit[unit] ?? []
        let numbers = Array(
            (set.map { set in all.filter { set.contains($0) } } ?? all).prefix(Self.changesMax)
        )
        let writes = numbers.map { history.writes[$0] }
        let policies = writes.first.map { $0.unit.isAlive ? [] : [$0.policy] } ?? []
        var oracle = Oracle(policies: policies)
        let ranks = Self.ranks(writes)
        var local: [Int: Int] = [:]
        for (index, number) in numbers.enumerated() { local[number] = index }
        for (number, write) in zip(numbers, writes) {
            func seen(_ set: DotSet) -> Seen {
                var seen = Seen.none
                for (index, other) in numbers.enumerated() where set.contains(other) {
                    seen.insert(index)
                }
                return seen
            }
            let made = oracle.make(
                OracleChange(
                    unit: 0,
                    value: write.value,
                    kind: write.kind,
                    screen: seen(write.screen),
                    chain: seen(write.chain),
                    covers: seen(write.covers),
                    author: write.author,
                    role: write.role,
                    mayRead: true,
                    order: write.order,
                    replica: ranks[write.dot.incarnation] ?? 0,
                    seq: Int(write.dot.seq)
                )
            )
            precondition(local[number] == made)
        }
        for index in numbers.indices { oracle.accept(index) }
        self.oracle = oracle
        self.local = local
        self.numbers = numbers
    }

    private static func ranks(_ writes: [Write]) -> [IncarnationID: Int] {
        let sorted = Set(writes.map(\.dot.incarnation)).sorted()
        return Dictionary(
            sorted.enumerated().map { ($0.element, $0.offset) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// What the unit comes to; not for `alive`.
    func result() -> UnitResult {
        guard let last = numbers.indices.last else {
            return UnitResult(shown: .null, isConflict: false, live: [], candidates: [])
        }
        let outcome = oracle.outcome(0, in: oracle.acceptedSet)
        return UnitResult(
            shown: outcome.shown,
            isConflict: outcome.isConflict,
            live: outcome.live.numbers.map { numbers[$0] },
            candidates: outcome.candidates.map { $0.numbers.map { numbers[$0] } },
            receipt: oracle.receipt(of: last, outcome)
        )
    }

    /// The changes of `alive` that nothing replaces.
    func liveExistence() -> [Int] {
        oracle.live(0, in: oracle.acceptedSet).map { numbers[$0] }
    }

    /// The later of some changes, as the server sorts them.
    func latest(_ changes: [Int]) -> Int? {
        oracle.latest(changes.compactMap { local[$0] }).map { numbers[$0] }
    }
}
