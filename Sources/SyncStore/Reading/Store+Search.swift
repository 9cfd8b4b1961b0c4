public import SyncModel

extension Store {
    /// Searches all text of all records, folded (case, diacritics).
    ///
    /// - Parameters:
    ///   - text: What to find; empty text finds nothing.
    ///   - limit: The most hits.
    /// - Returns: One hit a field, by kind and record number; deleted records and cases are left out.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func search(_ text: String, limit: Int) throws(StoreError) -> [SearchHit] {
        let needle = FoldedText(text)
        guard !needle.bytes.isEmpty, limit > 0 else { return [] }
        return try read { session in
            var search = Search(session: session, needle: needle, limit: limit)
            for table in session.kinds.all where search.hits.count < limit {
                try search.scan(table)
            }
            return search.hits
        }
    }
}

/// A scan of the text columns.
private struct Search {
    let session: Session
    let needle: FoldedText
    let limit: Int
    var hits: [SearchHit] = []
    private var folded = FoldedText()

    init(session: Session, needle: FoldedText, limit: Int) {
        self.session = session
        self.needle = needle
        self.limit = limit
    }

    mutating func scan(_ table: KindTable) throws {
        let columns = table.columns.filter { column in
            switch column.field.type {
            case .text, .set: true
            case .integer, .boolean, .date, .instant, .code, .reference: false
            }
        }
        guard !columns.isEmpty else { return }
        let list = columns.map { ", \($0.quoted)" }.joined()
        let rows = try session.prepare(
            "SELECT _n, _case\(list) FROM \(table.table) WHERE alive <> 0"
        )
        defer { rows.reset() }
        while try rows.step() {
            for (index, column) in columns.enumerated() {
                let offset = rows.withBytes(Int32(index + 2)) { bytes -> Int? in
                    guard bytes.count >= needle.bytes.count || !bytes.isASCII else { return nil }
                    if bytes.isASCII { return needle.offset(inASCII: bytes) }
                    folded.fold(bytes)
                    return folded.firstOffset(of: needle)
                }
                guard let offset else { continue }
                let size = rows.withBytes(Int32(index + 2)) {
                    $0.isASCII ? $0.count : folded.bytes.count
                }
                try add(rows, Int32(index + 2), column.name, table, offset, size)
                if hits.count >= limit { return }
            }
        }
    }

    private mutating func add(
        _ row: Prepared,
        _ column: Int32,
        _ field: String,
        _ table: KindTable,
        _ offset: Int,
        _ size: Int
    ) throws {
        let record = RecordReference(kind: table.number, n: row.integer(0))
        let (address, caseN) = try session.address(of: record)
        let facts = try session.prepare(
            "SELECT c.number, k.id, k.alive FROM cases c JOIN kind_case k ON k._n = c.n WHERE c.n = ?"
        )
        let found = try facts.bind(1, caseN).first { row in
            (row.text(0), CaseID(try row.identifier(1)), row.integer(2) != 0)
        }
        guard let (number, id, isAlive) = found, isAlive else { return }
        hits.append(
            SearchHit(
                caseNumber: number,
                caseID: id,
                record: address,
                field: field,
                excerpt: Self.excerpt(row.text(column), share: offset, of: size)
            )
        )
    }

    /// At most 80 scalars of the text around a hit.
    ///
    /// Folding keeps places roughly: the hit's share of the folded bytes
    /// is its share of the text.
    private static func excerpt(_ text: String, share offset: Int, of size: Int) -> String {
        let scalars = Array(text.unicodeScalars)
        guard scalars.count > 80 else { return text }
        let place = size == 0 ? 0 : offset * scalars.count / size
        let start = min(max(0, place - 20), scalars.count - 80)
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[start..<(start + 80)])
        return String(view)
    }
}
