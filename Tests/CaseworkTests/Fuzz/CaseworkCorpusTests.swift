import Casework
import SyncModel
import SyncTesting
import Testing

/// Replays the corpora of the fuzzers of schema files and case numbers.
@Suite struct CaseworkCorpusTests {
    @Test func `each schema is refused with a reason, or read whole`() throws {
        var read = 0
        for (file, bytes) in try Corpus.inputs("schema") {
            #expect(SchemaInput.problem(bytes) == nil, "\(file)")
            let text = String(decoding: bytes, as: UTF8.self)
            if (try? SchemaReader.read(text, file: file)) != nil { read += 1 }
        }
        #expect(read >= 3)
    }

    @Test func `each number is refused, or read and printed the same`() throws {
        var read = 0
        for (file, bytes) in try Corpus.inputs("number") {
            #expect(NumberInput.problem(bytes) == nil, "\(file)")
            let text = String(decoding: bytes, as: UTF8.self)
            if (try? CaseNumber(reading: text)) != nil { read += 1 }
        }
        #expect(read >= 3)
    }
}
