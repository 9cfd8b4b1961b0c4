internal import Crypto
internal import Foundation
internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// A laptop's store in a folder of its own, with short words for what tests do.
final class TestLaptop {
    let folder: Folder
    let world: World
    let name: String
    private(set) var store: Store
    let author = "anna"

    init(
        folder: Folder? = nil,
        world: World = World(),
        name: String = "laptop.db",
        schema: Schema = .sample(),
        environment: StoreEnvironment? = nil
    ) throws {
        self.folder = try folder ?? Folder()
        self.world = world
        self.name = name
        store = try Store.create(
            at: self.folder.file(name),
            side: .laptop,
            schema: schema,
            replica: ReplicaID(world.identifier()),
            incarnation: IncarnationID(world.identifier()),
            environment: environment ?? world.environment
        )
    }

    /// Closes and opens the store.
    func reopen(schema: Schema = .sample()) throws {
        store.close()
        store = try Store.open(
            at: folder.file(name),
            side: .laptop,
            environment: world.environment
        ) { _ in schema }
    }

    func draft(_ id: CaseID, _ edits: [FieldEdit], new: [RecordAddress] = []) -> SaveDraft {
        SaveDraft(
            caseID: id,
            operation: OperationID(world.identifier()),
            author: author,
            role: .counsellor,
            edits: edits,
            newRecords: new
        )
    }

    @discardableResult
    func newCase(_ fields: [String: Value] = [:], number: String? = nil) throws -> CaseID {
        let id = CaseID(world.identifier())
        var draft = draft(
            id,
            fields.sorted { $0.key < $1.key }.map {
                FieldEdit(record: .caseFile, field: $0.key, value: $0.value)
            }
        )
        draft.newCaseNumber = number ?? "TMP-\(id.description.suffix(8))"
        _ = try store.save(draft)
        return id
    }

    @discardableResult
    func set(
        _ id: CaseID,
        _ field: String,
        _ value: Value,
        record: RecordAddress = .caseFile
    ) throws -> Int {
        try store.save(draft(id, [FieldEdit(record: record, field: field, value: value)]))
    }

    @discardableResult
    func setAlive(_ id: CaseID, _ isAlive: Bool, record: RecordAddress = .caseFile) throws -> Int {
        try set(id, Schema.aliveUnit, .boolean(isAlive), record: record)
    }

    func file(_ id: CaseID) throws -> CaseFile { try #require(try store.caseFile(id)) }

    func record(_ id: CaseID, _ address: RecordAddress = .caseFile) throws -> ShownRecord {
        try #require(try file(id).records.first { $0.address == address })
    }

    func field(
        _ id: CaseID,
        _ name: String,
        record: RecordAddress = .caseFile
    ) throws -> ShownField? {
        try self.record(id, record).fields.first { $0.name == name }
    }

    func value(_ id: CaseID, _ name: String, record: RecordAddress = .caseFile) throws -> Value {
        try field(id, name, record: record)?.value ?? .null
    }

    /// All saves without a receipt; marks them sent.
    @discardableResult
    func upload() throws -> [Save] {
        try store.nextUpload(after: 0, changesMax: 10_000).readSaves()
    }

    /// Expects every invariant to hold.
    func expectSound(_ location: SourceLocation = #_sourceLocation) throws {
        for report in try store.check() where !report.ok {
            Issue.record("\(report.name): \(report.detail)", sourceLocation: location)
        }
    }
}

/// Expects an error of the store.
func expectError(
    _ code: StoreError.Code,
    _ location: SourceLocation = #_sourceLocation,
    _ body: () throws -> Void
) {
    #expect(sourceLocation: location) {
        try body()
    } throws: { error in
        (error as? StoreError)?.code == code
    }
}

/// A server as far as a laptop sees it: numbers cases and records, and makes pages.
///
/// It decides nothing: the test says what is shown.
final class PageMaker {
    let incarnation: IncarnationID
    var letters: [Letter] = []
    var removed: [CaseID] = []
    private var numbers: [String: Int64] = [:]
    private var recordNumbers: [CaseID: [RecordAddress: Int64]] = [:]
    private(set) var revisions: [CaseID: UInt64] = [:]
    private var cursor = 0

    init(world: World) { incarnation = IncarnationID(world.identifier()) }

    func position(_ id: CaseID) -> Position {
        Position(epoch: 1, revision: revisions[id] ?? 0)
    }

    func advance(_ id: CaseID) -> Position {
        revisions[id, default: 0] += 1
        return position(id)
    }

    func number(_ id: CaseID, _ address: RecordAddress) -> Int64 {
        if let known = recordNumbers[id]?[address] { return known }
        numbers[address.kind, default: 100] += 1
        let number = numbers[address.kind] ?? 0
        recordNumbers[id, default: [:]][address] = number
        return number
    }

    func stamp(
        _ id: CaseID,
        by incarnation: IncarnationID? = nil,
        seq: UInt64 = 1,
        author: String = "bob",
        written: Int64 = 1_700_000_000_500
    ) -> Stamp {
        Stamp(
            incarnation: incarnation ?? self.incarnation,
            firstSeq: seq,
            position: position(id),
            author: author,
            written: Instant(milliseconds: written),
            order: Instant(milliseconds: written)
        )
    }

    func page() -> FeedPage {
        cursor += 1
        var page = FeedPage(epoch: 1, cursor: "c\(cursor)", hasMore: false, stateHash: .empty)
        page.letters = letters
        page.removed = removed
        return page
    }

    func header(_ id: CaseID, whole: Bool, name: String? = nil) -> CaseHeader {
        CaseHeader(
            caseID: id,
            number: number(id, .caseFile),
            caseNumber: name ?? "SAM-2023-\(number(id, .caseFile))-X",
            position: position(id),
            isWhole: whole,
            stateHash: .empty
        )
    }

    /// A block with one row.
    func row(
        _ id: CaseID,
        _ address: RecordAddress,
        _ values: [String: Value],
        caseIndex: UInt32 = 0,
        stamp: UInt32 = 0,
        alive: Bool = true
    ) -> RowBlock {
        var block = RowBlock(kind: address.kind)
        block.caseIndexes = [caseIndex]
        block.numbers = [number(id, address)]
        switch address.key {
        case .caseFile: break
        case .unique(let key): key.bytes.withUnsafeBytes { block.keys.append(bytes: $0) }
        case .natural(let key): block.keys.append(.text(Text(key)))
        }
        block.alive = [alive ? 1 : 0]
        block.stampIndexes = [stamp]
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            block.fields.append(name)
            var column = PackedValues()
            switch value {
            case .boolean(let flag): column.append(integer: flag ? 1 : 0)
            case .set(let elements): column.append(.text(Text(SetText.json(elements))))
            default: column.append(value)
            }
            block.columns.append(column)
        }
        return block
    }

    func cell(
        _ id: CaseID,
        _ unit: String,
        _ value: Value,
        record: RecordAddress = .caseFile,
        stamp: UInt32 = 0,
        seq: UInt64 = 1
    ) -> Cell {
        Cell(
            caseIndex: 0,
            kind: record.kind,
            number: number(id, record),
            unit: unit,
            stampIndex: stamp,
            seq: seq,
            value: value
        )
    }

    /// A page with a whole new case of another laptop.
    func wholeCase(_ id: CaseID, _ values: [String: Value], number: String? = nil) -> FeedPage {
        _ = advance(id)
        var page = page()
        page.cases = [header(id, whole: true, name: number)]
        page.stamps = [stamp(id)]
        page.rows = [row(id, .caseFile, values)]
        return page
    }

    /// A page in which units of a case that the laptop holds changed.
    func changed(
        _ id: CaseID,
        _ units: [(String, Value)],
        record: RecordAddress = .caseFile,
        by incarnation: IncarnationID? = nil,
        seq: UInt64 = 1
    ) -> FeedPage {
        _ = advance(id)
        var page = page()
        page.cases = [header(id, whole: false)]
        page.stamps = [stamp(id, by: incarnation, seq: seq)]
        page.cells = units.map { cell(id, $0.0, $0.1, record: record, seq: seq) }
        return page
    }
}

extension Array<UInt8> {
    /// The SHA-256 of these bytes.
    var sha256: [UInt8] { Array(SHA256.hash(data: self)) }
}
