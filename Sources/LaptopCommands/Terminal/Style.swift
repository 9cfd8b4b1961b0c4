/// How a piece of text looks on a terminal; never the only carrier of a meaning.
enum Style: String, Sendable {
    case plain = ""
    case bold = "1"
    case dim = "2"
    case good = "32"
    case attention = "33"
    case bad = "31"
    case heading = "1;36"

    /// Wraps text in this style.
    func apply(to text: String, colour: Bool) -> String {
        guard colour, self != .plain, !text.isEmpty else { return text }
        return "\u{1B}[\(rawValue)m\(text)\u{1B}[0m"
    }
}

/// The symbols that stand beside colours.
enum Symbol {
    static let pending = "●"
    static let contested = "⚠"
    static let quarantined = "◆"
    static let deleted = "✗"
    static let done = "✓"
}
