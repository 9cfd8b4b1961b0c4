internal import Casework

/// Gathers the lines that a command prints for people.
final class Printer {
    private static let cellWidthMax = 48

    let catalogue: Catalogue
    private(set) var lines: [String] = []
    private let hasStyle: Bool

    init(catalogue: Catalogue, hasStyle: Bool = Console.hasStyle) {
        self.catalogue = catalogue
        self.hasStyle = hasStyle
    }

    /// A text in the reader's language.
    func text(_ phrase: Phrase) -> String { catalogue.text(phrase) }

    /// Adds a line, without spaces at its end.
    func line(_ text: String) { lines.append(Self.trimmed(text)) }

    /// Adds a line in bold where the terminal shows it.
    func heading(_ text: String) {
        let plain = Self.trimmed(text)
        lines.append(hasStyle ? "\u{1B}[1m\(plain)\u{1B}[0m" : plain)
    }

    private static func trimmed(_ text: String) -> String {
        var text = text
        while text.utf8.last == UInt8(ascii: " ") { text.removeLast() }
        return text
    }

    /// Adds a table with aligned columns; a line that says so when it is empty.
    func table(_ headings: [Phrase], _ rows: [[String]]) {
        guard !rows.isEmpty else { return line(text(OutputPhrases.nothing)) }
        let cells = rows.map { $0.map { SafeText.cut($0, to: Self.cellWidthMax) } }
        let titles = headings.map(text)
        let widths = titles.indices.map { column in
            ([titles] + cells).map { SafeText.width(of: $0[column]) }.max() ?? 0
        }
        heading(aligned(titles, widths))
        for row in cells { line(aligned(row, widths)) }
    }

    private func aligned(_ row: [String], _ widths: [Int]) -> String {
        var text = ""
        for (column, cell) in row.enumerated() {
            text += cell
            guard column < row.count - 1 else { break }
            text += String(
                repeating: " ",
                count: widths[column] - SafeText.width(of: cell) + 2
            )
        }
        return text
    }

    /// A value of a document for people.
    func value(_ value: JSONValue?) -> String {
        SafeText.of(value, nothing: text(OutputPhrases.noValue))
    }

    /// An instant of a document, to the minute; `never` for null.
    func time(_ value: JSONValue?) -> String {
        guard let instant = value?.text else { return text(OutputPhrases.never) }
        return instant.prefix(16).map { $0 == "T" ? " " : String($0) }.joined()
    }
}
