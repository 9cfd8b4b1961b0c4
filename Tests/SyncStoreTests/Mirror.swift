internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// What a device would hold after the pages of the feed, as plain dictionaries: independent of the laptop's store.
struct Mirror {
    struct Place: Hashable {
        var kind: String
        var number: Int64
    }

    struct Record: Hashable {
        var caseID: CaseID
        var address: RecordAddress
        var isAlive: Bool
        /// In stored form.
        var fields: [String: Value]
    }

    var records: [Place: Record] = [:]
    var positions: [CaseID: Position] = [:]
    var numbers: [CaseID: String] = [:]
    var conflicts: [UInt64: Conflict] = [:]
    var letters: [Letter] = []
    var cursor: String?
    var lettersSeen: UInt64 = 0
    /// The pages' cases, rows and cells, counted.
    var traffic = (cases: 0, rows: 0, cells: 0)

    /// Takes a page in, and compares hashes after the last.
    mutating func apply(_ page: FeedPage) throws {
        for header in page.cases where header.isWhole {
            records = records.filter { $0.value.caseID != header.caseID }
        }
        for id in page.removed {
            records = records.filter { $0.value.caseID != id }
            positions[id] = nil
            conflicts = conflicts.filter { $0.value.caseID != id }
        }
        for header in page.cases {
            positions[header.caseID] = header.position
            numbers[header.caseID] = header.caseNumber
        }
        for block in page.rows { try apply(block, page) }
        for cell in page.cells { try apply(cell, page) }
        for update in page.conflicts {
            let place = Place(kind: update.kind, number: update.number)
            #expect(records[place] != nil)
            conflicts[update.conflict.id] = update.conflict
        }
        for letter in page.letters {
            #expect(letter.number > lettersSeen)
            lettersSeen = letter.number
            letters.append(letter)
        }
        cursor = page.cursor
        traffic.cases += page.cases.count
        traffic.rows += page.rows.reduce(0) { $0 + $1.numbers.count }
        traffic.cells += page.cells.count
        guard !page.hasMore else { return }
        #expect(hash == page.stateHash)
        for header in page.cases { #expect(hash(of: header.caseID) == header.stateHash) }
    }

    private mutating func apply(_ block: RowBlock, _ page: FeedPage) throws {
        var columns = try block.columns.map { column in
            var values: [Value] = []
            var reader = PackedReader(column)
            while reader.remaining > 0 { values.append(try reader.nextValue()) }
            return values
        }
        columns.forEach { #expect($0.count == block.numbers.count) }
        var keys = KeyReader(block)
        for index in block.numbers.indices {
            var fields: [String: Value] = [:]
            for (column, name) in block.fields.enumerated() {
                fields[name] = columns[column][index]
            }
            #expect(page.stamps.indices.contains(Int(block.stampIndexes[index])))
            records[Place(kind: block.kind, number: block.numbers[index])] = Record(
                caseID: page.cases[Int(block.caseIndexes[index])].caseID,
                address: RecordAddress(kind: block.kind, key: try keys.next()),
                isAlive: block.alive[index] != 0,
                fields: fields.filter { $0.value != .null }
            )
        }
        columns = []
    }

    private mutating func apply(_ cell: Cell, _ page: FeedPage) throws {
        let place = Place(kind: cell.kind, number: cell.number)
        #expect(page.stamps.indices.contains(Int(cell.stampIndex)))
        var record = try #require(records[place])
        if cell.unit == "alive" {
            record.isAlive = cell.value == .boolean(true)
        } else if case .group(let members) = cell.value {
            for member in members { record.fields[member.name] = member.value.stored }
        } else {
            record.fields[cell.unit] = cell.value.stored
        }
        record.fields = record.fields.filter { $0.value != .null }
        records[place] = record
    }

    var hash: StateHash {
        var sum = StateHash.empty
        for id in Set(records.values.map(\.caseID)) { sum.add(hash(of: id)) }
        return sum
    }

    func hash(of id: CaseID) -> StateHash {
        var sum = StateHash.empty
        for record in records.values where record.caseID == id {
            let seed = StateHash.recordSeed(case: id, record: record.address)
            sum.add(
                HashLedger.contribution(
                    .boolean(record.isAlive),
                    recordSeed: seed,
                    fieldSeed: StateHash.fieldSeed("alive")
                )
            )
            for (name, value) in record.fields {
                sum.add(
                    HashLedger.contribution(
                        value,
                        recordSeed: seed,
                        fieldSeed: StateHash.fieldSeed(name)
                    )
                )
            }
        }
        return sum
    }

    func value(_ id: CaseID, _ field: String, of address: RecordAddress = .caseFile) -> Value {
        records.values.first { $0.caseID == id && $0.address == address }?.fields[field] ?? .null
    }
}

/// Reads the keys of a block.
private struct KeyReader: ~Copyable {
    private let isCase: Bool
    private let bytes: [UInt8]
    private var reader: PackedReader

    init(_ block: RowBlock) {
        isCase = block.kind == Schema.caseKind
        bytes = block.keys.bytes
        reader = PackedReader(block.keys)
    }

    mutating func next() throws -> RecordKey {
        if isCase { return .caseFile }
        switch try reader.next() {
        case .bytes(let range): return .unique(try #require(Identifier128(bytes: bytes[range])))
        case .text(let range): return .natural(String(decoding: bytes[range], as: UTF8.self))
        default: throw StoreError(.corrupt, "a key is not one")
        }
    }
}

extension Value {
    /// The value as a column holds it.
    fileprivate var stored: Value {
        switch self {
        case .boolean(let flag): .integer(flag ? 1 : 0)
        case .set(let elements): .text(Text(SetText.encode(elements)))
        case .null, .text, .integer, .difference, .group: self
        }
    }
}
