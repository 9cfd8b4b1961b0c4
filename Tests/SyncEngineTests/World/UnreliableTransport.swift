import SyncWire
import Synchronization

/// A line to the responder that loses, repeats or holds back what it carries.
final class UnreliableTransport: Transport {
    /// What goes wrong with request number `at`, counted from 0.
    enum Fault: CaseIterable, Sendable {
        /// The request does not arrive.
        case loseRequest
        /// The answer does not arrive.
        case loseAnswer
        /// The request arrives twice, and so does its answer.
        case repeatRequest
        /// The answer is held back and arrives before the next one.
        case delayAnswer
    }

    private let responder: Responder
    private let fault: Fault?
    private let at: Int
    private let state = Mutex<(count: Int, inbox: [Envelope], held: [Envelope])>((0, [], []))
    private let carried = Mutex(0)

    init(_ responder: Responder, _ fault: Fault?, at: Int) {
        self.responder = responder
        self.fault = fault
        self.at = at
    }

    /// The bytes of all requests and answers.
    var byteCount: Int { carried.withLock { $0 } }

    /// The number of requests.
    var count: Int { state.withLock { $0.count } }

    func deliver(_ envelopes: [Envelope]) async throws(TransportError) {
        for envelope in envelopes { try carry(envelope) }
    }

    func collect(limit: Int) async throws(TransportError) -> [Envelope] {
        state.withLock { state in
            let taken = Array(state.inbox.prefix(limit))
            state.inbox.removeFirst(taken.count)
            return taken
        }
    }

    private func carry(_ envelope: Envelope) throws(TransportError) {
        let number = state.withLock { state in
            defer { state.count += 1 }
            return state.count
        }
        let now = number == at ? fault : nil
        switch now {
        case .loseRequest: throw TransportError(.unreachable, detail: "lost")
        case .loseAnswer:
            _ = try answer(envelope)
            throw TransportError(.unreachable, detail: "lost")
        case .repeatRequest:
            for _ in 0..<2 { arrive([try answer(envelope)]) }
        case .delayAnswer:
            let late = try answer(envelope)
            state.withLock { $0.held.append(late) }
            throw TransportError(.unreachable, detail: "late")
        case nil: arrive([try answer(envelope)])
        }
    }

    /// Puts what was held back in front of what arrives now.
    private func arrive(_ answers: [Envelope]) {
        state.withLock { state in
            state.inbox += state.held + answers
            state.held = []
        }
    }

    private func answer(_ envelope: Envelope) throws(TransportError) -> Envelope {
        do throws(WireError) {
            let answer = try responder.answer(envelope)
            carried.withLock { $0 += envelope.bytes.count + answer.bytes.count }
            return answer
        } catch {
            throw TransportError(.unreachable, detail: error.detail)
        }
    }
}
