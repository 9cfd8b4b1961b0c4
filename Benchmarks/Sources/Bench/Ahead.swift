import Dispatch
import Synchronization

/// A value that is made on another thread while this one goes on.
final class Ahead<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let done = DispatchSemaphore(value: 0)

    /// Begins.
    init(_ body: @escaping @Sendable () throws -> Value) {
        DispatchQueue.global().async {
            let made = Result(catching: body)
            self.result.withLock { $0 = made }
            self.done.signal()
        }
    }

    /// Waits for the value.
    func value() throws -> Value {
        done.wait()
        guard let result = result.withLock({ $0 }) else { throw RawError() }
        return try result.get()
    }
}
