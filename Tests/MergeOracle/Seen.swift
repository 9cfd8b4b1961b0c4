/// A set of changes, by their numbers in the oracle (0 to 63).
struct Seen: Hashable {
    private(set) var bits: UInt64 = 0

    static let none = Seen()

    func contains(_ change: Int) -> Bool { bits & (1 << UInt64(change)) != 0 }

    mutating func insert(_ change: Int) { bits |= 1 << UInt64(change) }

    func with(_ change: Int) -> Seen { Seen(bits: bits | (1 << UInt64(change))) }

    func union(_ other: Seen) -> Seen { Seen(bits: bits | other.bits) }

    func intersection(_ other: Seen) -> Seen { Seen(bits: bits & other.bits) }

    var count: Int { bits.nonzeroBitCount }

    var isEmpty: Bool { bits == 0 }

    /// The numbers, ascending.
    var numbers: [Int] {
        var result: [Int] = []
        var rest = bits
        while rest != 0 {
            result.append(rest.trailingZeroBitCount)
            rest &= rest - 1
        }
        return result
    }
}
