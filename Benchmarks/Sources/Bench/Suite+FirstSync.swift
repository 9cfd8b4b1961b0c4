import SyncModel
import SyncStore
import SyncWire
import Workload

// W4: a laptop that holds nothing takes in all cases; beside it, one that holds all takes in changes.
extension Suite {
    /// How a pull runs.
    enum Pull: CaseIterable {
        /// Each page is asked for when the last is kept.
        case oneByOne
        /// The next page is made while the last is kept, as the engine does.
        case ahead
        /// The same, and each page is encoded, compressed, sealed, opened and decoded.
        case aheadSealed

        var isSealed: Bool { self == .aheadSealed }
    }

    /// Takes in all pages.
    ///
    /// - Returns: The bytes of the envelopes.
    @discardableResult
    func pull(from server: Store, into laptop: Store, _ way: Pull) throws -> Int {
        let device = tracked.device(laptop)
        let get = { @Sendable (cursor: String?) throws -> (page: FeedPage, bytes: Int) in
            let page = try server.feedPage(.all, for: device, cursor: cursor, lettersSeen: 0)
            guard way.isSealed else { return (page, 0) }
            let envelope = try Envelope.seal(
                .page(page),
                sender: server.replica,
                number: 1,
                key: Self.signing
            )
            guard case .page(let opened) = try envelope.open().response() else { throw RawError() }
            return (opened, envelope.bytes.count)
        }
        var bytes = 0
        var (page, count) = try get(try laptop.cursor())
        while true {
            bytes += count
            guard page.hasMore else { break }
            let cursor = page.cursor
            switch way {
            case .oneByOne:
                _ = try laptop.apply(page)
                (page, count) = try get(cursor)
            case .ahead, .aheadSealed:
                let next = Ahead { try get(cursor) }
                _ = try laptop.apply(page)
                (page, count) = try next.value()
            }
        }
        _ = try laptop.apply(page)
        return bytes
    }

    /// The rows of W4.
    func firstSyncRows() throws -> [Row] {
        var times: [Pull: [Double]] = [:]
        var raw: [Double] = []
        var bytes = 0
        for _ in 0..<runs {
            raw.append(
                try seconds {
                    removeDatabase(path("rawwork"))
                    let table = try RawTable(path: path("rawwork"), side: .laptop)
                    try table.load(self.raw)
                    try table.close()
                }
            )
            let server = try comparedServer()
            for way in Pull.allCases {
                removeDatabase(path("fresh"))
                let laptop = try tracked.makeStore("fresh", .laptop, number: 20)
                let time = try seconds {
                    bytes = try pull(from: server, into: laptop, way)
                    laptop.close()
                }
                times[way, default: []].append(time)
            }
            server.close()
        }
        let values = work.cases.count * Workload.fieldCount + work.notes.count
        let result = { (what: String, way: Pull, must: String) -> Row in
            let ours = times[way] ?? []
            return Row(
                what: what,
                ours: rate(values, median(ours)),
                raw: rate(values, median(raw)),
                ratio: median(raw) / median(ours),
                must: must
            )
        }
        return [
            result("W4 first sync in process", .ahead, "≥ 0.75 (rate)"),
            result("W4 the same, each page after the other", .oneByOne, ""),
            result("W4 with compression and signature", .aheadSealed, "≥ 0.6 (rate)"),
            Row(
                what: "W4 bytes",
                ours: "\(bytes / 1000) kB",
                raw: "",
                ratio: nil,
                must: "≤ 10.8 MB at 10,000"
            ),
            try changedFieldsRow(),
        ]
    }

    /// A pull of 10,000 changed fields by a laptop that has all cases.
    private func changedFieldsRow() throws -> Row {
        let server = try comparedServer()
        defer { server.close() }
        let author = try tracked.makeStore("changer", .laptop, number: 13)
        try pull(from: server, into: author, .oneByOne)
        _ = try author.save(tracked.draftsByCase(work.remote))
        try push(author, to: server)
        author.close()
        var times: [Double] = []
        for _ in 0..<runs {
            let laptop = try reopened("laptop", .laptop)
            times.append(try seconds { try pull(from: server, into: laptop, .ahead) })
            laptop.close()
        }
        return Row(
            what: "W4 pull of \(work.remote.count) changed fields",
            ours: time(median(times)),
            raw: "",
            ratio: nil,
            must: ""
        )
    }

    /// The loaded server, after its first page: a copied file has no mark, so that page compares the hashes with the
    /// rows, once, which is no part of a sync.
    private func comparedServer() throws -> Store {
        let server = try reopened("server", .server, as: "serving")
        _ = try server.feedPage(
            .assigned(user: "nobody"),
            for: tracked.device(server),
            cursor: nil,
            lettersSeen: 0
        )
        return server
    }
}
