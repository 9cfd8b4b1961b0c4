import SyncModel
import SyncTesting
import Testing

/// Shows the forms of identifiers, keys and addresses.
@Suite struct IdentityTests {
    @Test(arguments: [UInt64(31), 32])
    func `an identifier comes back from bytes and text`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<1_000 {
            let identifier = Identifier128(high: random.next(), low: random.next())
            #expect(Identifier128(bytes: identifier.bytes) == identifier)
            #expect(Identifier128(identifier.description) == identifier)
            #expect(Identifier128(identifier.description.uppercased()) == identifier)
            let other = Identifier128(high: random.next(), low: random.next())
            #expect(
                (identifier < other) == identifier.bytes.lexicographicallyPrecedes(other.bytes)
            )
        }
    }

    @Test(arguments: [
        "", "0190b6f0", "0190b6f0-0000-7000-8000-0123456789a",
        "0190b6f0-0000-7000-8000-0123456789abc",
        "0190b6f000007000800000123456789ab---", "0190b6f0-0000-7000-8000-0123456789ag",
        "0190b6f0_0000_7000_8000_0123456789ab", "{190b6f0-0000-7000-8000-0123456789ab",
    ])
    func `other text is no identifier`(text: String) {
        #expect(Identifier128(text) == nil)
    }

    @Test func `a made identifier is a UUID of version 7 and sorts by time`() {
        let early = Identifier128(version7At: Instant(milliseconds: 1_000), random: (.max, .max))
        let late = Identifier128(version7At: Instant(milliseconds: 1_001), random: (0, 0))
        #expect(early < late)
        #expect(Array(late.description)[14] == "7")
        #expect("89ab".contains(Array(early.description)[19]))
        #expect(early.bytes.prefix(6) == [0, 0, 0, 0, 3, 232])
        #expect(
            Identifier128(version7At: Instant(milliseconds: -1), random: (0, 0)).high >> 16 == 0
        )
    }

    @Test func `a natural key has 1 to 64 plain characters`() {
        #expect(RecordKey.isNatural("start.work_income-2"))
        #expect(RecordKey.isNatural(String(repeating: "a", count: 64)))
        for text in ["", String(repeating: "a", count: 65), "a/b", "a:b", "a b", "é", "a\u{0}"] {
            #expect(!RecordKey.isNatural(text))
        }
    }

    @Test func `an address is written as in the commands`() {
        #expect(RecordAddress.caseFile.description == "case")
        #expect(
            RecordAddress(kind: "screening", key: .natural("start.housing")).description
                == "screening/start.housing"
        )
        let keys: [RecordKey] = [
            .caseFile, .unique(Identifier128(high: 0, low: 0)),
            .unique(Identifier128(high: 0, low: 1)),
            .natural("a"), .natural("b"),
        ]
        #expect(keys.shuffled().sorted() == keys)
    }
}
