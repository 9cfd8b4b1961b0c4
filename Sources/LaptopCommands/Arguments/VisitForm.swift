import SyncModel

/// A visit as it is being filled in: texts by field name.
struct VisitForm {
    /// The fields, in the order filled in.
    private(set) var fields: [(name: String, text: String)] = []
    /// What revision of the case was on screen; `nil` for a one-shot command.
    var openedAt: Position?
    /// This store's own head then.
    var openedHead: UInt64?

    /// Fills a field in; `nil` leaves it.
    mutating func set(_ name: String, _ text: String?) {
        guard let text else { return }
        fields.removeAll { $0.name == name }
        fields.append((name, text))
    }

    /// What stands in a field.
    func text(_ name: String) -> String? { fields.first { $0.name == name }?.text }
}

/// Words for dates.
enum DateWord {
    /// The date that a word names, as text; any other text as it is.
    static func date(_ text: String, today: CivilDate) -> String {
        switch text.lowercased() {
        case "today", "vandaag": today.description
        case "yesterday", "gisteren": CivilDate(dayNumber: today.dayNumber - 1).description
        default: text
        }
    }
}
