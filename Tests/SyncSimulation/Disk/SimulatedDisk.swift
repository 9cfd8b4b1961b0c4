internal import GRDBSQLite
internal import SyncTesting
internal import Synchronization

/// What happens to the disk of one machine, between SQLite and the real files of a folder.
///
/// Writes that were not synced wait in one list, over all files, in order. A power cut at the n-th sync writes each of
/// them, drops it, or fills its sectors with garbage, at random; a killed process leaves the list as it is, since the
/// system still holds it. Between a cut or a kill and ``restart()`` every call fails.
///
/// Source: the algorithm of SQLite's own crash test, `src/test6.c`; reimplemented.
final class SimulatedDisk: Sendable {
    /// A call that can be made to fail.
    enum Call: CaseIterable {
        case read
        case write
        case sync
        case truncate
    }

    /// How a call fails.
    enum Failure: CaseIterable {
        /// An I/O error.
        case error
        /// The disk is full; a write may have been done in part.
        case full
    }

    /// A write or a new length that was not synced.
    struct Pending {
        enum Effect {
            case write(offset: Int64, bytes: [UInt8])
            case length(Int64)
        }

        /// The file, by its number on this disk.
        var file: Int
        var effect: Effect
    }

    struct State {
        var generator: SeededGenerator
        var pending: [Pending] = []
        /// The files that were opened, by path; a deleted one keeps its number.
        var numbers: [String: Int] = [:]
        var paths: [String] = []
        /// The length of each file, as far as it is known.
        var lengths: [Int64?] = []
        var isDown = false
        /// Whether the simulation itself looks: then nothing fails.
        var isWatched = false
        /// Calls until the power is cut, at a sync; `nil` for never.
        var syncsToCut: Int?
        /// Writes until the process is killed; `nil` for never.
        var writesToKill: Int?
        /// The call that fails, after how many of its kind, and whether all later ones fail too.
        var failure: (call: Call?, after: Int, isLasting: Bool, with: Failure)?
        var calls = 0
        var syncs = 0
        var writes = 0
        var failures = 0
        var ends = 0
        var fates = Fates()
    }

    /// What became of unsynced writes at power cuts.
    struct Fates: Equatable {
        var written = 0
        var dropped = 0
        var garbled = 0
    }

    /// Whether the device keeps what stands beside a torn write in the same sector.
    let isPowerSafe: Bool
    /// The size of a sector in bytes.
    let sectorBytes: Int
    private let state: Mutex<State>

    /// A disk without faults.
    ///
    /// - Parameters:
    ///   - seed: Decides what becomes of unsynced writes.
    ///   - sectorBytes: 512 or 4096.
    ///   - isPowerSafe: Whether a torn write damages nothing beside itself.
    init(seed: UInt64, sectorBytes: Int = 4096, isPowerSafe: Bool = true) {
        self.sectorBytes = sectorBytes
        self.isPowerSafe = isPowerSafe
        state = Mutex(State(generator: SeededGenerator(seed: seed)))
    }

    func withState<Result>(_ body: (inout sending State) -> sending Result) -> sending Result {
        state.withLock(body)
    }

    // MARK: Faults

    /// Whether the power was cut or the process killed since the last restart.
    var isDown: Bool { withState { $0.isDown } }

    /// The syncs so far.
    var syncs: Int { withState { $0.syncs } }

    /// The writes so far.
    var writes: Int { withState { $0.writes } }

    /// The calls so far.
    var calls: Int { withState { $0.calls } }

    /// How many calls were made to fail.
    var failures: Int { withState { $0.failures } }

    /// How often the power went or the process was killed, at a moment that was set before.
    var ends: Int { withState { $0.ends } }

    /// What became of unsynced writes.
    var fates: Fates { withState { $0.fates } }

    /// Cuts the power at the `count`-th sync from now.
    func cutPower(atSync count: Int) { withState { $0.syncsToCut = count } }

    /// Cuts the power now.
    func cutPower() { withState { crash(&$0) } }

    /// Kills the process at the `count`-th write from now.
    func kill(atWrite count: Int) { withState { $0.writesToKill = count } }

    /// Kills the process now.
    func kill() { withState { $0.isDown = true } }

    /// Makes the `after`-th call of a kind fail, and all later ones when it is lasting.
    func fail(_ call: Call?, after: Int, isLasting: Bool, with failure: Failure) {
        withState { $0.failure = (call, after, isLasting, failure) }
    }

    /// Lets the simulation look at what is there without a fault.
    func setWatched(_ isWatched: Bool) { withState { $0.isWatched = isWatched } }

    /// Takes away all faults, also those that did not happen yet, and lets calls through again.
    func restart() {
        withState { state in
            state.isDown = false
            state.syncsToCut = nil
            state.writesToKill = nil
            state.failure = nil
        }
    }

    /// Decides what each unsynced write comes to, and goes down.
    func crash(_ state: inout State) {
        state.isDown = true
        for pending in state.pending {
            switch state.generator.below(3) {
            case 0:
                state.fates.written += 1
                RealFile.apply(pending, to: state.paths[pending.file])
            case 1: state.fates.dropped += 1
            default: garble(pending, &state)
            }
        }
        state.pending = []
        for file in state.lengths.indices { state.lengths[file] = nil }
    }

    private func garble(_ pending: Pending, _ state: inout State) {
        guard case .write(let offset, let bytes) = pending.effect else {
            state.fates.dropped += 1
            return
        }
        state.fates.garbled += 1
        var (first, last) = (offset, offset + Int64(bytes.count))
        if !isPowerSafe {
            let sector = Int64(sectorBytes)
            first = first / sector * sector
            last = (last + sector - 1) / sector * sector
        }
        var garbage: [UInt8] = []
        while garbage.count < Int(last - first) {
            garbage.append(UInt8(truncatingIfNeeded: state.generator.next()))
        }
        RealFile.apply(
            Pending(file: pending.file, effect: .write(offset: first, bytes: garbage)),
            to: state.paths[pending.file]
        )
    }
}
