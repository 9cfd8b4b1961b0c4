import SwiftProtobuf
import SyncModel
import Testing

@testable import SyncWire

/// Shows that no bytes trap a reader, and that no damage goes unnoticed: every truncation and every flipped
/// bit of an envelope of each kind.
@Suite struct HostileBytesTests {
    private static let sealed = Result { try makeEnvelopes() }

    private static func envelopes() throws -> [Envelope] { try sealed.get() }

    private static func makeEnvelopes() throws -> [Envelope] {
        var random = WireRandom(seed: 20_261)
        let key = try Samples.key()
        var envelopes: [Envelope] = []
        for request in Samples.requests(&random) {
            envelopes.append(
                try Envelope.seal(request, sender: Samples.sender, number: 1, key: key)
            )
        }
        for response in Samples.responses(&random) {
            envelopes.append(
                try Envelope.seal(response, sender: Samples.sender, number: 1, key: key)
            )
        }
        return envelopes
    }

    @Test(arguments: 0..<12)
    func `every truncation is refused`(index: Int) throws {
        let envelope = try Self.envelopes()[index]
        let key = try Samples.key().publicKey
        try Samples.read(envelope, publicKey: key)
        for length in 0..<envelope.bytes.count {
            let cut = Envelope(bytes: Array(envelope.bytes[..<length]))
            #expect(throws: WireError.self, "cut to \(length)") {
                try Samples.read(cut, publicKey: key)
            }
        }
    }

    @Test(arguments: 0..<12)
    func `every flipped bit is refused`(index: Int) throws {
        let envelope = try Self.envelopes()[index]
        let key = try Samples.key().publicKey
        for byte in envelope.bytes.indices {
            for bit in 0..<8 {
                var flipped = envelope
                flipped.bytes[byte] ^= 1 << UInt8(bit)
                #expect(throws: WireError.self, "byte \(byte), bit \(bit)") {
                    try Samples.read(flipped, publicKey: key)
                }
            }
        }
    }

    @Test(arguments: 0..<12)
    func `a signed body with any flipped bit never traps`(index: Int) throws {
        let opened = try Self.envelopes()[index].open()
        let plain = try plain(opened)
        var refused = 0
        for byte in plain.indices {
            for bit in 0..<8 {
                var flipped = plain
                flipped[byte] ^= 1 << UInt8(bit)
                refused += isRefused(flipped, origin: opened.origin) ? 1 : 0
            }
            refused += isRefused(Array(plain[..<byte]), origin: opened.origin) ? 1 : 0
        }
        #expect(refused > 0)
    }

    @Test(arguments: 0..<12)
    func `a signed origin with any flipped bit never traps`(index: Int) throws {
        let opened = try Self.envelopes()[index].open()
        guard let origin = opened.origin else { return }
        var refused = 0
        let bytes: [UInt8] = try origin.serializedBytes()
        for byte in bytes.indices {
            for bit in 0..<8 {
                var flipped = bytes
                flipped[byte] ^= 1 << UInt8(bit)
                // Bytes that are no message any more are refused before the origin is looked at.
                guard let changed = try? ProtoOrigin(serializedBytes: flipped) else { continue }
                let body = try plain(opened)
                refused += isRefused(body, origin: changed) ? 1 : 0
            }
        }
        #expect(refused > 0)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `random bytes in a signed body never trap`(seed: UInt64) throws {
        var random = WireRandom(seed: seed)
        let opened = try Self.envelopes()[3].open()
        let plain = try plain(opened)
        var refused = 0
        for _ in 0..<100 {
            var changed = plain
            for _ in 0..<4 {
                let at = Int.random(in: 0..<plain.count, using: &random)
                changed[at] = random.pick([0, 1, 127, 128, 255, UInt8(random.next() & 255)])
            }
            refused += isRefused(changed, origin: opened.origin) ? 1 : 0
        }
        #expect(refused > 0)
    }

    private func plain(_ opened: OpenedEnvelope) throws -> [UInt8] {
        let bytes = Array(opened.bytes[opened.body])
        switch opened.compression {
        case .plain: return bytes
        case .zstd: return try Zstd.decompress(bytes, bytesMax: Limits.bodyBytesMax)
        }
    }

    private func isRefused(_ plain: [UInt8], origin: ProtoOrigin?) -> Bool {
        let opened = OpenedEnvelope(
            sender: Samples.sender,
            number: 1,
            origin: origin,
            compression: .plain,
            bytes: plain,
            body: plain.indices
        )
        let request = Result { try opened.request() }
        let response = Result { try opened.response() }
        if case .failure = request, case .failure = response { return true }
        return false
    }
}
