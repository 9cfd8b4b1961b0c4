import SyncModel

/// A change as the oracle knows it: with the sets of changes that its author had seen.
struct OracleChange {
    enum Kind {
        case edit
        case decision(passedOver: [(author: String, value: Value)])
        case reopened
    }

    var unit: Int
    var value: Value
    var kind: Kind
    /// What was accepted when its author's screen was filled, of all units.
    var screen: Seen
    /// The author's own earlier changes since the case was last put on his laptop.
    var chain: Seen
    /// For a decision: every supporter of every candidate.
    var covers: Seen
    var author: String
    var role: Role
    var mayRead: Bool
    /// The corrected time; then the replica and the number there break ties.
    var order: Int64
    var replica: Int
    var seq: Int

    var isDecision: Bool {
        if case .decision = kind { return true }
        return false
    }

    var isEdit: Bool {
        if case .edit = kind { return true }
        return false
    }

    func isBefore(_ other: OracleChange) -> Bool {
        (order, replica, seq) < (other.order, other.replica, other.seq)
    }
}

extension OracleChange: CustomStringConvertible {
    var description: String {
        let what = isEdit ? "edit" : (isDecision ? "decision" : "reopened")
        return "\(replica).\(seq) \(what) u\(unit)=\(short(value)) screen \(screen.numbers) chain "
            + "\(chain.numbers) covers \(covers.numbers) order \(order)\(mayRead ? "" : " blind")"
    }
}

/// A value in few characters.
func short(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .text(let text): text.string
    case .integer(let number): "\(number)"
    case .boolean(let truth): "\(truth)"
    case .set(let elements): "\(elements)"
    case .difference(let difference): "+\(difference.added)-\(difference.removed)"
    case .group(let members): members.map { short($0.value) }.joined(separator: "/")
    }
}
