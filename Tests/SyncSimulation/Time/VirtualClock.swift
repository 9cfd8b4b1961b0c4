internal import SyncModel
internal import Synchronization

/// The true time of a simulation; it passes only when the simulation says so.
final class VirtualClock: Sendable {
    /// 2026-09-21, 13:33 UTC.
    static let start: Int64 = 1_790_000_000_000

    private let milliseconds = Mutex(VirtualClock.start)

    /// The true time.
    var now: Int64 { milliseconds.withLock { $0 } }

    /// Lets time pass.
    func pass(_ duration: Int64) { milliseconds.withLock { $0 += duration } }
}

/// The clock of one machine: the true time and its error.
final class MachineClock: Sendable {
    private let world: VirtualClock
    private let offset = Mutex<Int64>(0)

    init(_ world: VirtualClock) { self.world = world }

    /// This clock minus the true time.
    var error: Int64 { offset.withLock { $0 } }

    /// Sets the error.
    func set(error: Int64) { offset.withLock { $0 = error } }

    /// What the clock shows.
    var now: Instant { Instant(milliseconds: world.now + error) }
}

/// The randomness of one machine.
final class Dice: Sendable {
    private let generator: Mutex<SeededRandom>

    init(seed: UInt64) { generator = Mutex(SeededRandom(seed: seed)) }

    /// 64 bits.
    func next() -> UInt64 { generator.withLock { $0.next() } }
}
