import SyncModel
import SyncTesting
import Testing

/// Shows what the command line's text becomes, and that whatever is read may also be stored.
@Suite struct FieldValuesTests {
    static let today = CivilDate(dayNumber: 20_000)

    struct Example: Sendable, CustomStringConvertible {
        var type: FieldType
        var text: String
        var expected: Result<Value, ValueProblem>
        var description: String { "\(type) from \(text.unicodeScalars.map { $0.value })" }
    }

    static let codes = FieldType.code(["need", "no_need"])
    static let key = "0190b6f0-0000-7000-8000-0123456789ab"

    static let examples: [Example] = [
        Example(type: .text, text: "", expected: .success(.null)),
        Example(type: .text, text: " Jan = x", expected: .success(.text(" Jan = x"))),
        Example(type: .text, text: "e\u{301}", expected: .success(.text("\u{E9}"))),
        Example(type: .text, text: "a\u{0}b", expected: .failure(.text)),
        Example(
            type: .text,
            text: String(repeating: "é", count: 20_001),
            expected: .failure(.length)
        ),
        Example(type: .integer, text: "-5", expected: .success(.integer(-5))),
        Example(type: .integer, text: "007", expected: .success(.integer(7))),
        Example(type: .integer, text: "+5", expected: .failure(.type)),
        Example(type: .integer, text: "٥", expected: .failure(.type)),
        Example(type: .integer, text: "5.0", expected: .failure(.type)),
        Example(type: .integer, text: "-", expected: .failure(.type)),
        Example(type: .integer, text: "9223372036854775807", expected: .success(.integer(.max))),
        Example(type: .integer, text: "9223372036854775808", expected: .failure(.range)),
        Example(type: .boolean, text: "true", expected: .success(.boolean(true))),
        Example(type: .boolean, text: "false", expected: .success(.boolean(false))),
        Example(type: .boolean, text: "TRUE", expected: .failure(.type)),
        Example(type: .date, text: "2018-02-29", expected: .failure(.type)),
        Example(type: .date, text: "2016-02-29", expected: .success(.text("2016-02-29"))),
        Example(type: .date, text: "2016-2-29", expected: .failure(.type)),
        Example(
            type: .instant,
            text: "2018-05-01T10:00:00Z",
            expected: .success(.text("2018-05-01T10:00:00.000Z"))
        ),
        Example(type: .instant, text: "2018-05-01T10:00:00+02:00", expected: .failure(.type)),
        Example(type: codes, text: "need", expected: .success(.text("need"))),
        Example(type: codes, text: "Need", expected: .failure(.code)),
        Example(
            type: .set(of: .text),
            text: #"["Johan", "Jan","Jan"]"#,
            expected: .success(.set(["Jan", "Johan"]))
        ),
        Example(type: .set(of: .text), text: "[]", expected: .success(.set([]))),
        Example(type: .set(of: .text), text: "Jan", expected: .failure(.type)),
        Example(type: .set(of: .text), text: #"["a\u0000"]"#, expected: .failure(.text)),
        Example(type: .set(of: .text), text: #"["\ud800"]"#, expected: .failure(.type)),
        Example(type: .set(of: codes), text: #"["need","x"]"#, expected: .failure(.code)),
        Example(type: .set(of: .integer), text: "[12, 7]", expected: .success(.set(["12", "7"]))),
        Example(
            type: .reference(to: "visit"),
            text: key.uppercased(),
            expected: .success(.text(Text(key)))
        ),
        Example(
            type: .reference(to: "visit"),
            text: "visit/\(key)",
            expected: .success(.text(Text(key)))
        ),
        Example(type: .reference(to: "visit"), text: "action/\(key)", expected: .failure(.type)),
    ]

    @Test(arguments: examples)
    func `text becomes a typed value or a named problem`(example: Example) {
        let field = Field(name: "x", type: example.type, policy: .queue)
        let result = Result { () throws(ValueProblem) in
            try field.value(from: example.text, today: Self.today)
        }
        #expect(result == example.expected)
        if case .success(let value) = result {
            #expect(field.problem(with: value, today: Self.today) == nil)
        }
    }

    @Test func `limits are kept, their bounds included`() throws {
        var field = Field(name: "x", type: .integer, policy: .queue, minimum: 0, maximum: 400)
        #expect(try field.value(from: "0", today: Self.today) == .integer(0))
        #expect(try field.value(from: "400", today: Self.today) == .integer(400))
        #expect(throws: ValueProblem.range) { try field.value(from: "-1", today: Self.today) }
        #expect(throws: ValueProblem.range) { try field.value(from: "401", today: Self.today) }
        field = Field(name: "x", type: .text, policy: .queue, lengthMax: 3)
        #expect(try field.value(from: "abc", today: Self.today) == .text("abc"))
        #expect(throws: ValueProblem.length) { try field.value(from: "abcd", today: Self.today) }
    }

    @Test func `a future date is refused where the field says so, today is not`() {
        var field = Field(name: "on", type: .date, policy: .append, notAfterToday: true)
        let tomorrow = Value.text(Text(CivilDate(dayNumber: 20_001).description))
        #expect(field.problem(with: tomorrow, today: Self.today) == .future)
        #expect(
            field.problem(with: .text(Text(Self.today.description)), today: Self.today) == nil
        )
        field.notAfterToday = false
        #expect(field.problem(with: tomorrow, today: Self.today) == nil)
    }

    @Test func `null is refused only where a value is required`() {
        var field = Field(name: "on", type: .date, policy: .append)
        #expect(field.problem(with: .null, today: Self.today) == nil)
        field.isRequired = true
        #expect(field.problem(with: .null, today: Self.today) == .missing)
        #expect(throws: ValueProblem.missing) { try field.value(from: "", today: Self.today) }
    }

    @Test func `a peer's value must be canonical`() {
        let field = { (type: FieldType) in Field(name: "x", type: type, policy: .queue) }
        let problem = { (type: FieldType, value: Value) in
            field(type).problem(with: value, today: Self.today)
        }
        #expect(problem(.text, .text("e\u{301}")) == .text)
        #expect(problem(.instant, .text("2018-05-01T10:00:00Z")) == .type)
        #expect(problem(.reference(to: "visit"), .text(Text(Self.key.uppercased()))) == .type)
        #expect(problem(.reference(to: "visit"), .text("a b")) == .type)
        #expect(problem(.set(of: .text), .set(["b", "a"])) == .type)
        #expect(problem(.set(of: .text), .set(["a", "a"])) == .type)
        #expect(problem(.set(of: .text), .text("a")) == .type)
        #expect(problem(.text, .set([])) == .type)
        #expect(problem(.text, .integer(1)) == .type)
        #expect(problem(.integer, .text("1")) == .type)
        #expect(problem(.text, .group([])) == .type)
        let difference = SetDifference(added: ["a"], removed: ["c", "b"])
        #expect(problem(.set(of: .text), .difference(difference)) == .type)
        #expect(problem(.text, .difference(SetDifference(added: [], removed: []))) == .type)
        let many = (0...Limits.setElementsMax).map { Text(String($0)) }
        #expect(problem(.set(of: .text), .makeSet(many)) == .length)
    }

    @Test func `a group is checked member by member`() throws {
        let kind = Kind(
            name: "case",
            fields: [
                Field(name: "risk.level", type: Self.codes, policy: .queue, group: "risk"),
                Field(name: "risk.reason", type: .text, policy: .queue, group: "risk"),
            ]
        )
        let unit = try #require(kind.unit("risk"))
        let good = Value.makeGroup([
            GroupMember(name: "risk.level", value: .text("need")),
            GroupMember(name: "risk.newer", value: .integer(1)),
        ])
        #expect(unit.problem(with: good, today: Self.today) == nil)
        let bad = Value.makeGroup([GroupMember(name: "risk.level", value: .text("high"))])
        #expect(unit.problem(with: bad, today: Self.today) == .code)
        #expect(unit.problem(with: .text("need"), today: Self.today) == .type)
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func `what is read from any text may be stored`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let types: [FieldType] = [
            .text, .integer, .boolean, .date, .instant, Self.codes, .set(of: .text),
            .set(of: .date), .reference(to: "visit"),
        ]
        let alphabet = Array("[]\",\\u0123456789-:TZ truefals\u{301}é한\u{1100}\u{0}")
        for _ in 0..<3_000 {
            let text = String(
                (0..<Int.random(in: 0...12, using: &random)).map { _ in
                    alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
                }
            )
            for type in types {
                let field = Field(name: "x", type: type, policy: .queue)
                // A problem is as good an outcome as a value; only values are looked at further.
                guard let value = try? field.value(from: text, today: Self.today) else { continue }
                #expect(field.problem(with: value, today: Self.today) == nil, "seed \(seed)")
            }
        }
    }
}
