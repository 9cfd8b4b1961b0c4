internal import NIOCore

/// Judges whether a connection moves: decides, and does nothing itself.
///
/// A head must be complete in time; a body must come, and an answer must be taken, at a least rate. While the server
/// works on a request, nothing is asked of the peer.
struct ConnectionPace {
    private enum Receiving: Equatable {
        /// No complete head since then.
        case nothing(since: NIODeadline)
        /// A body since then, with so many bytes.
        case body(since: NIODeadline, bytes: Int)
        /// The request is whole; its answer is being made or sent.
        case whole
    }

    private let limits: WebLimits
    private var receiving: Receiving
    private var isAnswered = false
    private var unsentParts = 0
    private var sendingSince: NIODeadline?
    private var sendingBytes = 0

    init(limits: WebLimits, now: NIODeadline) {
        self.limits = limits
        receiving = .nothing(since: now)
    }

    mutating func readHead(now: NIODeadline) {
        receiving = .body(since: now, bytes: 0)
        isAnswered = false
    }

    mutating func readBody(bytes: Int) {
        guard case .body(let since, let before) = receiving else { return }
        receiving = .body(since: since, bytes: before + bytes)
    }

    mutating func readEnd(now: NIODeadline) {
        receiving = isAnswered ? .nothing(since: now) : .whole
    }

    /// The peer is sent a part of an answer.
    mutating func write(bytes: Int, now: NIODeadline) {
        if unsentParts == 0 {
            sendingSince = now
            sendingBytes = 0
        }
        unsentParts += 1
        sendingBytes += bytes
    }

    /// The last part of an answer is on its way.
    ///
    /// - Returns: Whether it was answered before the request was whole: then nothing more is sent on this
    ///   connection, and what still comes is thrown away, and not for long.
    mutating func writeEnd(now: NIODeadline) -> Bool {
        isAnswered = true
        switch receiving {
        case .whole:
            receiving = .nothing(since: now)
            return false
        case .body:
            receiving = .body(since: now, bytes: 0)
            return true
        case .nothing: return false
        }
    }

    /// The peer has taken a part.
    mutating func wrote() {
        unsentParts -= 1
        if unsentParts <= 0 {
            unsentParts = 0
            sendingSince = nil
        }
    }

    /// Whether the connection should be closed now.
    func isOverdue(now: NIODeadline) -> Bool {
        if let sendingSince, now - sendingSince > limits.grace + time(for: sendingBytes) {
            return true
        }
        switch receiving {
        case .nothing(let since): return sendingSince == nil && now - since > limits.headTimeMax
        case .body(let since, let bytes):
            let elapsed = now - since
            if isAnswered { return elapsed > limits.lingerTimeMax }
            return elapsed > limits.requestTimeMax || elapsed > limits.grace + time(for: bytes)
        case .whole: return false
        }
    }

    private func time(for bytes: Int) -> TimeAmount {
        .milliseconds(Int64(bytes) * 1000 / Int64(max(1, limits.bytesPerSecondMin)))
    }
}
