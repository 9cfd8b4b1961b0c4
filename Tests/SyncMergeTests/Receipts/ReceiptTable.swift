import Foundation

/// The table of `docs/RECEIPTS.md`.
struct ReceiptTable {
    /// The policies, in the order of the columns.
    var policies: [String]
    /// A situation, and a receipt or `–` for each policy.
    var rows: [(situation: String, cells: [String])]

    /// Reads the table whose first column is headed *situation*.
    ///
    /// - Returns: The table; without rows when there is none.
    static func read() throws -> ReceiptTable {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../docs/RECEIPTS.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        var table = ReceiptTable(policies: [], rows: [])
        for line in text.split(separator: "\n") where line.hasPrefix("|") {
            let cells = line.split(separator: "|").map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
            }
            guard let first = cells.first, !first.hasPrefix("-") else { continue }
            if first == "situation" {
                table.policies = Array(cells.dropFirst())
            } else if !table.policies.isEmpty {
                table.rows.append((first, Array(cells.dropFirst())))
            }
        }
        return table
    }
}
