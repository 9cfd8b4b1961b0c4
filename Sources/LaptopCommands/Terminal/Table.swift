/// Rows in aligned columns: with a heading line and light borders on a terminal, plain in a pipe.
struct Table {
    /// One cell: text and how it looks.
    struct Cell {
        var text: String
        var style: Style

        init(_ text: String, _ style: Style = .plain) {
            self.text = Sanitise.line(text)
            self.style = style
        }
    }

    private let headings: [String]
    private var rows: [[Cell]] = []

    /// Begins a table; without headings there is no heading line.
    init(_ headings: [String] = []) { self.headings = headings }

    /// Whether there is any row.
    var isEmpty: Bool { rows.isEmpty }

    /// Adds a row.
    mutating func add(_ cells: [Cell]) { rows.append(cells) }

    /// The lines to print.
    ///
    /// They keep within `columns`; in a pipe, where that is `nil`, nothing is cut and nothing is drawn.
    func lines(columns: Int?, colour: Bool) -> [String] {
        var widths = naturalWidths()
        if let columns { shrink(&widths, to: columns) }
        var lines: [String] = []
        if !headings.isEmpty {
            let cells = headings.map { Cell($0, columns == nil ? .plain : .bold) }
            lines.append(line(cells, widths: widths, cutting: columns != nil, colour: colour))
            if columns != nil {
                let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "──")
                lines.append(Style.dim.apply(to: rule, colour: colour))
            }
        }
        for row in rows {
            lines.append(line(row, widths: widths, cutting: columns != nil, colour: colour))
        }
        return lines
    }

    private func naturalWidths() -> [Int] {
        var widths = headings.map(DisplayWidth.of)
        for row in rows {
            for (index, cell) in row.enumerated() {
                let width = DisplayWidth.of(cell.text)
                if index < widths.count {
                    widths[index] = max(widths[index], width)
                } else {
                    widths.append(width)
                }
            }
        }
        return widths
    }

    /// Takes columns away from the widest until the table fits; none becomes narrower than 8.
    private func shrink(_ widths: inout [Int], to columns: Int) {
        var excess = widths.reduce(0, +) + 2 * max(0, widths.count - 1) - columns
        while excess > 0, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
            widths[widest] > 8
        {
            widths[widest] -= 1
            excess -= 1
        }
    }

    private func line(_ cells: [Cell], widths: [Int], cutting: Bool, colour: Bool) -> String {
        var result = ""
        for (index, cell) in cells.enumerated() {
            let text = cutting ? DisplayWidth.cut(cell.text, to: widths[index]) : cell.text
            result += cell.style.apply(to: text, colour: colour)
            guard cells[(index + 1)...].contains(where: { !$0.text.isEmpty }) else { break }
            result += String(repeating: " ", count: widths[index] - DisplayWidth.of(text) + 2)
        }
        return result
    }
}
