internal import Synchronization

/// Counts the bytes of all bodies that are being received, so that many large ones do not take all memory.
final class BodyBudget: Sendable {
    private let bytesMax: Int
    private let bytes = Mutex(0)

    init(bytesMax: Int) { self.bytesMax = bytesMax }

    /// Takes room; false when there is none.
    func take(_ count: Int) -> Bool {
        bytes.withLock { taken in
            guard taken + count <= bytesMax else { return false }
            taken += count
            return true
        }
    }

    /// Gives room back.
    func give(_ count: Int) { bytes.withLock { $0 -= count } }
}
