import SyncModel
import SyncTesting
import Testing

/// Shows that a set survives its text form, and that no text can trap the reader.
@Suite struct SetTextTests {
    @Test func `the form is compact and escapes only what it must`() {
        #expect(SetText.json([]) == "[]")
        #expect(SetText.json(["Jan", "é/"]) == #"["Jan","é/"]"#)
        #expect(
            SetText.json(["\"\\\u{8}\t\n\u{C}\r\u{1F}\u{7F}"])
                == "[\"\\\"\\\\\\b\\t\\n\\f\\r\\u001f\u{7F}\"]"
        )
    }

    @Test(arguments: [
        "", "[", "]", "[\"a\"", "[\"a\",]", "[,]", "[\"a\"]x", "[\"a\" \"b\"]", "[true]", "[null]",
        "[[\"a\"]]", "{\"a\":1}", "\"a\"", "[\"\\x\"]", "[\"\\u12\"]", "[\"\\u12g4\"]",
        "[\"\\ud800\"]",
        "[\"\\ud800\\u0041\"]", "[\"\\udc00\"]", "[\"\n\"]", "[1.5]", "[\"\\u+123\"]",
    ])
    func `other text is no set`(text: String) {
        if let elements = SetText.elements(ofJSON: text) { #expect(elements == ["1"], "\(text)") }
        #expect(SetText.elements(ofJSON: text) == nil)
    }

    @Test func `escapes are read`() {
        #expect(
            SetText.elements(ofJSON: " [ \"\\u0041\\ud83d\\ude00\\/\\\"\" , -12 ] ")
                == ["A😀/\"", "-12"]
        )
    }

    @Test(arguments: [UInt64(11), 12])
    func `any set comes back as it was, and any bytes are answered`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let elements = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                var scalars = String.UnicodeScalarView()
                for _ in 0..<Int.random(in: 0...6, using: &random) {
                    let number = UInt32.random(in: 0...0x2FFFF, using: &random)
                    scalars.append(Unicode.Scalar(number % 0x300) ?? "?")
                    scalars.append(Unicode.Scalar(number) ?? "?")
                }
                return Text(String(scalars))
            }
            let json = SetText.json(elements)
            #expect(SetText.elements(ofJSON: json)?.map { Text($0) } == elements, "seed \(seed)")
            var bytes = Array(json.utf8)
            let index = Int.random(in: 0..<bytes.count, using: &random)
            bytes[index] = UInt8.random(in: 0...127, using: &random)
            _ = SetText.elements(ofJSON: String(decoding: bytes, as: UTF8.self))
        }
    }
}
