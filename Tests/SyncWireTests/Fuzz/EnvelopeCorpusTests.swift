import Foundation
import SyncTesting
import Testing

@testable import SyncWire

/// Replays the corpus of the envelope fuzzer.
@Suite struct EnvelopeCorpusTests {
    @Test func `each input is refused, or read as it was written`() throws {
        for (file, bytes) in try Corpus.inputs("envelope") {
            #expect(EnvelopeInput.problem(bytes) == nil, "\(file)")
        }
    }

    @Test func `the corpus holds every message that there is`() throws {
        var kinds: Set<String> = []
        for (_, bytes) in try Corpus.inputs("envelope") where bytes.count > 2 {
            let whole = Array("SLU".utf8) + [1] + bytes + [UInt8](repeating: 0, count: 64)
            // Inputs that a fuzzer found may be no envelope.
            guard let opened = try? Envelope(bytes: whole).open() else { continue }
            if let request = try? opened.request() { kinds.insert(Self.kind(of: request)) }
            if let response = try? opened.response() { kinds.insert(Self.kind(of: response)) }
        }
        #expect(kinds.count == 11, "\(kinds.sorted())")
    }

    private static func kind(of message: some Any) -> String {
        String(describing: Mirror(reflecting: message).children.first?.label ?? "")
    }

    /// Writes an input for each message, not compressed, by
    /// `SLUIS_MAKE_FIXTURES=1 swift test --filter EnvelopeCorpus`.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["SLUIS_MAKE_FIXTURES"] != nil))
    func `writes the corpus`() throws {
        var random = WireRandom(seed: 20_262)
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
        let folder = Corpus.folder("envelope")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (index, envelope) in envelopes.enumerated() {
            let input = try Self.unpacked(envelope)
            #expect(EnvelopeInput.problem(input) == nil)
            let name = "sample-" + (index < 10 ? "0" : "") + String(index)
            try Data(input).write(to: folder.appendingPathComponent(name))
        }
    }

    /// The input of an envelope with its body not compressed.
    private static func unpacked(_ envelope: Envelope) throws -> [UInt8] {
        let opened = try envelope.open()
        let headerEnd = opened.body.lowerBound
        var header = try ProtoHeader(serializedBytes: Array(envelope.bytes[6..<headerEnd]))
        var body = Array(envelope.bytes[opened.body])
        if opened.compression == .zstd { body = try Zstd.decompress(body, bytesMax: 1 << 20) }
        header.compression = 0
        let headerBytes: [UInt8] = try header.serializedBytes()
        let length = [UInt8(headerBytes.count >> 8), UInt8(headerBytes.count & 255)]
        return length + headerBytes + body
    }
}
