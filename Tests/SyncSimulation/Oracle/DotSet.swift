/// A set of changes, by their numbers in the oracle.
struct DotSet: Equatable {
    private var words: [UInt64] = []

    static let none = DotSet()

    init() {}

    init(_ numbers: some Sequence<Int>) {
        for number in numbers { insert(number) }
    }

    func contains(_ number: Int) -> Bool {
        let word = number >> 6
        return word < words.count && words[word] & (1 << UInt64(number & 63)) != 0
    }

    mutating func insert(_ number: Int) {
        while words.count <= number >> 6 { words.append(0) }
        words[number >> 6] |= 1 << UInt64(number & 63)
    }

    mutating func formUnion(_ other: DotSet) {
        while words.count < other.words.count { words.append(0) }
        for index in other.words.indices { words[index] |= other.words[index] }
    }

    func intersection(_ other: DotSet) -> DotSet {
        var result = DotSet()
        for index in 0..<min(words.count, other.words.count) {
            result.words.append(words[index] & other.words[index])
        }
        return result
    }

    func union(_ other: DotSet) -> DotSet {
        var result = self
        result.formUnion(other)
        return result
    }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// The numbers, ascending.
    var numbers: [Int] {
        var result: [Int] = []
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                result.append(index << 6 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return result
    }

    static func == (left: DotSet, right: DotSet) -> Bool {
        let count = max(left.words.count, right.words.count)
        return (0..<count).allSatisfy { index in
            (index < left.words.count ? left.words[index] : 0)
                == (index < right.words.count ? right.words[index] : 0)
        }
    }
}
