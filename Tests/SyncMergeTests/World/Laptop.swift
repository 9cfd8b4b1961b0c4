import SyncModel

@testable import MergeOracle
@testable import SyncMerge

/// A laptop as the merge sees it: what is on its screen, and what it has not delivered.
struct Laptop {
    /// A form that was opened, with what was on screen then.
    struct Form {
        var context: Position
        var screen: Seen
        /// How many own changes the unit had then.
        var ownChanges: Int
    }

    /// An own change without a final receipt.
    struct Pending {
        var number: Int
        var unit: Int
        var save: Int
        var change: Accepted
        var isHeld = false
    }

    let replica: Int
    var author: String
    var role: Role
    var mayRead = true
    /// Enters text as it comes, as a program that does not normalise would.
    var isForeign = false
    var offset: Int64 = 0
    /// The revision that has arrived.
    var context: Position
    /// The changes that have arrived.
    var screen: Seen
    /// What the server said is shown, of each unit.
    var acknowledged: [Value]
    /// Whether the record is shown though a deletion was asked: then a restore is a real change.
    var isDeletionAsked = false
    var forms: [Form?]
    var ownChanges: [Int]
    var pending: [Pending] = []
    /// Own changes since the case was last put on this laptop.
    var chain = Seen.none
    var chainFloor: UInt64 = 0
    var nextSeq: UInt64 = 1
    /// The epoch in which it last delivered.
    var epoch: UInt32 = 1

    init(replica: Int, role: Role, units: Int) {
        self.replica = replica
        author = "user\(replica)"
        self.role = role
        context = .zero
        screen = .none
        acknowledged = Array(repeating: .null, count: units)
        forms = Array(repeating: nil, count: units)
        ownChanges = Array(repeating: 0, count: units)
    }

    /// What is on screen: the own pending change over the acknowledged value.
    func onScreen(_ unit: Int) -> Value {
        var value = acknowledged[unit]
        for change in pending where change.unit == unit {
            value = change.change.value.applied(to: value)
        }
        return value
    }
}

extension Value {
    /// The value after this write to `value`.
    func applied(to value: Value) -> Value {
        guard case .difference(let difference) = self else { return self }
        var elements: Set<Text> = []
        if case .set(let present) = value { elements = Set(present) }
        return .makeSet(elements.subtracting(difference.removed).union(difference.added))
    }
}
