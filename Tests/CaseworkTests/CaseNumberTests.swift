import Casework
import Testing

/// Shows that the check character finds every single wrong character and every exchange of two.
@Suite struct CaseNumberTests {
    static let samples: [CaseNumber] = [
        CaseNumber(prefix: "HLM", year: 2018, serial: 42),
        CaseNumber(prefix: "HLM", year: 2018, serial: 9_999),
        CaseNumber(prefix: "LIB", year: 1999, serial: 10_000),
        CaseNumber(prefix: "A", year: 1, serial: 1),
        CaseNumber(prefix: "ABCDEFGH", year: 9_999, serial: CaseNumber.serialMax),
    ]

    static func outcome(_ text: String) -> Result<CaseNumber, CaseNumberError> {
        Result { () throws(CaseNumberError) in try CaseNumber(reading: text) }
    }

    @Test func `a number is written with at least four digits`() {
        #expect(Self.samples[0].description.hasPrefix("HLM-2018-0042-"))
        #expect(Self.samples[2].description.hasPrefix("LIB-1999-10000-"))
        #expect(Self.samples[3].description.hasPrefix("A-0001-0001-"))
    }

    @Test(arguments: samples)
    func `a number comes back as it was written, in either case and with space around`(
        number: CaseNumber
    ) {
        #expect(Self.outcome(number.description) == .success(number))
        #expect(Self.outcome(" \(number.description.lowercased())\n") == .success(number))
    }

    @Test(arguments: samples)
    func `every single wrong character is found`(number: CaseNumber) {
        let characters = Array(number.description)
        for index in characters.indices {
            for other in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. é" where other != characters[index]
            {
                var changed = characters
                changed[index] = other
                let outcome = Self.outcome(String(changed))
                guard case .failure = outcome else {
                    Issue.record("\(String(changed)) passes for \(number)")
                    return
                }
            }
        }
    }

    @Test
    func `every exchange of two neighbours is found, also across a hyphen, for 20,000 numbers`() {
        for serial in 1...20_000 {
            let number = CaseNumber(prefix: "HLM", year: 2018, serial: serial)
            let characters = Array(number.description.utf8)
            let places = characters.indices.filter { characters[$0] != UInt8(ascii: "-") }
            let pairs = Array(zip(places, places.dropFirst())) + zip(places, places.dropFirst(2))
            for (first, second) in pairs where characters[first] != characters[second] {
                var changed = characters
                changed.swapAt(first, second)
                guard case .failure = Self.outcome(String(decoding: changed, as: UTF8.self)) else {
                    Issue.record("\(String(decoding: changed, as: UTF8.self)) passes for \(number)")
                    return
                }
            }
        }
    }

    @Test(arguments: [
        "", "HLM", "HLM-2018-0042", "HLM-2018-042-K", "HLM-2018-00042-K", "HLM-18-0042-K",
        "-2018-0042-K",
        "ABCDEFGHI-2018-0042-K", "HLM-2018-0000-0", "HLM-0000-0042-K", "HLM-2018-0042-KK",
        "HLM-2018-0042-",
        "HLM 2018 0042 K", "HLM-2018-1234567890-K", "HLM-2018-0042-K-", "H1M-2018-0042-K",
        "HLM-2018-٠٠٤٢-K", "TMP-0a1b2c3d", "HLM-2018-+042-K",
    ])
    func `other text is malformed`(text: String) {
        #expect(Self.outcome(text) == .failure(.malformed))
    }

    @Test func `a mistyped number is told apart from other text`() {
        let right = Self.samples[0].description
        let wrong = right.replacing("0042", with: "0043")
        #expect(Self.outcome(wrong) == .failure(.wrongCheck))
    }

    @Test(arguments: [
        ("haarlem", "HLM"), ("example", "EXA"), ("library", "LIB"), ("ab", "AB"),
        ("x-1_y2z", "XYZ"), ("1", "C"),
    ])
    func `the prefix comes from the schema's name`(schema: String, prefix: String) {
        #expect(CaseNumber.prefix(forSchema: schema) == prefix)
    }
}
