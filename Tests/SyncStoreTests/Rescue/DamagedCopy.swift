internal import Foundation
internal import SyncModel

@testable internal import SyncStore

/// A laptop with unsent changes of every kind of value and record, and copies of its file to damage.
struct DamagedCopy {
    static let copy = "copy.db"
    let laptop: TestLaptop
    /// What an upload would send.
    let saves: [Save]

    /// Makes the store; with `isClosed` all of it is in the file, else much is in the log beside it.
    init(cases: Int = 12, isClosed: Bool) throws {
        laptop = try TestLaptop()
        let world = laptop.world
        for index in 0..<cases {
            let id = try laptop.newCase(
                [
                    "person.familyName": .text(Text("Jansen \(index)")),
                    "visits.planned": .integer(Int64(index)),
                    "lvb.flag": .boolean(index.isMultiple(of: 2)),
                    "aliases": .set([Text("Jan"), Text("Johan \(index)")]),
                ]
            )
            let visit = RecordAddress(kind: "visit", key: .unique(world.identifier()))
            // Longer than a page: it goes on on others.
            let note = String(repeating: "lang verhaal \(index) ", count: index == 3 ? 900 : 30)
            _ = try laptop.store.save(
                laptop.draft(
                    id,
                    [
                        FieldEdit(record: visit, field: "on", value: .text(Text("2026-01-05"))),
                        FieldEdit(record: visit, field: "note", value: .text(Text(note))),
                    ],
                    new: [visit]
                )
            )
            let screening = RecordAddress(kind: "screening", key: .natural("start.housing"))
            try laptop.set(id, "status", .text(Text("need")), record: screening)
            try laptop.set(id, "person.familyName", .text(Text("Janssen \(index)")))
        }
        saves = try laptop.store.read { try $0.saves(after: 0, changesMax: 100_000) }
        if isClosed { laptop.store.close() }
        try laptop.folder.snapshot(of: laptop.name, as: Self.copy)
    }

    var path: String { laptop.folder.file(Self.copy) }

    /// The changes that are sent, by number.
    var changes: [UInt64: Change] {
        Dictionary(
            saves.flatMap(\.changes).map { ($0.dot.seq, $0) },
            uniquingKeysWith: { $1 }
        )
    }

    func rescue() throws -> RescuedChanges {
        try Store.rescue(
            at: path,
            incarnation: laptop.store.incarnation,
            author: laptop.author,
            role: .counsellor
        )
    }

    /// The bytes of one of the copy's files.
    func bytes(_ suffix: String = "") throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path + suffix)))
    }

    /// Writes one of the copy's files.
    func write(_ bytes: [UInt8], _ suffix: String = "") throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path + suffix))
    }

    /// Whether a page has lines of the schema, which say where each table is.
    func isSchema(_ page: Int) throws -> Bool {
        guard let file = PageFile(path), let bytes = file.newest(page),
            let tree = TreePage(bytes, isFirst: page == 1, of: file)
        else { return false }
        return tree.rows.contains { row in
            row.values.count == 5
                && (row.values[0].text.map { ["table", "index"].contains($0) } ?? false)
        }
    }

    /// How many rows of the log are on a page.
    func logRows(on page: Int) throws -> Int {
        guard let file = PageFile(path), let bytes = file.newest(page),
            let tree = TreePage(bytes, isFirst: page == 1, of: file)
        else { return 0 }
        return tree.rows.count { $0.rowID != nil && $0.values.count == 10 }
    }
}

extension RescuedChanges {
    /// The changes, by number.
    var bySeq: [UInt64: Change] {
        Dictionary(
            uploads.flatMap { $0.flatMap(\.changes) }.map { ($0.dot.seq, $0) },
            uniquingKeysWith: { $1 }
        )
    }
}

extension Change {
    /// The change without what may travel in another way: the server's number for its record.
    var content: Change {
        var change = self
        change.recordNumber = nil
        return change
    }
}
