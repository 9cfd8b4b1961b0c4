/// A random generator that gives the same numbers for the same seed, on every machine.
///
/// Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014 (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64
    /// The numbers of a generator that a fuzzer steers, last first; `nil` for one with a seed.
    private var given: [UInt8]?

    /// Starts from a seed.
    public init(seed: UInt64) { state = seed }

    /// Gives one byte after the other as its numbers, and zeros when there are no more: a fuzzer chooses.
    ///
    /// - Parameter bytes: The numbers.
    public init(bytes: [UInt8]) {
        state = 0
        given = bytes.reversed()
    }

    /// Starts from one part of a larger run: the same seed and part give the same numbers.
    ///
    /// - Parameters:
    ///   - seed: The seed of the run.
    ///   - part: Which part of it.
    public init(seed: UInt64, part: UInt64) {
        var mixer = SeededGenerator(seed: part)
        state = seed ^ mixer.next()
    }

    /// The next 64 random bits.
    ///
    /// - Returns: Any number.
    public mutating func next() -> UInt64 {
        guard given == nil else { return UInt64(given?.popLast() ?? 0) }
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; 0 when `bound` is less than 2.
    ///
    /// - Parameter bound: How many numbers there are to choose from.
    /// - Returns: A number in `0..<bound`.
    public mutating func below(_ bound: Int) -> Int {
        guard bound > 1 else { return 0 }
        return Int(next() % UInt64(bound))
    }

    /// Whether something happens that happens `percent` times in a hundred.
    ///
    /// - Parameter percent: From 0 to 100.
    /// - Returns: Whether it happens this time.
    public mutating func happens(percent: Int) -> Bool { below(100) < percent }

    /// One of some elements; `nil` when there are none.
    ///
    /// - Parameter elements: What to choose from.
    /// - Returns: One of them.
    public mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[below(elements.count)]
    }
}
