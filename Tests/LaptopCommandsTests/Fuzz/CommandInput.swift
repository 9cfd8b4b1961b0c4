import SyncModel

@testable import LaptopCommands

/// Bytes as what a person types: an assignment, a path or a value; what the fuzzer gives, and what the corpus in
/// `Fixtures/corpus/command` holds.
///
/// The first byte picks the type of the field.
enum CommandInput {
    private static let types: [FieldType] = [
        .text, .integer, .boolean, .date, .instant, .code(["need", "in_order"]), .set(of: .text),
        .set(of: .code(["a", "b"])), .set(of: .date), .reference(to: "visit"),
    ]

    /// What is wrong with how the bytes are read; `nil` when nothing is.
    static func problem(_ input: [UInt8]) -> String? {
        guard let first = input.first,
            let text = String(validating: input.dropFirst(), as: UTF8.self)
        else { return nil }
        return assignmentProblem(text) ?? pathProblem(text) ?? messageProblem(text)
            ?? valueProblem(text, types[Int(first) % types.count])
    }

    /// An assignment is put together again from its parts.
    private static func assignmentProblem(_ text: String) -> String? {
        guard let assignment = try? Assignment(text) else { return nil }
        let address =
            switch assignment.address.record {
            case .caseFile: assignment.address.field
            case .other(let kind, let key): "\(kind)/\(key):\(assignment.address.field)"
            }
        let again = "\(address)=\(assignment.value)"
        return again.utf8.elementsEqual(text.utf8) ? nil : "an assignment lost something"
    }

    private static func pathProblem(_ text: String) -> String? {
        guard let path = try? RecordPath(text) else { return nil }
        let again = path.record.map { "\(path.caseText)/\($0.kind)/\($0.key)" } ?? path.caseText
        return again.utf8.elementsEqual(text.utf8) ? nil : "a path lost something"
    }

    /// What a person typed does nothing to a terminal when it is said back to him.
    private static func messageProblem(_ text: String) -> String? {
        let said = Message.caseUnknown.text(.en, ["case": text])
        let isHarmless = !said.unicodeScalars.contains(where: Sanitise.isHarmful)
        return isHarmless ? nil : "a message that moves the terminal"
    }

    /// A value that a field takes is the same when its own text is typed.
    private static func valueProblem(_ text: String, _ type: FieldType) -> String? {
        let field = Field(name: "field", type: type, policy: .queue)
        let today = CivilDate(dayNumber: 20_000)
        guard let value = try? field.value(from: text, today: today) else { return nil }
        let again: String
        switch value {
        case .text(let text): again = text.string
        case .integer(let integer): again = String(integer)
        case .boolean(let flag): again = String(flag)
        case .set(let elements): again = SetText.json(elements)
        case .null, .difference, .group: return nil
        }
        let read = try? field.value(from: again, today: today)
        return read == value ? nil : "its own text is another value"
    }
}
