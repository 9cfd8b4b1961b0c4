/// What the oracle writes: a value of one unit, with everything that its author knew, as explicit sets.
struct Write: Sendable {
    /// What it is.
    enum Kind: Sendable {
        case edit
        /// Knows what it covers; a late write of the same author with a value it passed over counts as covered.
        case decision(covers: Set<Int>, passedOver: [(author: String, value: JSON)])
    }

    /// Its number, in order of making.
    let id: Int
    let author: String
    let role: String
    /// The laptop; -1 for the server.
    let laptop: Int
    /// What it writes; for a set, the whole set as it is after the write on the author's screen.
    let value: JSON
    /// For a set: what it adds and removes.
    let added: Set<JSON>
    let removed: Set<JSON>
    /// All that its author knew.
    let known: Set<Int>
    let kind: Kind

    var isDecision: Bool {
        if case .decision = kind { true } else { false }
    }
}

/// How a unit merges, as the oracle understands it.
enum OraclePolicy: Sendable {
    case queue, lww, decide, set
    case restrictive(protective: [JSON])
    case owner(String)
}

/// One unit as the server would have it, kept as the full causal history.
///
/// That is: which writes were accepted, and what the author of each knew. No revisions, no clocks: the number
/// of a write is its time.
struct OracleUnit: Sendable {
    let policy: OraclePolicy
    /// In order of acceptance.
    private(set) var accepted: [Write] = []
    /// For `decide`: the write that is shown.
    private var standing: Int?

    init(_ policy: OraclePolicy) { self.policy = policy }

    /// Whether the author of `later` knew `earlier`.
    private func knows(_ later: Write, _ earlier: Write) -> Bool {
        if later.id == earlier.id { return false }
        switch later.kind {
        case .edit: return later.known.contains(earlier.id)
        case .decision(let covers, let passedOver):
            if covers.contains(earlier.id) || later.known.contains(earlier.id) { return true }
            return !earlier.isDecision && !earlier.known.contains(later.id)
                && passedOver.contains { $0.author == earlier.author && $0.value == earlier.value }
        }
    }

    private func replaces(_ later: Write, _ earlier: Write) -> Bool {
        guard knows(later, earlier) else { return false }
        switch policy {
        case .queue, .lww, .set, .restrictive: return true
        case .decide:
            if later.isDecision || earlier.laptop == later.laptop && earlier.laptop >= 0 {
                return true
            }
            let view = accepted.filter { knows(later, $0) }
            return Set(live(among: view).map(\.value)).count < 2
        case .owner(let role):
            return !isProposal(later, role) || isProposal(earlier, role)
        }
    }

    private func isProposal(_ write: Write, _ role: String) -> Bool {
        !write.isDecision && write.role != role
    }

    private func live(among writes: [Write]) -> [Write] {
        writes.filter { candidate in !writes.contains { replaces($0, candidate) } }
    }

    /// The accepted writes that no other replaced.
    var live: [Write] { live(among: accepted) }

    /// What people see.
    var shown: JSON {
        let live = live
        let decision = live.last { $0.isDecision }
        let latest = live.max { $0.id < $1.id }
        switch policy {
        case .queue, .lww: return (decision ?? latest)?.value ?? .null
        case .decide: return (decision ?? live.first { $0.id == standing })?.value ?? .null
        case .set:
            return .array(present.sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) })
        case .restrictive(let protective): return protectiveValue(live, protective)
        case .owner(let role):
            let standing = live.filter { !isProposal($0, role) }
            return (decision ?? standing.max { $0.id < $1.id })?.value ?? .null
        }
    }

    /// The different values that wait; empty without a conflict.
    var candidates: Set<JSON> {
        let values = Set(live.map(\.value))
        switch policy {
        case .lww, .set, .restrictive: return []
        case .queue, .decide: return values.count > 1 ? values : []
        case .owner(let role):
            return values.count > 1
                || live.contains { isProposal($0, role) } && values.count == 1
                    && live.allSatisfy { isProposal($0, role) }
                ? values : []
        }
    }

    private var present: Set<JSON> {
        var present: Set<JSON> = []
        for adder in accepted {
            for element in adder.added
            where !accepted.contains(where: { $0.removed.contains(element) && knows($0, adder) }) {
                present.insert(element)
            }
        }
        return present
    }

    private func protectiveValue(_ live: [Write], _ protective: [JSON]) -> JSON {
        func rank(_ write: Write) -> Int {
            protective.firstIndex(of: write.value) ?? protective.count
        }
        let permitted = live.filter { candidate in
            let stricter = accepted.filter { rank($0) < rank(candidate) }
            let supporters = live.filter { $0.value == candidate.value }
            return stricter.isEmpty
                || supporters.contains { supporter in stricter.contains { knows(supporter, $0) } }
        }
        let pool = permitted.isEmpty ? accepted : permitted
        return pool.min { ($0.rankKey(rank($0))) < ($1.rankKey(rank($1))) }?.value ?? .null
    }

    /// Accepts a write, and returns its receipt.
    mutating func accept(_ write: Write) -> String {
        let stood = standing.flatMap { id in accepted.first { $0.id == id } }
        let wasReplaced = accepted.contains { replaces($0, write) }
        accepted.append(write)
        let live = live
        if case .decide = policy, live.contains(where: { $0.id == write.id }) {
            let isNext =
                stood.map { replaces(write, $0) || !live.map(\.id).contains($0.id) } ?? true
            if isNext, !live.contains(where: { $0.value == stood?.value && $0.id != write.id }) {
                standing = write.id
            } else if isNext, let equal = live.first(where: { $0.value == stood?.value }) {
                standing = equal.id
            }
        }
        if case .set = policy { return "merged" }
        if wasReplaced || !live.contains(where: { $0.id == write.id }) { return "superseded" }
        if live.contains(where: { $0.id != write.id && $0.value == write.value }) {
            return "agreed"
        }
        let isShown = !live.isEmpty && shown == write.value && hasShown
        if !candidates.isEmpty { return isShown ? "conflict-shown" : "conflict-beaten" }
        return isShown ? "applied" : "beaten"
    }

    /// Whether some write is shown at all, be it a clear.
    private var hasShown: Bool {
        if case .owner(let role) = policy { return live.contains { !isProposal($0, role) } }
        return !live.isEmpty
    }
}

extension Write {
    /// Sorts by rank, and of equal rank the latest first.
    fileprivate func rankKey(_ rank: Int) -> (Int, Int) { (rank, -id) }
}
