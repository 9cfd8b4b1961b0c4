public import SyncModel

extension Store {
    /// Assigns a case to a user; to one who has it already, nothing changes.
    ///
    /// - Returns: The users that the case is assigned to now, by name.
    /// - Throws: ``StoreError`` `notFound` for an unknown case or user.
    public func assign(_ id: CaseID, to user: String) throws(StoreError) -> [String] {
        try write(confirm: { session, users in try session.assigned(id) == users }) { session in
            guard try session.user(user) != nil else {
                throw StoreError(.notFound, "there is no user of that name")
            }
            let found = try session.assignable(id)
            guard try !session.isAssigned(found.n, to: user) else {
                return try session.assigned(id)
            }
            var counters = try ServerCounters(session, now: environment.now())
            try session.assign(found.n, to: user, isRemoved: false, feed: counters.nextFeed())
            try counters.keep(in: session)
            try session.journal(.assignment(id, user: user, isRemoved: false))
            return try session.assigned(id)
        }
    }

    /// Takes a case from a user; from one who does not have it, nothing changes.
    ///
    /// - Returns: The users that the case is assigned to now, by name.
    /// - Throws: ``StoreError`` `notFound` for an unknown case.
    public func unassign(_ id: CaseID, from user: String) throws(StoreError) -> [String] {
        try write(confirm: { session, users in try session.assigned(id) == users }) { session in
            let found = try session.assignable(id)
            guard try session.isAssigned(found.n, to: user) else { return try session.assigned(id) }
            var counters = try ServerCounters(session, now: environment.now())
            try session.assign(found.n, to: user, isRemoved: true, feed: counters.nextFeed())
            try counters.keep(in: session)
            try session.journal(.assignment(id, user: user, isRemoved: true))
            return try session.assigned(id)
        }
    }

    /// The users that a case is assigned to, by name.
    ///
    /// - Throws: ``StoreError`` `notFound` for an unknown case.
    public func assigned(_ id: CaseID) throws(StoreError) -> [String] {
        try read { session in try session.assigned(id) }
    }
}

extension Session {
    /// A case that can be assigned: its number and hash.
    fileprivate func assignable(_ id: CaseID) throws -> (n: Int64, hash: UInt64) {
        let found = try prepare(
            """
            SELECT cases.n, cases.hash FROM kind_case JOIN cases ON cases.n = kind_case._n
            WHERE kind_case.id = ?
            """
        )
        .bind(1, id.bits).first { (n: $0.integer(0), hash: $0.unsigned(1)) }
        guard let found else { throw StoreError(.notFound, "there is no such case") }
        return found
    }

    /// The users that a case is assigned to, by name.
    fileprivate func assigned(_ id: CaseID) throws -> [String] {
        let found = try assignable(id)
        return try users(holding: found.n).map { try names.text($0) }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The interned names of the users that hold a case.
    func users(holding caseN: Int64) throws -> [Int64] {
        try prepare("SELECT user FROM assignments WHERE \"case\" = ? AND removed = 0")
            .bind(1, caseN).all { $0.integer(0) }
    }

    /// Whether a user holds a case.
    func isAssigned(_ caseN: Int64, to user: String) throws -> Bool {
        guard let user = names.id(.author, user) else { return false }
        return try prepare(
            "SELECT 1 FROM assignments WHERE \"case\" = ? AND user = ? AND removed = 0"
        )
        .bind(1, caseN).bind(2, user).first { _ in true } ?? false
    }

    /// Gives a case to a user, or takes it from him, where that is news.
    func assign(_ caseN: Int64, to user: String, isRemoved: Bool, feed: Int64) throws {
        guard try isAssigned(caseN, to: user) == isRemoved else { return }
        let userID = try intern(.author, user)
        let hash =
            try prepare("SELECT hash FROM cases WHERE n = ?").bind(1, caseN)
            .first { $0.unsigned(0) } ?? 0
        if isRemoved {
            try prepare(
                "UPDATE assignments SET removed = 1, feed = ? WHERE \"case\" = ? AND user = ?"
            )
            .bind(1, feed).bind(2, caseN).bind(3, userID).run()
            try addToHash(of: userID, 0 &- hash)
        } else {
            try addAssignment(of: caseN, to: user, since: feed)
            try addToHash(of: userID, hash)
        }
    }

    /// Gives a case to a user from feed number `since`; its hash is the caller's to add.
    func addAssignment(of caseN: Int64, to user: String, since: Int64) throws {
        try prepare(
            """
            INSERT OR REPLACE INTO assignments ("case", user, since, feed, removed)
            VALUES (?, ?, ?, ?, 0)
            """
        )
        .bind(1, caseN).bind(2, try intern(.author, user)).bind(3, since).bind(4, since).run()
    }

    /// The sum of the hashes of the cases that a user holds.
    func scopeHash(of user: Int64) throws -> StateHash {
        let sum = try prepare("SELECT hash FROM scope_hashes WHERE user = ?").bind(1, user)
            .first { $0.unsigned(0) }
        return StateHash(sum: sum ?? 0)
    }

    /// Adds to the sum of the hashes of the cases that a user holds.
    func addToHash(of user: Int64, _ change: UInt64) throws {
        let sum = try scopeHash(of: user).sum &+ change
        try prepare("INSERT OR REPLACE INTO scope_hashes (user, hash) VALUES (?, ?)")
            .bind(1, user).bind(2, sum).run()
    }
}
