/// Breaks text into lines that fit a terminal.
enum Wrap {
    /// The lines of sanitised text, each at most `columns` wide where words allow, with `indent` before each.
    ///
    /// In a pipe, where `columns` is `nil`, lines stay as they are.
    static func lines(_ text: String, columns: Int?, indent: String) -> [String] {
        let paragraphs = Sanitise.lines(text)
        guard let columns else { return paragraphs.map { indent + $0 } }
        let room = max(20, columns - DisplayWidth.of(indent))
        return paragraphs.flatMap { wrapped($0, room) }.map { indent + $0 }
    }

    private static func wrapped(_ paragraph: String, _ room: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
            let candidate = line.isEmpty ? String(word) : line + " " + word
            if DisplayWidth.of(candidate) > room, !line.isEmpty {
                lines.append(line)
                line = String(word)
            } else {
                line = candidate
            }
        }
        lines.append(line)
        return lines
    }
}
