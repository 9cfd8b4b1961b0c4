// Interning. Table `names(id, space, name)`; ids are small integers that every other table refers to.
//
//     let unit = try session.intern(.unit, "housing.status")     makes it when missing (write transactions only)
//     let unit = session.names.id(.unit, "housing.status")        nil when never interned
//     let name = try session.names.text(.unit, unit)
//     let i = try session.intern(incarnation)                     table `incarnations(id, incarnation, replica)`
internal import SyncModel

/// What names are interned for; each has its own ids.
enum NameSpace: Int64, CaseIterable {
    /// Merge units and fields.
    case unit = 1
    /// Users.
    case author = 2
}

/// Where a child incarnation branched off.
struct Branch: Hashable {
    /// The child, its parent and the fork.
    var origin: Origin
    /// On a laptop the head when the child was opened; 0 on a server.
    ///
    /// Its own changes after the fork, up to here, had a dot in the parent.
    var moved: UInt64
}

/// The interned names, in memory; an object, so that a look into it copies nothing.
final class Names {
    private var ids: [[Text: Int64]] = Array(repeating: [:], count: NameSpace.allCases.count + 1)
    private var texts: [Int64: Text] = [:]
    private var incarnationIDs: [IncarnationID: Int64] = [:]
    private var incarnations: [Int64: IncarnationID] = [:]
    /// Where the known children branched off.
    private(set) var branches: [IncarnationID: Branch] = [:]

    /// The id of `name`; `nil` when it was never interned.
    func id(_ space: NameSpace, _ name: String) -> Int64? {
        ids[Int(space.rawValue)][Text(name)]
    }

    /// The name of `id`.
    ///
    /// - Throws: ``StoreError`` `corrupt` when there is none.
    func text(_ id: Int64) throws -> String {
        guard let text = texts[id] else {
            throw StoreError(.corrupt, "name \(id) is not in the table names")
        }
        return text.string
    }

    /// The id of an incarnation; `nil` when it was never interned.
    func id(_ incarnation: IncarnationID) -> Int64? { incarnationIDs[incarnation] }

    /// The incarnation of `id`.
    ///
    /// - Throws: ``StoreError`` `corrupt` when there is none.
    func incarnation(_ id: Int64) throws -> IncarnationID {
        guard let incarnation = incarnations[id] else {
            throw StoreError(.corrupt, "incarnation \(id) is not in the table incarnations")
        }
        return incarnation
    }

    fileprivate func add(_ id: Int64, _ space: NameSpace, _ name: Text) {
        ids[Int(space.rawValue)][name] = id
        texts[id] = name
    }

    fileprivate func add(_ id: Int64, _ incarnation: IncarnationID) {
        incarnationIDs[incarnation] = id
        incarnations[id] = incarnation
    }

    fileprivate func add(_ branches: [Branch]) {
        for branch in branches { self.branches[branch.origin.incarnation] = branch }
    }

    /// Reads all names; empty when the tables are not made yet.
    static func read(_ session: Session) throws -> Names {
        let names = Names()
        guard try session.hasTable("names") else { return names }
        let rows = try session.prepare("SELECT id, space, name FROM names")
        while try rows.step() {
            guard let space = NameSpace(rawValue: rows.integer(1)) else { continue }
            names.add(rows.integer(0), space, Text(rows.text(2)))
        }
        let chains = try session.prepare("SELECT id, incarnation FROM incarnations")
        while try chains.step() {
            names.add(chains.integer(0), IncarnationID(try chains.identifier(1)))
        }
        let children = try session.prepare(
            "SELECT id, parent, fork, hash, moved FROM incarnations WHERE parent NOT NULL"
        )
        let branches = try children.all { row in
            Branch(
                origin: Origin(
                    incarnation: try names.incarnation(row.integer(0)),
                    parent: try names.incarnation(row.integer(1)),
                    fork: ChainHead(seq: row.unsigned(2), hash: row.blob(3))
                ),
                moved: row.unsigned(4)
            )
        }
        if !branches.isEmpty { names.add(branches) }
        return names
    }
}

extension Session {
    /// Whether the file has a table of that name.
    func hasTable(_ name: String) throws -> Bool {
        try prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?")
            .bind(1, text: name).first { _ in true } ?? false
    }

    /// The id of `name`, made when it is new.
    func intern(_ space: NameSpace, _ name: String) throws -> Int64 {
        if let id = names.id(space, name) { return id }
        try prepare("INSERT INTO names (space, name) VALUES (?, ?)")
            .bind(1, space.rawValue).bind(2, text: name).run()
        let id = lastInsertedRow
        names.add(id, space, Text(name))
        return id
    }

    /// The id of an incarnation, made when it is new.
    func intern(_ incarnation: IncarnationID) throws -> Int64 {
        if let id = names.id(incarnation) { return id }
        try prepare("INSERT INTO incarnations (incarnation) VALUES (?)")
            .bind(1, incarnation.bits).run()
        let id = lastInsertedRow
        names.add(id, incarnation)
        return id
    }

    /// Remembers where a child branched off.
    func add(_ branch: Branch) throws {
        let child = try intern(branch.origin.incarnation)
        let parent = try intern(branch.origin.parent)
        try prepare(
            "UPDATE incarnations SET parent = ?, fork = ?, hash = ?, moved = ? WHERE id = ?"
        )
        .bind(1, parent).bind(2, branch.origin.fork.seq).bind(3, blob: branch.origin.fork.hash)
        .bind(4, branch.moved).bind(5, child).run()
        names.add([branch])
        knownLineage = nil
    }

    /// Remembers whose an incarnation is, for display.
    func setReplica(_ replica: ReplicaID, of incarnation: IncarnationID) throws {
        let id = try intern(incarnation)
        try prepare("UPDATE incarnations SET replica = ? WHERE id = ? AND replica IS NOT ?1")
            .bind(1, replica.bits).bind(2, id).run()
    }

    /// Whose an incarnation is; `nil` when unknown here.
    func replica(of incarnation: IncarnationID) throws -> ReplicaID? {
        guard let id = names.id(incarnation) else { return nil }
        return try prepare("SELECT replica FROM incarnations WHERE id = ?").bind(1, id)
            .first { $0.isNull(0) ? nil : ReplicaID(try $0.identifier(0)) } ?? nil
    }
}
