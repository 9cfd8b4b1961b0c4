import SyncModel
import Testing

/// Shows what a schema's next version may do: add and relax, nothing else.
@Suite struct SchemaSuccessionTests {
    static let base = Schema(
        name: "example",
        version: 3,
        kinds: [
            Kind(
                name: "case",
                fields: [
                    Field(name: "name", type: .text, policy: .queue, lengthMax: 100),
                    Field(
                        name: "state",
                        type: .code(["a", "b"]),
                        policy: .restrictive(protective: [.text("b")])
                    ),
                    Field(
                        name: "count",
                        type: .integer,
                        policy: .queue,
                        minimum: 0,
                        maximum: 9,
                        isRetired: true
                    ),
                    Field(
                        name: "on",
                        type: .date,
                        policy: .lww,
                        notAfterToday: true,
                        isRequired: true
                    ),
                    Field(name: "tags", type: .set(of: .code(["x"])), policy: .set),
                ]
            ),
            Kind(name: "visit", isAppend: true, fields: []),
        ],
        source: ""
    )

    /// The base one version higher, with one change.
    static func next(_ change: (inout Schema) -> Void) -> Schema {
        var schema = base
        schema.version += 1
        change(&schema)
        return schema
    }

    /// The base one version higher, with one field of the case changed.
    static func next(_ name: String, _ change: (inout Field) -> Void) -> Schema {
        next { schema in
            var kind = schema.kinds[0]
            kind.fields = kind.fields.map { field in
                var field = field
                if field.name == name { change(&field) }
                return field
            }
            schema.kinds[0] = Kind(name: kind.name, fields: kind.fields)
        }
    }

    @Test(arguments: [
        next { _ in },
        next { $0.kinds.append(Kind(name: "zeta", fields: [])) },
        next { schema in
            let added = Field(name: "extra", type: .text, policy: .queue)
            schema.kinds[0] = Kind(name: "case", fields: schema.kinds[0].fields + [added])
        },
        next("name") { $0.lengthMax = 200 },
        next("name") { $0.lengthMax = nil },
        next("name") { $0.isRetired = true },
        next("name") { $0.labels = ["nl": "Naam"] },
        next("state") { $0.type = .code(["b", "c", "a"]) },
        next("state") {
            $0.type = .code(["a", "b", "c"])
            $0.policy = .restrictive(protective: [.text("c"), .text("b")])
        },
        next("count") { $0.minimum = nil },
        next("count") { $0.maximum = 10 },
        next("on") { $0.notAfterToday = false },
        next("on") { $0.isRequired = false },
        next("tags") { $0.type = .set(of: .code(["x", "y"])) },
    ])
    func `adding and relaxing is allowed`(schema: Schema) {
        #expect(schema.obstacles(toFollowing: Self.base) == [])
    }

    @Test(arguments: [
        (next { $0.version = 3 }, "version"),
        (next { $0.name = "other" }, "renamed"),
        (next { $0.kinds.removeLast() }, "kind visit is gone"),
        (next { $0.kinds[1] = Kind(name: "visit", fields: []) }, "append"),
        (
            next {
                $0.kinds[0] = Kind(name: "case", hasNaturalKey: true, fields: base.kinds[0].fields)
            }, "keys"
        ),
        (
            next {
                $0.kinds[0] = Kind(name: "case", fields: Array(base.kinds[0].fields.dropFirst()))
            }, "case/name is gone"
        ),
        (
            next { schema in
                let added = Field(name: "extra", type: .text, policy: .queue, isRequired: true)
                schema.kinds[0] = Kind(name: "case", fields: schema.kinds[0].fields + [added])
            }, "new and required"
        ),
        (next("name") { $0.type = .integer }, "type"),
        (next("name") { $0.policy = .lww }, "policy"),
        (next("name") { $0.group = "g" }, "group"),
        (next("name") { $0.sensitivity = .health }, "sensitivity"),
        (next("name") { $0.lengthMax = 99 }, "max"),
        (next("name") { $0.isRequired = true }, "required"),
        (next("name") { $0.isUrgent = true }, "urgent"),
        (next("state") { $0.type = .code(["a"]) }, "code b is gone"),
        (
            next("state") { $0.policy = .restrictive(protective: [.text("a"), .text("b")]) },
            "policy"
        ),
        (next("count") { $0.minimum = 1 }, "min"),
        (next("count") { $0.maximum = 8 }, "max"),
        (next("count") { $0.isRetired = false }, "retired"),
        (next("tags") { $0.type = .set(of: .text) }, "type"),
        (next("tags") { $0.type = .set(of: .code(["y"])) }, "code x is gone"),
    ])
    func `anything else is refused, with what and why`(schema: Schema, word: String) throws {
        let obstacles = schema.obstacles(toFollowing: Self.base)
        #expect(obstacles.count == 1)
        #expect(try #require(obstacles.first).contains(word))
    }
}
