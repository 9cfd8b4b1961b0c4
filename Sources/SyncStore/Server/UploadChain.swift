internal import Crypto
internal import SyncModel

/// Holds the saves of an upload against what the server has of the incarnation's chain; writes nothing.
struct UploadChain {
    /// A save with its ids and its chain hash, and whether it is new here.
    struct Link {
        var save: Save
        var isNew: Bool
    }

    private let session: Session
    private let incarnation: IncarnationID
    private var cases: [Int64: CaseID] = [:]

    /// Prepares to read.
    init(_ session: Session, _ incarnation: IncarnationID) {
        self.session = session
        self.incarnation = incarnation
    }

    /// The saves with their ids and chain hashes filled in.
    ///
    /// - Throws: ``Refusal`` `chain` when they do not fit; a ``StoreError`` when the store cannot be read.
    mutating func links(of saves: [Save]) throws -> [Link] {
        let known = try session.chainHead(of: incarnation)
        var head = known
        var links: [Link] = []
        links.reserveCapacity(saves.count)
        for (index, given) in saves.enumerated() {
            var save = given
            guard try resolve(&save) else { throw refusal("a record number is not known here") }
            try checkNumbering(of: save)
            let first = save.changes[0].dot.seq
            let isNew = first > known.seq
            let isLast = index == saves.count - 1
            guard !isLast || !given.chainHash.isEmpty else { throw refusal("the chain ends open") }
            let previous: [UInt8]
            if isNew {
                guard first == head.seq + 1 else { throw refusal("a gap before change \(first)") }
                previous = head.hash
            } else {
                previous = try hash(before: first)
            }
            let hash = Array(SHA256.hash(data: save.canonicalBytes(after: previous)))
            guard given.chainHash.isEmpty || given.chainHash == hash else {
                throw refusal("another hash at change \(first)")
            }
            if !isNew { try checkKnown(save, hash) }
            save.chainHash = hash
            if isNew {
                head = ChainHead(seq: first + UInt64(save.changes.count) - 1, hash: hash)
            }
            links.append(Link(save: save, isNew: isNew))
        }
        return links
    }

    private func refusal(_ detail: String) -> Refusal { Refusal(.chain, detail: detail) }

    /// The changes of a save are numbered without a gap, in this incarnation.
    private func checkNumbering(of save: Save) throws {
        guard let first = save.changes.first?.dot.seq, first > 0,
            first <= UInt64(Int64.max) - UInt64(save.changes.count)
        else { throw refusal("a save without changes, or without a number") }
        for (index, change) in save.changes.enumerated() {
            guard change.dot == Dot(incarnation: incarnation, seq: first + UInt64(index)) else {
                throw refusal("change \(index) of a save is not the next of its chain")
            }
        }
    }

    /// A save with a number that is here is the save that is here.
    private func checkKnown(_ save: Save, _ hash: [UInt8]) throws {
        let first = save.changes[0].dot
        guard let row = try session.saveRow(holding: first), row.first == first.seq,
            row.count == save.changes.count, try session.hash(of: row) == hash
        else { throw refusal("other bytes under change \(first.seq)") }
    }

    /// The chain hash of the save before the one that begins with `seq`; empty for the first.
    private func hash(before seq: UInt64) throws -> [UInt8] {
        let fork = session.names.branches[incarnation]?.origin.fork ?? .none
        guard seq > fork.seq + 1 else {
            guard seq == fork.seq + 1 else { throw refusal("change \(seq) is before the fork") }
            return fork.hash
        }
        let last = Dot(incarnation: incarnation, seq: seq - 1)
        guard let row = try session.saveRow(holding: last) else {
            throw refusal("nothing is known before change \(seq)")
        }
        return try session.hash(of: row)
    }

    /// A save with the ids filled in that are known here; the others stay unresolved.
    mutating func resolved(_ save: Save) throws -> Save {
        var whole = save
        if try resolve(&whole) { return whole }
        var rest = save
        for index in save.changes.indices {
            var one = save
            one.changes = [save.changes[index]]
            guard try resolve(&one) else { continue }
            rest.caseID = one.caseID
            rest.changes[index] = one.changes[0]
        }
        return rest
    }

    /// Fills in the ids that travelled as numbers.
    private mutating func resolve(_ save: inout Save) throws -> Bool {
        let needsIDs =
            save.caseID == .unresolved || save.changes.contains { $0.record.key == .unresolved }
        guard needsIDs else { return true }
        let session = session
        var cases = cases
        defer { self.cases = cases }
        return try save.resolve(
            caseID: { number in
                if let known = cases[number] { return known }
                let found = try session.prepare("SELECT id FROM kind_case WHERE _n = ?")
                    .bind(1, number).first { CaseID(try $0.identifier(0)) }
                cases[number] = found
                return found
            },
            key: { kind, number, caseID in
                guard let table = session.kinds.find(kind) else { return nil }
                let found = try session.prepare(table.addressing).bind(1, number).first { row in
                    (try table.key(row, 0), row.integer(1))
                }
                guard let found, try session.findCase(caseID)?.n == found.1 else { return nil }
                return found.0
            }
        )
    }
}
