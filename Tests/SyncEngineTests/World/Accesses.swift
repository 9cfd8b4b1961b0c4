import SyncModel
import SyncStore
import Synchronization

@testable import SyncEngine

/// Opens the file for each step, as the program does.
struct FileAccess: StoreAccess {
    let path: String
    let environment: StoreEnvironment
    let schemas: Schemas

    func withStore<Result>(_ body: (Store) throws -> Result) throws -> Result {
        let store = try Store.open(at: path, side: .laptop, environment: environment) { text in
            try schemas.read(text)
        }
        defer { store.close() }
        return try body(store)
    }
}

/// Keeps the store open.
final class OpenAccess: StoreAccess {
    struct Closed: Error {}

    private let base: FileAccess
    private let store: Mutex<Store?>

    init(store: Store, base: FileAccess) {
        self.base = base
        self.store = Mutex(store)
    }

    deinit { store.withLock { $0?.close() } }

    func withStore<Result>(_ body: (Store) throws -> Result) throws -> Result {
        guard let store = store.withLock({ $0 }) else { throw Closed() }
        return try body(store)
    }

    /// Runs `body` while the file is closed.
    func whileClosed(_ body: () throws -> Void) throws {
        try store.withLock { store in
            store?.close()
            store = nil
            try body()
            store = try Store.open(at: base.path, side: .laptop, environment: base.environment) {
                try base.schemas.read($0)
            }
        }
    }
}

/// Ends the process, as far as the engine can tell, at one step of the store.
final class BreakingAccess: StoreAccess {
    /// Where a step breaks.
    enum Moment: CaseIterable, Sendable {
        /// Before anything of the step happened.
        case before
        /// After the step was kept, and before the engine hears of it.
        case after
    }

    struct Killed: Error {}

    private let base: any StoreAccess
    private let step: Int
    private let moment: Moment
    private let count = Mutex(0)

    /// Breaks at step `step`, counted from 0.
    init(_ base: any StoreAccess, at step: Int, _ moment: Moment) {
        self.base = base
        self.step = step
        self.moment = moment
    }

    /// Whether it broke.
    var hasBroken: Bool { count.withLock { $0 > step } }

    func withStore<Result>(_ body: (Store) throws -> Result) throws -> Result {
        let isNow = count.withLock { count in
            defer { count += 1 }
            return count == step
        }
        if isNow, moment == .before { throw Killed() }
        let result = try base.withStore(body)
        if isNow { throw Killed() }
        return result
    }
}
