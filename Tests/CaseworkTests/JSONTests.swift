import Casework
import SyncModel
import Testing

/// Shows that documents read back exactly, and that nothing but JSON is read.
@Suite struct JSONTests {
    @Test(arguments: [
        #"{"a":[1,-2,3.5,true,false,null,"x"],"b":{}}"#, "[]", "{}", "0", "-0.5", #""""#,
        #"["\"\\\n"]"#, #"{"é":"ĳ"}"#, "9223372036854775807", "-9223372036854775808",
    ])
    func `what is written sorted reads back as the same bytes`(text: String) throws {
        #expect(try JSONValue(text: text).encoded() == text)
    }

    @Test func `keys are sorted`() throws {
        #expect(try JSONValue(text: #"{"b":1,"a":2,"B":3}"#).encoded() == #"{"B":3,"a":2,"b":1}"#)
    }

    @Test func `what could move a terminal is escaped and reads back exactly`() throws {
        let text = "a\u{1B}[31m\u{202E}\u{0}\u{9B}\u{2028}\u{FEFF}\u{1F600}é"
        let encoded = JSONValue.string(text).encoded()
        #expect(encoded == #""a\u001b[31m\u202e\u0000\u009b\u2028\ufeff😀é""#)
        #expect(try JSONValue(text: encoded) == .string(text))
    }

    @Test func `surrogate pairs make one scalar`() throws {
        #expect(try JSONValue(text: #""\ud83d\ude00""#) == .string("\u{1F600}"))
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "{\"e\u{301}\":1,\"é\":2}",
        "01", "1.", ".5", "+1", "1e", "1e400", "NaN", "nul", "truex", "1 2", "\"\u{1}\"",
        #""\ud800""#, #""\ud800x""#, #""\udc00""#, #""\x""#, #""\u12g4""#, "\"a", "{1:2}",
        "\u{FEFF}{}", "'a'", "[1 2]", String(repeating: "[", count: 100_000),
    ])
    func `what is no document is refused`(text: String) {
        #expect(throws: JSONError.self) { try JSONValue(text: text) }
    }

    @Test func `broken UTF-8 is refused`() {
        #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22, 0xFF, 0x22]) }
        #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22, 0xC3, 0x22]) }
    }

    @Test func `every truncation of a document is refused`() throws {
        let bytes = Array(#"{"a":["x",{"b":true,"c":null}]}"#.utf8)
        for length in 0..<bytes.count {
            #expect(throws: JSONError.self) { try JSONValue(parsing: bytes[..<length]) }
        }
    }

    private func json(_ value: Value, of unit: String = "field") -> JSONValue {
        JSONValue(value, of: unit, in: "case", by: Self.schema)
    }

    private static let schema = Schema(
        name: "sets",
        version: 1,
        kinds: [
            Kind(
                name: "case",
                fields: [
                    Field(name: "years", type: .set(of: .integer), policy: .set),
                    Field(name: "names", type: .set(of: .text), policy: .set),
                ]
            )
        ],
        source: ""
    )

    @Test func `elements of a set are typed as declared, read and printed`() throws {
        let years = try #require(Self.schema.kind("case")?.field("years"))
        let today = try #require(CivilDate("2026-11-24"))
        let read = try years.value(from: "[1999,-7,2026]", today: today)
        #expect(json(read, of: "years").encoded() == "[-7,1999,2026]")
        #expect(try years.value(from: json(read, of: "years").encoded(), today: today) == read)
        #expect(json(.set(["1", "2"]), of: "names").encoded() == #"["1","2"]"#)
        #expect(json(.set(["1", "2"]), of: "unknown here").encoded() == #"["1","2"]"#)
        let difference = Value.difference(SetDifference(added: ["3"], removed: ["12"]))
        #expect(json(difference, of: "years").encoded() == #"{"added":[3],"removed":[12]}"#)
        #expect(json(difference, of: "names").encoded() == #"{"added":["3"],"removed":["12"]}"#)
    }

    @Test func `values are typed`() {
        #expect(json(.null) == .null)
        #expect(json(.text("2026-01-01")) == .string("2026-01-01"))
        #expect(json(.integer(7)) == .integer(7))
        #expect(json(.boolean(true)) == .bool(true))
        #expect(json(.set(["a", "b"])).encoded() == #"["a","b"]"#)
        let group = Value.makeGroup([
            GroupMember(name: "risk.reason", value: .null),
            GroupMember(name: "risk.level", value: .text("low")),
        ])
        #expect(json(group).encoded() == #"{"risk.level":"low","risk.reason":null}"#)
    }
}

/// Shows how a case is printed: unset fields left out, visits apart.
@Suite struct CaseJSONTests {
    private let written = Instant(milliseconds: 0)
    private static let schema = Schema(name: "any", version: 1, kinds: [], source: "")

    private func field(
        _ name: String,
        _ value: Value,
        pending: Bool = false,
        contested: Bool = false
    ) -> ShownField {
        ShownField(
            name: name,
            value: value,
            author: "erik",
            written: written,
            isPending: pending,
            isContested: contested
        )
    }

    private func record(_ kind: String, _ key: RecordKey, _ fields: [ShownField]) -> ShownRecord {
        ShownRecord(
            address: RecordAddress(kind: kind, key: key),
            isAlive: true,
            deletionAsked: false,
            author: "erik",
            written: written,
            fields: fields
        )
    }

    private func file(_ records: [ShownRecord]) -> CaseFile {
        CaseFile(
            summary: CaseSummary(
                id: CaseID(Identifier128(high: 0, low: 1)),
                number: "HLM-2026-0001-X",
                name: "",
                pending: 0,
                contested: 0,
                isAlive: true
            ),
            position: .zero,
            records: records
        )
    }

    @Test func `a field without a value is left out unless it waits`() {
        let shown = JSONValue(
            file([
                record(
                    "case",
                    .caseFile,
                    [
                        field("a", .text("x")), field("b", .null),
                        field("c", .null, pending: true), field("d", .null, contested: true),
                    ]
                )
            ]),
            by: Self.schema
        )
        guard case .object(let fields)? = shown["fields"] else {
            Issue.record("no fields")
            return
        }
        #expect(fields.keys.sorted() == ["a", "c", "d"])
        #expect(fields["a"]?["written"]?.text == "1970-01-01T00:00:00.000Z")
    }

    @Test func `visits stand apart, by day, with their sections and amendments`() throws {
        let first = Identifier128(high: 1, low: 1)
        let second = Identifier128(high: 1, low: 2)
        let shown = JSONValue(
            file([
                record("case", .caseFile, []),
                record(
                    "amendment",
                    .unique(Identifier128(high: 9, low: 9)),
                    [
                        field("visit", .text(Text(first.description))),
                        field("reason", .text("typo")), field("note", .text("new")),
                    ]
                ),
                record(
                    "visit",
                    .unique(first),
                    [field("on", .text("2026-02-02")), field("section.income", .text("debts"))]
                ),
                record("visit", .unique(second), [field("on", .text("2026-01-01"))]),
            ]),
            by: Self.schema
        )
        let visits = try #require(shown["visits"]?.elements)
        #expect(visits.map { $0["id"]?.text } == [second.description, first.description])
        #expect(visits[1]["sections"]?["income"]?.text == "debts")
        #expect(visits[1]["amendments"]?.elements?.map { $0["reason"]?.text } == ["typo"])
        #expect(visits[0]["note"] == .null)
        #expect(shown["records"]?["visit"] == nil)
        #expect(shown["records"]?["amendment"]?.elements?.count == 1)
    }
}
