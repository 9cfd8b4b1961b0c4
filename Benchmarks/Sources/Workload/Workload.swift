/// The data of W1–W5: the same shape and distributions as the peers' generator.
///
/// Cases have 40 fields of about 20 bytes (16 texts, 8 dates, 8 codes, 4 small integers, 2 names, 2 addresses) and
/// five notes of about 400 bytes.
public struct Workload: Sendable {
    /// A field's value: text, or one of the four integers.
    public enum Cell: Hashable, Sendable {
        case text(String)
        case integer(Int64)

        /// Its size in a row: its UTF-8 bytes, or 1.
        var byteCount: Int {
            switch self {
            case .text(let text): text.utf8.count
            case .integer: 1
            }
        }
    }

    /// A write of one field.
    public struct Edit: Hashable, Sendable {
        /// The case, by index.
        public let caseIndex: Int
        /// The field, in `0..<40`.
        public let field: Int
        /// What is written.
        public let value: Cell
    }

    /// A note of a case.
    public struct Note: Hashable, Sendable {
        /// The case, by index.
        public let caseIndex: Int
        /// When, RFC 3339.
        public let created: String
        /// Who.
        public let author: String
        /// About 400 bytes.
        public let body: String
    }

    /// The number of fields of a case.
    public static let fieldCount = 40
    /// The fields that hold integers.
    public static let integerFields = 32..<36

    /// The rows, by case.
    public private(set) var cases: [[Cell]] = []
    /// Five a case.
    public private(set) var notes: [Note] = []
    /// 20,000 random edits, applied to `cases` in order (W1).
    public private(set) var edits: [Edit] = []
    /// 10,101 edits of different cells: 1, then 100, then 10,000 (W2).
    public private(set) var delta: [Edit] = []
    /// 10,000 edits of different cells (W3, one side).
    public private(set) var remote: [Edit] = []
    /// A tenth of the same cells, with other values (W3, the other side).
    public private(set) var local: [Edit] = []

    private var random: SplitMix64
    private var current: [[Cell]] = []

    /// Makes the data of `caseCount` cases.
    public init(caseCount: Int, seed: UInt64) {
        random = SplitMix64(seed: seed)
        for _ in 0..<caseCount {
            cases.append((0..<Self.fieldCount).map { value(of: $0) })
        }
        for index in 0..<caseCount {
            for _ in 0..<5 { notes.append(note(of: index)) }
        }
        current = cases
        for _ in 0..<20_000 {
            let index = random.below(caseCount)
            let field = random.below(Self.fieldCount)
            edits.append(edit(index, field))
        }
        delta = differentCells(10_101)
        remote = differentCells(10_000)
        local = stride(from: 0, to: 10_000, by: 10).map { position in
            let other = remote[position]
            return Edit(
                caseIndex: other.caseIndex,
                field: other.field,
                value: distinct(other.value)
            )
        }
        current = []
    }

    private mutating func edit(_ index: Int, _ field: Int) -> Edit {
        let written = otherValue(than: current[index][field], field: field)
        current[index][field] = written
        return Edit(caseIndex: index, field: field, value: written)
    }

    private mutating func differentCells(_ count: Int) -> [Edit] {
        var chosen: Set<Int> = []
        var result: [Edit] = []
        while result.count < count {
            let cell = random.below(cases.count * Self.fieldCount)
            guard chosen.insert(cell).inserted else { continue }
            let (index, field) = (cell / Self.fieldCount, cell % Self.fieldCount)
            var written = otherValue(than: current[index][field], field: field)
            if written == cases[index][field] { written = distinct(written) }
            result.append(Edit(caseIndex: index, field: field, value: written))
        }
        return result
    }

    private mutating func otherValue(than old: Cell, field: Int) -> Cell {
        for _ in 0..<20 {
            let candidate = value(of: field)
            if candidate != old { return candidate }
        }
        return distinct(old)
    }

    private func distinct(_ cell: Cell) -> Cell {
        switch cell {
        case .text(let text): .text(text + "*")
        case .integer(let integer): .integer(integer + 2)
        }
    }

    private mutating func value(of field: Int) -> Cell {
        switch field {
        case 0..<16:
            let length = max(6, Int(random.gaussian(mean: 32, deviation: 12)))
            return .text(Vocabulary.capitalised(text(ofBytes: length)))
        case 16..<24: return .text(date())
        case 24..<32:
            let letter = Character(UnicodeScalar(UInt8(65 + field % 26)))
            return .text("\(letter)\(two(random.below(30)))-\(four(random.below(10_000)))")
        case Self.integerFields: return .integer(Int64(random.below(2)))
        case 36..<38: return .text("\(pick(Vocabulary.first)) \(pick(Vocabulary.last))")
        default:
            let letters = pick(["AB", "CD", "EK", "XP"])
            let code = 1000 + random.below(8999)
            return .text(
                "\(pick(Vocabulary.streets)) \(1 + random.below(199)), \(code)\(letters) "
                    + pick(Vocabulary.cities)
            )
        }
    }

    private mutating func note(of index: Int) -> Note {
        let body = text(ofBytes: Int(random.gaussian(mean: 400, deviation: 60)))
        let created =
            "2026-\(two(1 + random.below(11)))-\(two(1 + random.below(27)))"
            + "T\(two(8 + random.below(10))):\(two(random.below(60))):00Z"
        return Note(
            caseIndex: index,
            created: created,
            author: pick(Vocabulary.first),
            body: body
        )
    }

    private mutating func text(ofBytes count: Int) -> String {
        var result = ""
        while result.utf8.count < count {
            if !result.isEmpty { result += " " }
            let rank = Int(Double(Vocabulary.words.count) * power17(random.fraction()))
            result += Vocabulary.words[min(rank, Vocabulary.words.count - 1)]
            if random.fraction() < 0.1 { result += "." }
        }
        return result
    }

    /// About `x` to the power 1.7: common words come first in the list.
    private func power17(_ x: Double) -> Double { x * x.squareRoot() * (0.8 + 0.2 * x) }

    private mutating func date() -> String {
        let day = random.below(4400)
        return "\(2015 + day / 366)-\(two(1 + day / 31 % 12))-\(two(1 + day % 28))"
    }

    private mutating func pick(_ list: [String]) -> String { list[random.below(list.count)] }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private func four(_ number: Int) -> String {
        String(repeating: "0", count: 4 - String(number).utf8.count) + String(number)
    }
}
