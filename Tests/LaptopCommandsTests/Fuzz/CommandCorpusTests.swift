import SyncTesting
import Testing

@testable import LaptopCommands

/// Replays the corpus of the fuzzer of what people type.
@Suite struct CommandCorpusTests {
    @Test func `each input is refused, or read without a loss`() throws {
        var read = 0
        for (file, bytes) in try Corpus.inputs("command") {
            #expect(CommandInput.problem(bytes) == nil, "\(file)")
            let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
            if (try? Assignment(text)) != nil { read += 1 }
        }
        #expect(read >= 5)
    }
}
