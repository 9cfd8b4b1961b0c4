import Casework
import SyncModel
import Testing

/// Shows that there is a script for each ugly case, and that what it types fits the built-in schema.
@Suite struct DeviceLogTests {
    let scripts: [JSONValue]
    let schema: Schema

    init() throws {
        scripts = try HaarlemSet.rows(of: "fx13-device-logs")
        schema = try SchemaReader.read(SchemaReader.builtIn, file: "haarlem.yaml")
    }

    @Test func `U1 to U28 each have one script`() {
        let names = scripts.compactMap { $0["script"]?.text }
        #expect(Set(names) == Set((1...28).map { "U\($0)" }))
        #expect(names.count == 28)
    }

    @Test func `a step is a command of a known device at a time, in order on each device`() throws {
        for script in scripts {
            let name = script["script"]?.text ?? ""
            var last: [String: Instant] = [:]
            let steps = try #require(script["steps"]?.elements)
            #expect(!steps.isEmpty)
            for step in steps {
                let device = try #require(step["device"]?.text)
                #expect(["A", "B", "D", "server"].contains(device))
                let at = try #require(step["at"]?.text.flatMap { Instant($0) })
                #expect(last[device].map { $0 < at } ?? true, "\(name)")
                last[device] = at
                #expect([nil, 65, 74, 77].contains(step["exit"]?.integer), "\(name)")
                #expect(step["run"]?.elements?.isEmpty == false)
            }
            guard case .object(let expect)? = script["expect"] else {
                Issue.record("\(name) expects nothing")
                continue
            }
            #expect(expect["conflicts"] != nil, "\(name)")
        }
    }

    @Test func `what a script writes are values of the schema`() throws {
        for script in scripts {
            for step in script["steps"]?.elements ?? [] {
                let run = step["run"]?.elements?.compactMap(\.text) ?? []
                guard run.starts(with: ["case", "set"]) || run.starts(with: ["case", "new"]) else {
                    continue
                }
                for argument in run where argument.contains("=") && !argument.contains("extra.") {
                    try check(argument, script: script["script"]?.text ?? "")
                }
            }
        }
    }

    private func check(_ argument: String, script: String) throws {
        let halves = argument.split(separator: "=", maxSplits: 1).map(String.init)
        var kind = Schema.caseKind
        var name = halves[0]
        if let slash = name.firstIndex(of: "/"), let colon = name.lastIndex(of: ":") {
            kind = String(name[..<slash])
            name = String(name[name.index(after: colon)...])
        }
        let field = try #require(schema.kind(kind)?.field(name), "\(script) \(argument)")
        guard !halves[1].hasPrefix("{") else { return }
        let today = try #require(CivilDate("2018-07-31"))
        #expect(throws: Never.self, "\(script) \(argument)") {
            try field.value(from: halves[1], today: today)
        }
    }

    @Test func `conflicts that are expected name fields and values of the schema`() throws {
        let file = try #require(schema.kind(Schema.caseKind))
        for script in scripts {
            for conflict in script["expect"]?["conflicts"]?.elements ?? [] {
                let field = try #require(conflict["field"]?.text.flatMap { file.field($0) })
                let candidates = conflict["candidates"]?.elements ?? []
                #expect(candidates.count >= 2)
                #expect(conflict["shown"].map { candidates.contains($0) } ?? false)
                for candidate in candidates {
                    let text = Value.text(Text(candidate.text ?? ""))
                    #expect(field.problem(with: text, today: CivilDate(dayNumber: 20_000)) == nil)
                }
            }
        }
    }
}
