/// A set of small numbers, one bit each.
struct Indices: Hashable {
    private var words: [UInt64] = []

    /// The numbers below `bound` that satisfy a condition.
    init(below bound: Int, where isMember: (Int) -> Bool) {
        words = Array(repeating: 0, count: (bound + 63) / 64)
        for index in 0..<bound where isMember(index) {
            words[index / 64] |= 1 << UInt64(index % 64)
        }
    }

    func contains(_ index: Int) -> Bool {
        index / 64 < words.count && words[index / 64] & (1 << UInt64(index % 64)) != 0
    }

    mutating func insert(_ index: Int) {
        while words.count <= index / 64 { words.append(0) }
        words[index / 64] |= 1 << UInt64(index % 64)
    }

    /// The members, highest first.
    var descending: [Int] {
        var members: [Int] = []
        for place in words.indices.reversed() {
            var rest = words[place]
            while rest != 0 {
                let bit = 63 - rest.leadingZeroBitCount
                members.append(place * 64 + bit)
                rest &= ~(1 << UInt64(bit))
            }
        }
        return members
    }

    /// How many there are.
    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// The numbers that are in both.
    func intersection(_ other: Indices) -> Indices {
        var common = self
        for place in common.words.indices {
            common.words[place] &= place < other.words.count ? other.words[place] : 0
        }
        return common
    }

    /// Whether every number of this is in the other.
    func isSubset(of other: Indices) -> Bool { intersection(other) == self }
}
