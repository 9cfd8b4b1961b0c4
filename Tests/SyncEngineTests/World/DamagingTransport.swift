import SyncWire
import Synchronization

/// A line to the responder that damages one of its answers.
final class DamagingTransport: Transport {
    /// What happens to the answer.
    enum Damage: CaseIterable, Sendable {
        /// One bit of one byte is flipped.
        case flip
        /// It ends early.
        case cut
    }

    private let responder: Responder
    private let number: Int
    private let damage: Damage
    private let byte: Int
    private let state = Mutex<(count: Int, inbox: [Envelope], length: Int)>((0, [], 0))

    /// Damages answer `number`, counted from 0, at `byte`.
    init(_ responder: Responder, answer number: Int, _ damage: Damage, at byte: Int) {
        self.responder = responder
        self.number = number
        self.damage = damage
        self.byte = byte
    }

    /// How many bytes the damaged answer had before.
    var length: Int { state.withLock { $0.length } }

    func deliver(_ envelopes: [Envelope]) async throws(TransportError) {
        for envelope in envelopes {
            let answer: Envelope
            do throws(WireError) {
                answer = try responder.answer(envelope)
            } catch {
                throw TransportError(.unreachable, detail: error.detail)
            }
            state.withLock { state in
                let isDamaged = state.count == number
                if isDamaged { state.length = answer.bytes.count }
                state.inbox.append(isDamaged ? damaged(answer) : answer)
                state.count += 1
            }
        }
    }

    func collect(limit: Int) async throws(TransportError) -> [Envelope] {
        state.withLock { state in
            let taken = Array(state.inbox.prefix(limit))
            state.inbox.removeFirst(taken.count)
            return taken
        }
    }

    private func damaged(_ answer: Envelope) -> Envelope {
        var bytes = answer.bytes
        switch damage {
        case .flip: if bytes.indices.contains(byte) { bytes[byte] ^= 1 << UInt8(byte % 8) }
        case .cut: bytes = Array(bytes.prefix(byte))
        }
        return Envelope(bytes: bytes)
    }
}
