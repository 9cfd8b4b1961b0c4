import Foundation

/// The fields of one schema that play the parts of the acceptance vectors.
struct Vocabulary: Sendable, CustomStringConvertible {
    /// The schema's name.
    let description: String
    /// The schema file's text; `nil` for the built-in one.
    let schema: String?
    /// A text field under `queue`.
    let text: String
    /// Another text field under `queue` or `lww`, merged apart from ``text``.
    let otherText: String
    /// A code field under `queue`, with at least three of its codes.
    let code: (field: String, values: [String])
    /// A field under `lww`, with two values.
    let lww: (field: String, values: [String])
    /// A date field under `decide`.
    let decide: String
    /// A set of texts.
    let set: String
    /// A code field under `restrictive`: its protective code, and another.
    let restrictive: (field: String, protective: String, other: String)
    /// A field under `owner`: the owning role, another role, and two values.
    let owner: (field: String, role: String, proposer: String, values: [String])
    /// A group under one policy: its name, and two members with two values each.
    let group: (name: String, members: [(field: String, values: [String])])
    /// Whether the group's first value stays shown while a conflict waits (`decide`), not the last.
    var isFirstGroupShown = false
    /// A record with a natural key, and a field of it with two values.
    let natural: (record: String, field: String, values: [String])
    /// A kind whose records get a fresh key, and a text field of it.
    let action: (kind: String, field: String)
    /// A visit's kind and result.
    let visit: (kind: String, result: String)
    /// What a case cannot be made without.
    var required: [String] = []
    /// The fields that are no text: their values are numbers or truths in JSON.
    var typed: Set<String> = []

    /// Every schema that the vectors run under.
    static let all: [Vocabulary] = [.example, .haarlem, .library]

    /// A value of a field as `--json` prints it.
    func json(_ field: String, _ text: String) -> JSON {
        guard typed.contains(field) else { return .string(text) }
        return Double(text).map { .number($0) } ?? .boolean(text == "true")
    }

    /// The schema of `docs/CONTRACT.md`, with an action beside it.
    static let example = Vocabulary(
        description: "example",
        schema: exampleSchema,
        text: "person.familyName",
        otherText: "person.firstName",
        code: ("housing.status", ["need", "no_need", "in_progress", "declined"]),
        lww: ("contact.phone", ["0612345678", "0687654321"]),
        decide: "release.on",
        set: "aliases",
        restrictive: ("consent.debts", "withdrawn", "given"),
        owner: ("benefit.decision", "benefit_officer", "coordinator", ["granted", "refused"]),
        group: (
            "risk",
            [("risk.level", ["low", "high"]), ("risk.reason", ["calm weeks", "two incidents"])]
        ),
        natural: ("screening/start.housing", "status", ["need", "no_need"]),
        action: ("action", "title"),
        visit: ("pi_visit", "spoken")
    )

    /// The built-in schema, `Fixtures/schema/haarlem.yaml`.
    static let haarlem = Vocabulary(
        description: "haarlem",
        schema: nil,
        text: "person.familyName",
        otherText: "person.givenNames",
        code: ("housing.status", ["need", "no_need", "in_progress", "declined"]),
        lww: ("contact.phone", ["0612345678", "0687654321"]),
        decide: "release.on",
        set: "aliases",
        restrictive: ("consent.debts", "withdrawn", "given"),
        owner: ("benefit.decision", "benefit_officer", "coordinator", ["granted", "refused"]),
        group: (
            "risk",
            [("risk.level", ["low", "high"]), ("risk.reason", ["calm weeks", "two incidents"])]
        ),
        natural: ("screening/start.housing", "status", ["need", "no_need"]),
        action: ("action", "title"),
        visit: ("pi_visit", "spoken")
    )

    /// A schema of another world, `Fixtures/schema/library.yaml`.
    static let library = Vocabulary(
        description: "library",
        schema: fixture("library.yaml"),
        text: "name",
        otherText: "name",
        code: ("open", ["true", "false"]),
        lww: ("size", ["12", "14"]),
        decide: "founded",
        set: "members",
        restrictive: ("photos", "forbidden", "allowed"),
        owner: ("budget", "coordinator", "debt_officer", ["100", "200"]),
        group: ("place", [("place.room", ["attic", "hall"]), ("place.seats", ["8", "40"])]),
        isFirstGroupShown: true,
        natural: ("seat/a.1", "taken", ["true", "false"]),
        action: ("book", "title"),
        visit: ("pi_visit", "spoken"),
        required: ["name=Reading group"],
        typed: ["open", "size", "budget", "place.seats", "taken"]
    )

    private static func fixture(_ name: String) -> String {
        let file = Programs.fixtures.appending(path: "schema/\(name)")
        // A fixture that is gone makes every test of its schema fail, with the path in the message.
        return (try? String(contentsOf: file, encoding: .utf8)) ?? "cannot read \(file.path)"
    }

    /// A later version of a schema, with one more field of the case file.
    static func withAddedField(_ schema: String) -> String {
        schema
            .replacing("version: 1\n", with: "version: 2\n")
            .replacing(
                "  case:\n    fields:\n",
                with: "  case:\n    fields:\n      added.later: { type: text, policy: queue }\n"
            )
    }

    private static let exampleSchema = """
        schema: example
        version: 1
        kinds:
          case:
            fields:
              person.familyName: { type: text, policy: queue, max: 200 }
              person.firstName:  { type: text, policy: queue }
              housing.status:    { type: code, codes: [no_need, need, in_progress, in_order, declined], policy: queue }
              release.expectedOn: { type: date, policy: queue, urgent: true }
              release.on:        { type: date, policy: decide }
              risk.level:        { type: code, codes: [low, medium, high], policy: queue, group: risk }
              risk.reason:       { type: text, policy: queue, group: risk }
              contact.phone:     { type: text, policy: lww }
              aliases:           { type: set, of: text, policy: set }
              help.request:      { type: text, policy: text }
              consent.debts:     { type: code, codes: [given, withdrawn], policy: restrictive, protective: [withdrawn] }
              benefit.decision:  { type: code, codes: [granted, refused], policy: owner, owner: benefit_officer }
              visits.planned:    { type: integer, policy: queue, min: 0, max: 400 }
              lvb.flag:          { type: boolean, policy: queue }
          visit:
            append: true
            fields:
              on:     { type: date, required: true, notAfter: today }
              kind:   { type: code, codes: [pi_visit, post_release, phone, office], required: true }
              result: { type: code, codes: [spoken, refused, not_available, cancelled_by_facility], required: true }
              note:   { type: text, max: 20000 }
          action:
            fields:
              title:  { type: text, policy: queue }
          screening:
            key: natural
            fields:
              status: { type: code, codes: [need, no_need, in_order], policy: queue }

        """
}
