/// A small seeded generator, so that every run measures the same data.
///
/// Source: SplitMix64 (Steele, Lea, Flood, 2014).
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Starts at a seed.
    public init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
        return bits ^ bits >> 31
    }

    /// A number in `0..<1`.
    mutating func fraction() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    /// A number in `0..<bound`.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    /// A normally distributed number.
    mutating func gaussian(mean: Double, deviation: Double) -> Double {
        // The sum of twelve uniform numbers less six has mean 0 and deviation 1: near enough here.
        var sum = -6.0
        for _ in 0..<12 { sum += fraction() }
        return mean + deviation * sum
    }
}
