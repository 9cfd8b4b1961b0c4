import SyncModel
import SyncWire

/// Bytes as an envelope: what the fuzzer gives, and what the corpus in `Fixtures/corpus/envelope` holds.
///
/// An input is two bytes with the length of a header, the header, and the rest is the body; so that the fuzzer meets
/// the messages, and not their frame. Of the length the highest bit says that what follows is an envelope whole.
enum EnvelopeInput {
    private static let start: [UInt8] = Array("SLU".utf8) + [1]

    /// The input of an envelope that was sealed.
    static func input(of envelope: Envelope) -> [UInt8] {
        Array(envelope.bytes.dropFirst(start.count).dropLast(64))
    }

    /// What is wrong with how the bytes are read; `nil` when nothing is.
    ///
    /// What can be read can be written, and is read the same again.
    static func problem(_ input: [UInt8]) -> String? {
        guard input.count >= 2 else { return nil }
        let isWhole = input[0] & 0x80 != 0
        let bytes =
            isWhole ? Array(input.dropFirst(2)) : start + input + [UInt8](repeating: 0, count: 64)
        guard let opened = try? Envelope(bytes: bytes).open() else { return nil }
        guard let key = SigningKey(seed: [UInt8](repeating: 7, count: 32)) else { return "no key" }
        if let request = try? opened.request() {
            guard
                let again = try? Envelope.seal(
                    request,
                    sender: opened.sender,
                    number: opened.number,
                    key: key
                )
            else { return nil }
            guard (try? again.open().request()) == request else { return "another request" }
        }
        if let response = try? opened.response() {
            guard
                let again = try? Envelope.seal(
                    response,
                    sender: opened.sender,
                    number: opened.number,
                    key: key
                )
            else { return nil }
            guard (try? again.open().response()) == response else { return "another response" }
        }
        return nil
    }
}
