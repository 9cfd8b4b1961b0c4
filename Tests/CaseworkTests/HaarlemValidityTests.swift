import Casework
import Foundation
import SyncModel
import Testing

/// Shows that every line of the data set can be replayed under the built-in schema.
@Suite struct HaarlemValidityTests {
    /// What counts and what is for a test only, read once.
    static let whole = Result { try HaarlemSet(HaarlemSet.files + ["fx07-third-nomination"]) }

    let data: HaarlemSet
    let schema: Schema
    let roles: [String: String]

    init() throws {
        data = try Self.whole.get()
        schema = try SchemaReader.read(SchemaReader.builtIn, file: "haarlem.yaml")
        var roles: [String: String] = [:]
        for row in try HaarlemSet.rows(of: "fx12-staff") {
            roles[row["name"]?.text ?? ""] = row["role"]?.text
        }
        self.roles = roles
    }

    /// The command line's text of a value.
    static func text(_ json: JSONValue) -> String {
        switch json {
        case .null: ""
        case .bool(let truth): truth ? "true" : "false"
        case .integer(let number): String(number)
        case .double(let number): String(number)
        case .string(let text): text
        case .array(let elements): SetText.json(elements.compactMap(\.text).map { Text($0) })
        case .object: "{}"
        }
    }

    @Test func `every value is one of its field, in canonical form, on the day it was typed`()
        throws
    {
        for operation in data.operations {
            let kind = try #require(schema.kind(operation.kind), "\(operation)")
            let today = try #require(CivilDate(String(operation.recorded.description.prefix(10))))
            for (name, json) in operation.fields {
                let field = try #require(kind.field(name), "\(operation.kind)/\(name)")
                guard !Self.text(json).hasPrefix("#") else { continue }
                let value = try field.value(from: Self.text(json), today: today)
                #expect(
                    JSONValue(value, of: name, in: operation.kind, by: schema) == json,
                    "\(operation)"
                )
                #expect(field.policy != .server, "\(name) is the server's")
            }
        }
    }

    @Test func `what is written once is written once, and whole`() throws {
        var seen: Set<String> = []
        var written: Set<String> = []
        for operation in data.operations {
            let kind = try #require(schema.kind(operation.kind))
            let address = "\(operation.caseKey)/\(operation.kind)/\(operation.key)"
            let isNew = seen.insert(address).inserted
            if kind.isAppend { #expect(isNew, "\(address)") }
            for field in kind.fields where isNew && field.isRequired {
                #expect(operation.fields[field.name] != nil, "\(address) \(field.name)")
            }
            for field in kind.fields
            where field.policy == .append && operation.fields[field.name] != nil {
                #expect(
                    written.insert("\(address):\(field.name)").inserted,
                    "\(address) \(field.name)"
                )
            }
        }
    }

    @Test func `keys are of their kind, and what is referred to is there before`() throws {
        var seen: Set<String> = []
        for operation in data.operations {
            let kind = try #require(schema.kind(operation.kind))
            if operation.kind == Schema.caseKind {
                #expect(operation.key == "case")
            } else if kind.hasNaturalKey {
                #expect(RecordKey.isNatural(operation.key))
            } else {
                #expect(operation.key.wholeMatch(of: /#[a-z][0-9]+/) != nil)
            }
            let isFirst = !seen.contains("\(operation.caseKey)/case/case")
            if operation.file != "fx07-third-nomination" {
                #expect(!isFirst || operation.kind == Schema.caseKind, "\(operation)")
            }
            seen.insert("\(operation.caseKey)/\(operation.kind)/\(operation.key)")
            for (name, json) in operation.fields {
                guard case .reference(let target)? = kind.field(name)?.type else { continue }
                #expect(seen.contains("\(operation.caseKey)/\(target)/\(json.text ?? "")"))
            }
        }
    }

    @Test
    func `authors are staff, owners write what they own, nothing arrives before it was typed`()
        throws
    {
        for operation in data.operations {
            let role = try #require(roles[operation.author])
            #expect(operation.recorded <= operation.received)
            for name in operation.fields.keys {
                guard case .owner(let owner)? = schema.kind(operation.kind)?.field(name)?.policy
                else {
                    continue
                }
                #expect(owner.rawValue == role, "\(operation)")
            }
        }
    }

    @Test func `there is no citizen service number, and the files are what the generator writes`()
        throws
    {
        for name in try Fixtures.names(in: "haarlem") where name.hasSuffix(".jsonl") {
            let text = try Fixtures.text("haarlem/\(name)")
            #expect(text.firstMatch(of: /(?:^|[^0-9])[0-9]{8,9}(?:[^0-9]|$)/) == nil, "\(name)")
        }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", Fixtures.folder.appending(path: "haarlem/generate.py").path(), "--check",
        ]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
