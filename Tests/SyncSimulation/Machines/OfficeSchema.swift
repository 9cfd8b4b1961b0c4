internal import Casework
internal import SyncModel
internal import Synchronization

/// The schema of the simulated office, in versions that follow each other.
final class OfficeSchema: Sendable {
    /// The highest version there is.
    static let last: UInt32 = 4

    private let read = Mutex<[String: Schema]>([:])

    /// The text of a version.
    static func text(version: UInt32) -> String {
        var fields = caseFields
        if version >= 3 { fields.append("risk.since: { type: date, policy: queue, group: risk }") }
        for added in stride(from: 2, through: version, by: 1) {
            fields.append("added\(added): { type: text, policy: queue }")
        }
        let lines = fields.map { "      " + $0 }.joined(separator: "\n")
        return "schema: office\nversion: \(version)\nkinds:\n  case:\n    fields:\n" + lines
            + otherKinds
    }

    private static let caseFields = [
        "name: { type: text, policy: queue, max: 60 }",
        "housing: { type: code, codes: [need, in_order, unknown], policy: queue }",
        "release.on: { type: date, policy: decide }",
        "risk.level: { type: code, codes: [low, high], policy: queue, group: risk }",
        "risk.reason: { type: text, policy: queue, group: risk }",
        "phone: { type: text, policy: lww }",
        "aliases: { type: set, of: text, policy: set }",
        "help: { type: text, policy: text }",
        "consent: { type: code, codes: [given, limited, withdrawn], policy: restrictive, "
            + "protective: [withdrawn, limited] }",
        "granted: { type: code, codes: [granted, refused], policy: owner, owner: benefit_officer }",
        "planned: { type: integer, policy: queue, min: 0, max: 400 }",
        "flag: { type: boolean, policy: queue }",
    ]

    private static let otherKinds = """

          screening:
            key: natural
            fields:
              status: { type: code, codes: [need, no_need], policy: queue }
              remark: { type: text, policy: text }
          action:
            fields:
              title: { type: text, policy: queue }
              due: { type: date, policy: decide }
          contact:
            append: true
            fields:
              on: { type: date, policy: append, required: true }
              note: { type: text, policy: append }

        """

    /// Reads a schema's text, once.
    func schema(_ text: String) throws -> Schema {
        if let known = read.withLock({ $0[text] }) { return known }
        let schema = try SchemaReader.read(text, file: "office.yaml")
        read.withLock { $0[text] = schema }
        return schema
    }
}
