internal import SyncModel

/// The tables of a database that may be damaged.
///
/// A table is read along its tree. Where the tree is broken, every page of the file is looked at for rows of the
/// table's shape; those along the tree count before those found so, and newer versions of a page before older ones.
struct DamagedDatabase {
    /// The rows of a table or index, and whether nothing of it was unreadable.
    struct Reading {
        var rows: [StoredRow] = []
        var isWhole = true
    }

    /// The deepest tree: SQLite's own bound.
    private static let depthMax = 20

    private let file: PageFile
    /// The root page of each table and index whose line in the schema can be read.
    private let roots: [String: Int]

    /// Opens what is there at `path`; `nil` when there is nothing at all.
    init?(_ path: String) {
        guard let file = PageFile(path) else { return nil }
        self.file = file
        var reading = Reading()
        var seen: Set<Int> = []
        Self.walk(1, of: file, depth: 0, &seen, &reading)
        var rows = reading.rows.filter(Self.isSchemaLine)
        if !reading.isWhole { rows += Self.scattered(in: file, Self.isSchemaLine) }
        roots = Dictionary(
            rows.compactMap { row in
                guard let name = row.values[1].text, let root = row.values[3].integer,
                    root > 1, root <= Int64(file.pageCount)
                else { return nil }
                return (name, Int(root))
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The rows of a table that have a shape.
    ///
    /// - Parameters:
    ///   - name: The table, or index.
    ///   - isScattered: Whether to look at every page when the tree is broken or not found.
    ///   - fits: The shape.
    /// - Returns: The rows, those along the tree first; a row may come more than once.
    func rows(
        of name: String,
        isScattered: Bool = true,
        _ fits: (StoredRow) -> Bool
    ) -> Reading {
        var reading = Reading()
        if let root = roots[name] {
            var seen: Set<Int> = []
            Self.walk(root, of: file, depth: 0, &seen, &reading)
            reading.rows = reading.rows.filter(fits)
        } else {
            reading.isWhole = false
        }
        if !reading.isWhole, isScattered { reading.rows += Self.scattered(in: file, fits) }
        return reading
    }

    /// A line of `sqlite_schema`.
    private static func isSchemaLine(_ row: StoredRow) -> Bool {
        guard row.rowID != nil, row.values.count == 5, let type = row.values[0].text else {
            return false
        }
        return ["table", "index"].contains(type) && row.values[1].text != nil
            && row.values[2].text != nil && row.values[3].integer != nil
    }

    private static func walk(
        _ page: Int,
        of file: PageFile,
        depth: Int,
        _ seen: inout Set<Int>,
        _ reading: inout Reading
    ) {
        guard depth < depthMax, seen.insert(page).inserted else {
            reading.isWhole = false
            return
        }
        guard let newest = file.versions(of: page).first, newest.isIntact != false,
            let tree = TreePage(newest.bytes, isFirst: page == 1, of: file), tree.isWhole
        else {
            reading.isWhole = false
            for row in readable(page, of: file, isRow: { $0.isTable || !$0.isInterior }) {
                reading.rows.append(row)
            }
            return
        }
        reading.rows += tree.rows
        for child in tree.children { walk(child, of: file, depth: depth + 1, &seen, &reading) }
    }

    /// Rows of a shape on all pages, of the newest versions first.
    private static func scattered(
        in file: PageFile,
        _ fits: (StoredRow) -> Bool
    ) -> [StoredRow] {
        var rows: [StoredRow] = []
        guard file.pageCount >= 1 else { return rows }
        for page in 1...file.pageCount {
            rows += readable(page, of: file, isRow: { _ in true }).filter(fits)
        }
        return rows
    }

    /// The rows on a page: of its newest version, and where that one is not whole, of the older ones too.
    private static func readable(
        _ page: Int,
        of file: PageFile,
        isRow: (TreePage.Kind) -> Bool
    ) -> [StoredRow] {
        var rows: [StoredRow] = []
        for version in file.versions(of: page) {
            let tree = TreePage(version.bytes, isFirst: page == 1, of: file)
            if let tree, isRow(tree.kind) { rows += tree.rows }
            if let tree, tree.isWhole, version.isIntact != false { break }
        }
        return rows
    }
}
