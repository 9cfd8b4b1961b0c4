internal import SyncModel

/// Which incarnation each of a laptop's own changes belongs to.
///
/// A child goes on numbering after its fork, so that a number alone names an own change.
struct OwnChain {
    /// The present incarnation, and those that it continues, newest first; `first` is the first number of each.
    private let parts: [(incarnation: IncarnationID, first: UInt64, moved: UInt64)]
    /// Where the present incarnation and its ancestors branched off, newest first.
    let origins: [Origin]

    init(_ incarnation: IncarnationID, _ branches: [IncarnationID: Branch]) {
        var parts: [(IncarnationID, UInt64, UInt64)] = []
        var origins: [Origin] = []
        var (next, seen): (IncarnationID, Set<IncarnationID>) = (incarnation, [incarnation])
        while let branch = branches[next], seen.insert(branch.origin.parent).inserted {
            parts.append((next, branch.origin.fork.seq + 1, branch.moved))
            origins.append(branch.origin)
            next = branch.origin.parent
        }
        parts.append((next, 0, 0))
        self.parts = parts
        self.origins = origins
    }

    /// The present incarnation.
    var incarnation: IncarnationID { parts[0].incarnation }

    /// The first number of the present incarnation.
    var first: UInt64 { parts[0].first }

    /// The name of an own change.
    func dot(_ seq: UInt64) -> Dot { dot(seq, from: 0) }

    /// The dot that an own change had when its incarnation was opened over it; `nil` when it was made in it.
    func was(_ seq: UInt64) -> Dot? {
        guard let index = parts.firstIndex(where: { $0.first <= seq }), parts[index].moved >= seq
        else { return nil }
        return dot(seq, from: index + 1)
    }

    /// Whether a change is this laptop's own, and not one that it made after the image that it was put back to.
    func holds(_ dot: Dot) -> Bool { self.dot(dot.seq) == dot }

    /// Where the incarnation of `seq` ends, exclusively: the first number of the next one; `nil` for the present one.
    func end(of seq: UInt64) -> UInt64? {
        guard let index = parts.firstIndex(where: { $0.first <= seq }), index > 0 else {
            return nil
        }
        return parts[index - 1].first
    }

    private func dot(_ seq: UInt64, from index: Int) -> Dot {
        let part = parts[index...].first { $0.first <= seq } ?? parts[parts.count - 1]
        return Dot(incarnation: part.incarnation, seq: seq)
    }
}

extension Session {
    /// The incarnations of this laptop's own changes.
    func ownChain() throws -> OwnChain {
        if let chain { return chain }
        guard let text = try setting(Setting.incarnation), let incarnation = IncarnationID(text)
        else { throw StoreError(.corrupt, "the settings of the store are not whole") }
        let chain = OwnChain(incarnation, names.branches)
        self.chain = chain
        return chain
    }

    /// The end of the last save that ends at or before `seq` and is here.
    func ownHead(at seq: UInt64) throws -> ChainHead {
        let ends = try prepare(
            """
            SELECT seq, save FROM log WHERE save NOT NULL AND seq <= ? ORDER BY seq DESC LIMIT 2
            """
        )
        .bind(1, seq).all { try Self.end($0) }
        if let end = ends.first(where: { $0.seq <= seq }) { return end }
        // What came before may have been dropped; a fork is remembered.
        return try ownChain().origins.map(\.fork).first { $0.seq <= seq } ?? .none
    }

    /// The ends of the saves that are here, between two numbers, both exclusive; oldest first.
    func ownHeads(after low: UInt64, before high: UInt64) throws -> [ChainHead] {
        try prepare(
            """
            SELECT seq, save FROM log WHERE save NOT NULL AND seq < ?2 AND seq >= coalesce(
                (SELECT seq FROM log WHERE save NOT NULL AND seq <= ?1 ORDER BY seq DESC LIMIT 1), 0
            ) ORDER BY seq
            """
        )
        .bind(1, low).bind(2, high).all { try Self.end($0) }
        .filter { low < $0.seq && $0.seq < high }
    }

    private static func end(_ row: Prepared) throws -> ChainHead {
        let header = try SaveHeader.read(row, 1)
        return ChainHead(seq: row.unsigned(0) + UInt64(header.count) - 1, hash: header.chainHash)
    }
}
