import SyncModel
import SyncWire
import Testing

/// Shows that a sealed envelope is read by its recipient alone, and that damage to a file of them costs no other.
@Suite struct SealedEnvelopeTests {
    private let recipient: SealingKey
    private let envelope: Envelope

    init() throws {
        recipient = SealingKey(following: try Samples.key())
        envelope = try Envelope.seal(
            .pull(PullRequest(cursor: "c", lettersSeen: 1)),
            sender: Samples.sender,
            number: 1,
            key: try Samples.key()
        )
    }

    @Test func `the recipient reads it, also after a restart`() throws {
        let sealed = try envelope.sealed(to: recipient.publicKey)
        #expect(try recipient.open(sealed) == envelope)
        #expect(try SealingKey(following: Samples.key()).open(sealed) == envelope)
        #expect(try envelope.sealed(to: recipient.publicKey) != sealed)
    }

    @Test func `another key, a flipped bit and a cut end are refused`() throws {
        let sealed = try envelope.sealed(to: recipient.publicKey)
        #expect(throws: WireError.self) { try SealingKey(following: .generate()).open(sealed) }
        for index in sealed.indices {
            var flipped = sealed
            flipped[index] ^= 1
            #expect(throws: WireError.self, "byte \(index)") { try recipient.open(flipped) }
            #expect(throws: WireError.self) { try recipient.open(Array(sealed[..<index])) }
        }
        #expect(throws: WireError.self) { try envelope.sealed(to: [1, 2, 3]) }
    }

    @Test func `a file gives its envelopes in order, and says when it was cut off`() throws {
        let parts: [[UInt8]] = [[1, 2, 3], [], [4]]
        let file = SealedEnvelopes.file(of: parts)
        let whole = try SealedEnvelopes.parts(of: file)
        #expect(whole.parts == parts)
        #expect(whole.isWhole)
        for length in 0..<file.count {
            let cut = Array(file[..<length])
            if length < 4 {
                #expect(throws: WireError.self) { try SealedEnvelopes.parts(of: cut) }
                continue
            }
            let found = try SealedEnvelopes.parts(of: cut)
            #expect(found.parts == Array(parts.prefix(found.parts.count)))
            #expect(found.isWhole == [4, 11, 15].contains(length))
        }
    }
}
