import Casework
import SyncModel
import SyncTesting
import Testing

/// Shows what a schema file becomes, and that every fault is named with its line.
@Suite struct SchemaReaderTests {
    /// The example of the contract, as it stands there.
    static let example: String = {
        // A page without the example makes the tests below fail.
        let page =
            (try? String(
                contentsOf: Fixtures.root.appending(path: "docs/CONTRACT.md"),
                encoding: .utf8
            )) ?? ""
        return page.firstMatch(of: /(?s)```yaml\n(.*?)```/).map { String($0.1) } ?? ""
    }()

    @Test func `the example of the contract is read as written`() throws {
        let schema = try SchemaReader.read(Self.example, file: "example.yaml")
        #expect(schema.name == "example")
        #expect(schema.version == 3)
        #expect(schema.source == Self.example)
        #expect(schema.kinds.map(\.name) == ["amendment", "case", "screening", "visit"])
        let file = try #require(schema.kind("case"))
        #expect(file.fields.count == 13)
        #expect(
            file.field("person.familyName")
                == Field(
                    name: "person.familyName",
                    type: .text,
                    policy: .queue,
                    lengthMax: 200,
                    labels: ["nl": "Achternaam", "en": "Family name"]
                )
        )
        #expect(file.field("release.expectedOn")?.isUrgent == true)
        #expect(file.unit("risk")?.fields.map(\.name) == ["risk.level", "risk.reason"])
        #expect(file.field("risk.reason")?.sensitivity == .judicial)
        #expect(file.field("aliases")?.type == .set(of: .text))
        #expect(
            file.field("consent.debts")?.policy == .restrictive(protective: [.text("withdrawn")])
        )
        #expect(file.field("benefit.decision")?.policy == .owner(.benefitOfficer))
        #expect(file.field("visits.planned")?.minimum == 0)
        #expect(file.field("visits.planned")?.maximum == 400)
        #expect(file.field("housing.status")?.column == "housing_status")
        #expect(schema.kind("screening")?.hasNaturalKey == true)
    }

    @Test func `the built-in kinds are completed`() throws {
        let schema = try SchemaReader.read(Self.example, file: "example.yaml")
        let visit = try #require(schema.kind("visit"))
        #expect(visit.isAppend)
        #expect(
            visit.fields.map(\.name) == [
                "on", "kind", "result", "note", "facility", "reason", "section.identity",
                "section.housing", "section.work_income", "section.debts", "section.care",
            ]
        )
        #expect(visit.field("kind")?.type.codes == ["pi_visit", "post_release", "phone", "office"])
        #expect(visit.fields.allSatisfy { $0.policy == .append })
        #expect(visit.field("on")?.notAfterToday == true)
        let amendment = try #require(schema.kind("amendment"))
        #expect(amendment.isAppend)
        #expect(amendment.fields.map(\.name) == ["visit", "reason", "note"])
        #expect(amendment.field("visit")?.type == .reference(to: "visit"))
    }

    @Test func `a smallest schema has the built-in kinds whole`() throws {
        let text = "schema: x\nversion: 1\nkinds:\n  case:\n    fields: {}\n"
        let schema = try SchemaReader.read(text, file: "x.yaml")
        #expect(schema.kinds.map(\.name) == ["amendment", "case", "visit"])
        #expect(schema.kind("visit")?.field("result")?.type.codes.count == 6)
        #expect(schema.kind("visit")?.units.count == 11)
    }

    @Test func `a key without a value is an empty map, and a comment may hold stars and ands`()
        throws
    {
        let text = """
            # *stars* & ands
            schema: x # see *y*
            version: 1
            kinds:
              case:
                fields:
              action:
                fields:
                  a: { type: text, policy: lww, label: { nl: "Jan & Piet *", en: A*b&c } }
              amendment:
            """
        let schema = try SchemaReader.read(text, file: "x.yaml")
        #expect(schema.kind("case")?.fields == [])
        #expect(schema.kind("amendment")?.fields.count == 3)
        #expect(schema.kind("action")?.field("a")?.labels["nl"] == "Jan & Piet *")
    }

    @Test func `a file's own sections take the place of the built-in ones, also none`() throws {
        let body = "kinds:\n  case:\n    fields: {}\n"
        let two = "schema: x\nversion: 1\nsections:\n  b: {}\n  a_1: { sensitivity: health }\n"
        let sections = { (schema: Schema) in
            (schema.kind("visit")?.fields ?? []).filter { $0.name.hasPrefix("section.") }
        }
        let schema = try SchemaReader.read(two + body, file: "x.yaml")
        #expect(sections(schema).map(\.name) == ["section.b", "section.a_1"])
        #expect(sections(schema).last?.sensitivity == .health)
        let none = try SchemaReader.read("schema: x\nversion: 1\nsections: {}\n" + body, file: "x")
        #expect(sections(none).isEmpty)
    }

    @Test func `the second schema has every type and every policy`() throws {
        let schema = try SchemaReader.read(
            Fixtures.text("schema/library.yaml"),
            file: "library.yaml"
        )
        let fields = schema.kinds.flatMap(\.fields)
        #expect(
            Set(fields.map(\.type.name))
                == ["text", "integer", "boolean", "date", "instant", "code", "set", "reference"]
        )
        #expect(
            Set(fields.map(\.policy.name)) == [
                "queue", "lww", "decide", "append", "set", "text", "restrictive", "owner", "server",
            ]
        )
        let group = try #require(schema.kind("case"))
        #expect(group.field("off")?.type == .code(["yes", "no"]))
        #expect(group.field("off")?.codeLabels["yes"] == ["nl": "Ja", "en": "Yes"])
        #expect(
            group.field("photos")?.policy
                == .restrictive(protective: [.text("forbidden"), .text("asked_first"), .null])
        )
        #expect(schema.kind("visit")?.isAppend == true)
        #expect(schema.kind("visit")?.field("facility")?.type == .code(["main", "branch"]))
        #expect(schema.kind("visit")?.field("section.room")?.sensitivity == .third)
    }

    @Test func `the built-in schema is the fixture, byte for byte`() throws {
        let fixture = try Fixtures.text("schema/haarlem.yaml")
        #expect(Array(SchemaReader.builtIn.utf8) == Array(fixture.utf8))
    }

    @Test func `the example of the contract is a part of the built-in schema`() throws {
        let haarlem = try SchemaReader.read(SchemaReader.builtIn, file: "haarlem.yaml")
        let example = try SchemaReader.read(Self.example, file: "example.yaml")
        for kind in example.kinds {
            let whole = try #require(haarlem.kind(kind.name))
            #expect(whole.isAppend == kind.isAppend)
            #expect(whole.hasNaturalKey == kind.hasNaturalKey)
            for field in kind.fields {
                let found = try #require(whole.field(field.name), "\(kind.name)/\(field.name)")
                #expect(found.type.name == field.type.name)
                #expect(Set(found.type.codes).isSuperset(of: field.type.codes))
                #expect(found.policy == field.policy, "\(field.name)")
                #expect(found.group == field.group)
                #expect(found.minimum == field.minimum)
                #expect(found.maximum == field.maximum)
                #expect(found.isUrgent == field.isUrgent)
                #expect(found.isRequired == field.isRequired)
                #expect(found.notAfterToday == field.notAfterToday)
                #expect(found.sensitivity == field.sensitivity, "\(field.name)")
            }
        }
        #expect(haarlem.kind("action")?.field("title")?.type == .text)
    }

    @Test(arguments: ["schema/haarlem.yaml", "schema/library.yaml"])
    func `a label is given in Dutch and English, or in neither`(path: String) throws {
        let schema = try SchemaReader.read(Fixtures.text(path), file: path)
        for kind in schema.kinds {
            for field in kind.fields {
                let languages = [field.labels] + field.codeLabels.values
                for labels in languages where !labels.isEmpty {
                    #expect(Set(labels.keys) == ["nl", "en"], "\(kind.name)/\(field.name)")
                }
            }
        }
    }

    @Test func `every kind, field and code of the built-in schema has labels`() throws {
        let schema = try SchemaReader.read(SchemaReader.builtIn, file: "haarlem.yaml")
        for kind in schema.kinds {
            #expect(kind.labels.count == 2, "\(kind.name)")
            for field in kind.fields {
                #expect(field.labels.count == 2, "\(kind.name)/\(field.name)")
                for code in field.type.codes {
                    #expect(field.codeLabels[code]?.count == 2, "\(field.name) \(code)")
                }
            }
        }
    }

    @Test(arguments: try Fixtures.names(in: "schema/invalid"))
    func `a fault is refused with file, line and reason`(name: String) throws {
        let text = try Fixtures.text("schema/invalid/\(name)")
        let head = try #require(text.firstMatch(of: /^# line (\d+): (.*)\n/))
        let error = try #require(throws: SchemaError.self) {
            _ = try SchemaReader.read(text, file: name)
        }
        #expect(error.file == name)
        #expect(error.line == Int(head.1), "\(error)")
        #expect(error.reason.contains(head.2), "\(error)")
        #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 32 })
    }

    @Test(arguments: [UInt64(1), 2, 3, 4])
    func `a damaged file is an error or a schema, never a trap`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let samples = [Self.example, try Fixtures.text("schema/library.yaml")].map {
            Array($0.utf8)
        }
        var schemas = 0
        let signs = Array("{}[]:,-?&*!|>'\"%@`#\n\t \\~<=0a".utf8) + [0, 0x1B, 0x7F, 0xC3, 0xFF]
        for _ in 0..<400 {
            var bytes = samples[Int.random(in: 0..<samples.count, using: &random)]
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[index] = signs[Int.random(in: 0..<signs.count, using: &random)]
                case 1:
                    bytes.insert(signs[Int.random(in: 0..<signs.count, using: &random)], at: index)
                default: bytes.removeSubrange(index..<min(bytes.count, index + 7))
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            do {
                _ = try SchemaReader.read(text, file: "damaged.yaml")
                schemas += 1
            } catch {
                #expect(!error.reason.isEmpty, "seed \(seed)")
            }
        }
        #expect((1..<400).contains(schemas), "seed \(seed)")
    }

    @Test func `a bomb of aliases, levels or bytes is refused at once`() {
        let levels = String(repeating: "[", count: 200_000)
        let dashes = String(repeating: "- ", count: 200_000)
        let maps = String(repeating: "? ", count: 200_000)
        let aliases = "a: &a [x, x]\n" + (1..<30).map { "b\($0): &b\($0) [*a, *a]\n" }.joined()
        let large = "# " + String(repeating: "x", count: 1 << 20)
        for text in [
            levels, dashes, maps, aliases, large, "schema: " + levels, "\u{FEFF}", "---\n...",
        ] {
            #expect(throws: SchemaError.self) { try SchemaReader.read(text, file: "bomb.yaml") }
        }
    }

    @Test func `a byte order mark and other line ends are accepted`() throws {
        let text = "\u{FEFF}schema: x\r\nversion: 1\r\nkinds:\r\n  case:\r\n    fields: {}\r\n"
        #expect(try SchemaReader.read(text, file: "x").name == "x")
    }
}
