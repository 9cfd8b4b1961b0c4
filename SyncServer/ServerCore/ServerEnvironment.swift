internal import Casework
internal import Foundation
internal import SyncModel
public import SyncStore

extension StoreEnvironment {
    /// The system's clock and randomness.
    public static let system = StoreEnvironment(
        now: { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) },
        random: {
            var generator = SystemRandomNumberGenerator()
            return generator.next()
        },
        caseNumber: { CaseNumber(prefix: $0, year: $1, serial: $2).description }
    )
}
