import Casework
import SyncModel

/// The data set of `Fixtures/haarlem`, as its lines and as the records that they come to.
struct HaarlemSet {
    /// One line: a save.
    struct Operation {
        var file: String
        var caseKey: String
        var kind: String
        var key: String
        var fields: [String: JSONValue]
        var author: String
        var recorded: Instant
        var received: Instant
    }

    /// What the saves of one record come to.
    struct Record {
        var caseKey: String
        var kind: String
        var key: String
        var fields: [String: JSONValue]
        var received: Instant

        subscript(field: String) -> String? { fields[field]?.text }

        func date(_ field: String) -> CivilDate? { self[field].flatMap { CivilDate($0) } }
    }

    /// The files whose lines are saves, in the order of replay.
    static let files = [
        "fx01-returns", "fx02-cohort", "fx03-kostwinners", "fx04-mail-address",
        "fx05-special-assistance", "fx06-debt-talks", "fx08-forensic", "fx09-screening",
    ]

    /// All of it, read once for all tests.
    static let whole = Result { try HaarlemSet() }

    /// Every save, in the order of replay.
    let operations: [Operation]

    /// Reads the saves of some files.
    init(_ files: [String] = files) throws {
        operations = try files.flatMap { file in
            try Self.rows(of: file).map { try Self.operation($0, file: file) }
        }
    }

    /// The lines of a file.
    static func rows(of file: String) throws -> [JSONValue] {
        try Fixtures.text("haarlem/\(file).jsonl").split(separator: "\n").map {
            try JSONValue(text: String($0))
        }
    }

    /// The records of a kind as the server knew them, in order of their first save.
    func records(_ kind: String, asKnownAt limit: Instant? = nil) -> [Record] {
        var records: [Record] = []
        var places: [String: Int] = [:]
        for operation in operations where operation.kind == kind {
            if let limit, operation.received > limit { continue }
            let address = "\(operation.caseKey)/\(operation.key)"
            if let place = places[address] {
                records[place].fields.merge(operation.fields) { $1 }
            } else {
                places[address] = records.count
                records.append(
                    Record(
                        caseKey: operation.caseKey,
                        kind: kind,
                        key: operation.key,
                        fields: operation.fields,
                        received: operation.received
                    )
                )
            }
        }
        return records
    }

    private static func operation(_ row: JSONValue, file: String) throws -> Operation {
        guard let caseKey = row["case"]?.text, let record = row["record"]?.text,
            case .object(let fields)? = row["fields"], let author = row["by"]?.text,
            let recorded = row["recorded"]?.text.flatMap({ Instant($0) }),
            let received = row["received"]?.text.flatMap({ Instant($0) })
        else { throw BadLine(file: file, line: "\(row)") }
        let parts = record.split(separator: "/", maxSplits: 1).map(String.init)
        return Operation(
            file: file,
            caseKey: caseKey,
            kind: parts[0],
            key: parts.count > 1 ? parts[1] : "case",
            fields: fields,
            author: author,
            recorded: recorded,
            received: received
        )
    }

    /// A line that is not in the form of the README.
    struct BadLine: Error {
        var file: String
        var line: String
    }
}

/// A half-open stretch of days, `[from, to)`.
struct Period {
    let from: CivilDate
    let to: CivilDate

    init?(_ from: String, _ to: String) {
        guard let from = CivilDate(from), let to = CivilDate(to) else { return nil }
        self.from = from
        self.to = to
    }

    func contains(_ day: CivilDate?) -> Bool { day.map { from <= $0 && $0 < to } ?? false }
}
