import SyncModel
import SyncStore
import SyncWire
import Workload

/// W1–W5 on one size.
///
/// The loaded laptop and server are made once and copied for each run.
struct Suite {
    let tracked: Tracked
    let runs: Int
    let raw: RawWorkload
    let folder: String

    static let signing = SigningKey.generate()
    /// Each takes a write to the disk.
    private static let durableEdits = 2000

    init(work: Workload, folder: String, runs: Int) {
        self.runs = runs
        self.folder = folder
        tracked = Tracked(work: work, folder: folder, durability: .normal)
        raw = RawWorkload(tracked)
    }

    /// The result rows of some measures; of all when `measures` is empty.
    func rows(of measures: Set<String>) throws -> [Row] {
        try prepare()
        let all = [
            ("W1", editRows), ("W2", deltaRows), ("W3", mergeRows), ("W4", firstSyncRows),
            ("W5", fileRows),
        ]
        return try all.filter { measures.isEmpty || measures.contains($0.0) }.flatMap {
            try $0.1()
        }
    }

    var work: Workload { tracked.work }

    // MARK: - Prepared files

    /// Makes `raw.db`, `server.db` (loaded by one laptop's saves) and `laptop.db` (by a first sync).
    private func prepare() throws {
        let table = try RawTable(path: path("raw"), side: .laptop)
        try table.load(raw)
        try table.close()
        let author = try tracked.makeStore("author", .laptop, number: 1)
        let server = try tracked.makeStore("server", .server, number: 2)
        try server.put(User(name: Tracked.user, role: .coordinator, isEnabled: true))
        _ = try author.save(tracked.loadingDrafts())
        try push(author, to: server)
        author.close()
        let laptop = try tracked.makeStore("laptop", .laptop, number: 3)
        try pull(from: server, into: laptop, .oneByOne)
        server.close()
        laptop.close()
    }

    func path(_ name: String) -> String { "\(folder)/\(name).db" }

    func reopened(
        _ name: String,
        _ side: StoreSide,
        as copy: String = "work",
        durability: StoreDurability = .normal
    ) throws -> Store {
        try copyDatabase(path(name), path(copy))
        return try Store.open(
            at: path(copy),
            side: side,
            environment: tracked.environment(durability),
            readSchema: { _ in tracked.schema }
        )
    }

    func push(_ laptop: Store, to server: Store) throws {
        var seq: UInt64 = 0
        while true {
            let saves = try laptop.nextUpload(
                after: seq,
                changesMax: Limits.uploadChangesMax
            ).readSaves()
            guard let last = saves.last?.changes.last else { return }
            let receipts = try server.accept(saves, from: tracked.device(laptop)) { _, _, _ in
                .accept
            }
            try laptop.apply(receipts)
            seq = last.dot.seq
        }
    }

    // MARK: - W1

    private func editRows() throws -> [Row] {
        var each: [Double] = []
        var bulk: [Double] = []
        var rawEach: [Double] = []
        var rawBulk: [Double] = []
        let drafts = tracked.drafts(work.edits)
        let byCase = tracked.draftsByCase(work.edits)
        for _ in 0..<runs {
            rawEach.append(try rawEdits(work.edits, inOne: false))
            var laptop = try reopened("laptop", .laptop)
            each.append(try seconds { for draft in drafts { _ = try laptop.save(draft) } })
            laptop.close()
            rawBulk.append(try rawEdits(work.edits, inOne: true))
            laptop = try reopened("laptop", .laptop)
            bulk.append(try seconds { _ = try laptop.save(byCase) })
            laptop.close()
        }
        let count = work.edits.count
        return [
            row("W1a one transaction an edit", count, each, rawEach, must: "≤ 1.7 (time)"),
            try durableRow(Array(work.edits.prefix(Self.durableEdits))),
            row("W1b 20,000 edits in one save", count, bulk, rawBulk, must: "≤ 1.5 / 1.7"),
        ]
    }

    /// W1a as the product runs it: each commit on the disk before the next one.
    private func durableRow(_ edits: [Workload.Edit]) throws -> Row {
        let drafts = tracked.drafts(edits)
        var ours: [Double] = []
        var plain: [Double] = []
        for _ in 0..<runs {
            plain.append(try rawEdits(edits, inOne: false, durability: .full))
            let laptop = try reopened("laptop", .laptop, durability: .full)
            ours.append(try seconds { for draft in drafts { _ = try laptop.save(draft) } })
            laptop.close()
        }
        return row("W1a with synchronous=FULL", edits.count, ours, plain, must: "")
    }

    private func rawEdits(
        _ edits: [Workload.Edit],
        inOne: Bool,
        side: StoreSide = .laptop,
        durability: StoreDurability = .normal
    ) throws -> Double {
        try copyDatabase(path("raw"), path("rawwork"))
        let edits = RawWorkload.edits(edits)
        let table = try RawTable(path: path("rawwork"), side: side, durability: durability)
        let time = try seconds { try table.edit(edits, of: raw, inOne: inOne) }
        try table.close()
        return time
    }

    private func row(
        _ what: String,
        _ count: Int,
        _ ours: [Double],
        _ raw: [Double],
        must: String
    ) -> Row {
        Row(
            what: what,
            ours: rate(count, median(ours)),
            raw: rate(count, median(raw)),
            ratio: median(ours) / median(raw),
            must: must
        )
    }

    // MARK: - W3

    private func mergeRows() throws -> [Row] {
        var ours: [Double] = []
        var plain: [Double] = []
        var conflicts = 0
        let sorted = work.remote.sorted { ($0.caseIndex, $0.field) < ($1.caseIndex, $1.field) }
        let (first, second) = try uploads { tracked.draftsByCase($0) }
        for _ in 0..<runs {
            plain.append(try rawEdits(sorted, inOne: true, side: .server))
            let server = try reopened("server", .server)
            _ = try server.accept(first.saves, from: first.device) { _, _, _ in .accept }
            ours.append(
                try seconds {
                    _ = try server.accept(second.saves, from: second.device) { _, _, _ in .accept }
                }
            )
            conflicts = try server.conflicts(
                includingClosed: false,
                limit: 100_000,
                after: 0
            ).count
            server.close()
        }
        var result = row(
            "W3 accept 10,000 changes, \(conflicts) conflicts",
            work.remote.count,
            ours,
            plain,
            must: "≥ 0.7 (rate)"
        )
        result = Row(
            what: result.what,
            ours: result.ours,
            raw: result.raw,
            ratio: median(plain) / median(ours),
            must: result.must
        )
        return [result]
    }

    /// What two laptops that know the same upload: 1,000 edits, and 10,000 of which a tenth in the same cells.
    private func uploads(_ drafts: ([Workload.Edit]) -> [SaveDraft]) throws -> (
        (saves: [Save], device: DeviceContext), (saves: [Save], device: DeviceContext)
    ) {
        func upload(_ edits: [Workload.Edit], _ number: UInt64) throws -> (
            saves: [Save], device: DeviceContext
        ) {
            let laptop = try tracked.makeStore("upload\(number)", .laptop, number: number)
            defer { laptop.close() }
            let server = try reopened("server", .server)
            try pull(from: server, into: laptop, .oneByOne)
            server.close()
            _ = try laptop.save(drafts(edits))
            let saves = try laptop.nextUpload(after: 0, changesMax: edits.count).readSaves()
            return (saves, tracked.device(laptop))
        }
        return (try upload(work.local, 11), try upload(work.remote, 12))
    }

    // MARK: - W5

    private func fileRows() throws -> [Row] {
        let loaded = fileBytes(path("laptop"))
        let rawLoaded = fileBytes(path("raw"))
        _ = try rawEdits(work.edits, inOne: true)
        let rawEdited = fileBytes(path("rawwork"))
        let server = try reopened("server", .server)
        try copyDatabase(path("laptop"), path("edited"))
        let laptop = try Store.open(
            at: path("edited"),
            side: .laptop,
            environment: tracked.environment(),
            readSchema: { _ in tracked.schema }
        )
        _ = try laptop.save(tracked.draftsByCase(work.edits))
        try push(laptop, to: server)
        try pull(from: server, into: laptop, .oneByOne)
        laptop.close()
        server.close()
        let edited = fileBytes(path("edited"))
        let compacted = try compactedBytes()
        func result(_ what: String, _ ours: Int, _ raw: Int, _ must: String) -> Row {
            Row(
                what: what,
                ours: "\(ours / 1000) kB",
                raw: "\(raw / 1000) kB",
                ratio: Double(ours) / Double(raw),
                must: must
            )
        }
        return [
            result("W5 laptop file, loaded", loaded, rawLoaded, "≤ 1.02"),
            result("W5 after 20,000 edits, acknowledged", edited, rawEdited, ""),
            result("W5 the same, compacted", compacted, rawEdited, "≤ 1.07 / 1.25"),
            result("W5 server file, all history", fileBytes(path("work")), rawEdited, ""),
        ]
    }

    /// The edited laptop's file as it is once every backup covers what it wrote.
    private func compactedBytes() throws -> Int {
        let laptop = try Store.open(
            at: path("edited"),
            side: .laptop,
            environment: tracked.environment(),
            readSchema: { _ in tracked.schema }
        )
        let head = try laptop.head()
        try laptop.compact(through: head.seq)
        laptop.close()
        return fileBytes(path("edited"))
    }
}
