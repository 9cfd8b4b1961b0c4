internal import SyncModel

extension Session {
    /// Whether an own change only says that a record exists: see ``Upload/makings``.
    func isMaking(_ dot: Dot) throws -> Bool {
        let start = try prepare(
            "SELECT seq FROM log WHERE seq <= ? AND save NOT NULL ORDER BY seq DESC LIMIT 1"
        ).bind(1, dot.seq).first { $0.unsigned(0) }
        guard let start, start > 0 else { return false }
        return try upload(after: start - 1, changesMax: 1).makings.contains(dot)
    }
}
