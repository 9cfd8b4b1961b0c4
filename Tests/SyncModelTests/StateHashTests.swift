import SyncModel
import SyncTesting
import Testing

/// Shows the laws of the state hash: a sum, the same in every order, that sees every value.
@Suite struct StateHashTests {
    static func contribution(_ record: UInt64, _ field: String, _ text: String) -> StateHash {
        Array(text.utf8).withUnsafeBytes {
            StateHash.contribution(
                recordSeed: record,
                fieldSeed: StateHash.fieldSeed(field),
                text: $0
            )
        }
    }

    static let seed = StateHash.recordSeed(
        case: CaseID(Identifier128(high: 1, low: 2)),
        record: .caseFile
    )

    @Test(arguments: [UInt64(41), 42])
    func `the order of adding does not matter, and taking away undoes adding`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let parts = (0..<50).map { Self.contribution(random.next(), "f\($0)", "v\($0)") }
        var sum = StateHash.empty
        for part in parts { sum.add(part) }
        var other = StateHash.empty
        for part in parts.shuffled(using: &random) { other.add(part) }
        #expect(sum == other)
        for part in parts { other.subtract(part) }
        #expect(other == .empty)
    }

    @Test func `record, field and value each count`() {
        let base = Self.contribution(Self.seed, "name", "Jan")
        #expect(base != Self.contribution(Self.seed, "name", "Jap"))
        #expect(base != Self.contribution(Self.seed, "namf", "Jan"))
        #expect(base != Self.contribution(Self.seed &+ 1, "name", "Jan"))
        #expect(Self.contribution(Self.seed, "name", "") != .empty)
        let integer = { (value: Int64) in
            StateHash.contribution(
                recordSeed: Self.seed,
                fieldSeed: StateHash.fieldSeed("alive"),
                integer: value
            )
        }
        #expect(integer(0) != integer(1))
        #expect(integer(0) != .empty)
    }

    @Test func `a swap of two values between fields or records is seen`() {
        var first = Self.contribution(Self.seed, "a", "1")
        first.add(Self.contribution(Self.seed, "b", "2"))
        var second = Self.contribution(Self.seed, "a", "2")
        second.add(Self.contribution(Self.seed, "b", "1"))
        #expect(first != second)
    }

    @Test func `different records have different seeds`() {
        let first = CaseID(Identifier128(high: 1, low: 2))
        let second = CaseID(Identifier128(high: 2, low: 1))
        let addresses = [
            RecordAddress.caseFile,
            RecordAddress(kind: "visit", key: .unique(Identifier128(high: 1, low: 2))),
            RecordAddress(kind: "visit", key: .unique(Identifier128(high: 1, low: 3))),
            RecordAddress(kind: "visit", key: .natural("a")),
            RecordAddress(kind: "action", key: .natural("a")),
            RecordAddress(kind: "action", key: .natural("b")),
        ]
        let seeds = [first, second].flatMap { caseID in
            addresses.map { StateHash.recordSeed(case: caseID, record: $0) }
        }
        #expect(Set(seeds).count == seeds.count)
    }

    @Test func `many texts of every length give different sums`() {
        var seen: Set<UInt64> = []
        for length in 0...64 {
            for letter in ["a", "b", "\u{0}"] {
                let text = String(repeating: letter, count: length)
                seen.insert(Self.contribution(Self.seed, "f", text).sum)
            }
        }
        #expect(seen.count == 64 * 3 + 1)
    }

    @Test func `it is written as 16 digits`() {
        #expect(StateHash.empty.description == "0000000000000000")
        #expect(StateHash(sum: .max).description == "ffffffffffffffff")
    }
}
