import Foundation

/// The seed of a random test: `SLUIS_SEED` when it is set, else the one that the test names.
///
/// It prints the seed, so that a failure can be run again.
///
/// - Parameters:
///   - test: The test, for the printed line.
///   - standard: The seed when none is given.
/// - Returns: The seed to use.
public func seed(for test: String, standard: UInt64) -> UInt64 {
    let given = ProcessInfo.processInfo.environment["SLUIS_SEED"].flatMap { UInt64($0) }
    let seed = given ?? standard
    print("\(test): SLUIS_SEED=\(seed)")
    return seed
}
