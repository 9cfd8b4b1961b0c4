internal import SyncTesting

/// The generator of all random choices.
typealias SeededRandom = SeededGenerator

extension SeededGenerator {
    /// A number in a range of milliseconds.
    mutating func milliseconds(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }
}
