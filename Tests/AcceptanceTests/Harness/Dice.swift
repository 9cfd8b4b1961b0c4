import Foundation

/// Seeded random numbers, so that a failure can be played again.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014 (SplitMix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// A generator from `SLUIS_SEED`, or from a fixed seed; prints which.
    static func fromEnvironment(_ purpose: String) -> Dice {
        let seed =
            ProcessInfo.processInfo.environment["SLUIS_SEED"].flatMap { UInt64($0) } ?? 20_261
        print("\(purpose): SLUIS_SEED=\(seed)")
        return Dice(seed: seed)
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// A number in `0..<bound`.
    mutating func next(below bound: Int) -> Int {
        Int(next() % UInt64(bound))
    }

    /// One of the elements; the array is never empty.
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[next(below: elements.count)]
    }
}
