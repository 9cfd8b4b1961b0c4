import SyncTesting
import Testing

@testable import SyncMerge

/// Replays the corpus of the merge fuzzer, and shows that its comparison notices a wrong rule.
@Suite struct MergeCorpusTests {
    @Test func `merge and oracle agree on each input`() throws {
        for (file, bytes) in try Corpus.inputs("merge") {
            #expect(MergeInput.problem(bytes) == nil, "\(file)")
        }
    }

    @Test func `the inputs are histories, and contested ones`() throws {
        var contested = 0
        for (_, bytes) in try Corpus.inputs("merge") where (bytes.first ?? 0x80) < 0x80 {
            var history = RandomHistory<StandardRules>(
                policies: [.queue, .queue],
                values: .plain,
                generator: SeededGenerator(bytes: Array(bytes.dropFirst()))
            )
            history.run(steps: 40)
            if history.isContested { contested += 1 }
        }
        #expect(contested >= 5)
    }
}
