import SyncModel

/// A value as a person reads it, on one line; sanitised by whoever prints it.
enum ValueText {
    /// The text of a value; `–` for none.
    static func text(_ value: Value, _ session: Session) -> String {
        switch value {
        case .null: "–"
        case .text(let text): text.string
        case .integer(let number): String(number)
        case .boolean(let truth): session.text(truth ? .valueTrue : .valueFalse)
        case .set(let elements): elements.map(\.string).joined(separator: " · ")
        case .difference(let difference):
            (difference.added.map { "+\($0)" } + difference.removed.map { "−\($0)" })
                .joined(separator: " ")
        case .group(let members):
            members.map { "\($0.name): \(text($0.value, session))" }.joined(separator: ", ")
        }
    }

    /// The text of a value of a unit; that a record exists has words of its own.
    static func text(_ value: Value, of unit: String, _ session: Session) -> String {
        guard unit.utf8.elementsEqual(Schema.aliveUnit.utf8), case .boolean(let exists) = value
        else { return text(value, session) }
        return session.text(exists ? .valueExists : .valueDeleted)
    }

    /// A point in time on the person's own clock.
    static func time(_ instant: Instant) -> String { Outside.local(instant).text }
}
