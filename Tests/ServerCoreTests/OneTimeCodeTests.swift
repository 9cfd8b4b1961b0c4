internal import SyncTesting
internal import Testing

@testable internal import ServerCore

/// Shows that a code survives being read aloud and typed, and holds 60 bits.
@Suite struct OneTimeCodeTests {
    @Test func `a code is three groups of four and reads back`() throws {
        var generator = SeededGenerator(seed: seed(for: "codes", standard: 11))
        for _ in 0..<500 {
            let code = OneTimeCode(random: generator.next())
            #expect(code.description.split(separator: "-").map(\.count) == [4, 4, 4])
            #expect(try #require(OneTimeCode(code.description)) == code)
        }
    }

    @Test func `no code holds a character that can be mistaken`() {
        var generator = SeededGenerator(seed: seed(for: "codes", standard: 12))
        for _ in 0..<500 {
            let text = OneTimeCode(random: generator.next()).description
            #expect(text.allSatisfy { !"ILOU".contains($0) })
        }
    }

    @Test func `each of the 60 low bits changes the code`() {
        let codes = (0..<60).map { OneTimeCode(random: 1 << UInt64($0)).description }
        #expect(Set(codes).count == 60)
    }

    @Test(arguments: ["0123-4567-89ab", "0123456789AB", "oi23 4567 89ab", "OL23-4567-89AB"])
    func `is read in any dress`(text: String) throws {
        #expect(try #require(OneTimeCode(text)).description == "0123-4567-89AB")
    }

    @Test(arguments: ["", "0123-4567-89A", "0123-4567-89ABC", "0123-4567-89AU", "0123-4567-89A√"])
    func `is refused when it is none`(text: String) { #expect(OneTimeCode(text) == nil) }

    @Test func `the hash does not depend on the dress`() throws {
        let plain = try #require(OneTimeCode("0123456789AB"))
        #expect(try #require(OneTimeCode("oi23-4567-89ab")).hash == plain.hash)
        #expect(plain.hash.count == 32)
    }
}
