public import SyncModel

extension Store {
    /// Adds reserved case numbers.
    ///
    /// - Parameter block: The numbers; those of a block that is here already change nothing.
    /// - Throws: ``StoreError`` `notSaved`, `unknown` or `corrupt`.
    public func addNumbers(_ block: NumberBlock) throws(StoreError) {
        try write(confirm: { session, _ in try session.hasNumbers(block) }) { session in
            guard try !session.hasNumbers(block) else { return }
            try session.prepare(
                "INSERT INTO numbers (prefix, year, next, last) VALUES (?, ?, ?, ?)"
            )
            .bind(1, text: block.prefix).bind(2, Int64(block.year))
            .bind(3, Int64(block.first)).bind(4, Int64(block.last)).run()
        }
    }

    /// How many reserved numbers are left for `year`.
    ///
    /// - Parameter year: The year.
    /// - Returns: The count, at least 0.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func numbersLeft(year: Int) throws(StoreError) -> Int {
        try read { session in
            let sum = try session.prepare(
                "SELECT total(last - next + 1) FROM numbers WHERE year = ? AND next <= last"
            )
            return Int(try sum.bind(1, Int64(year)).first { $0.integer(0) } ?? 0)
        }
    }

    /// The next reserved serial for `year`, used up when a save with it commits; `nil` when none is left.
    ///
    /// - Parameter year: The year.
    /// - Returns: The block's prefix and the serial.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func nextNumber(year: Int) throws(StoreError) -> (prefix: String, serial: Int)? {
        try read { session in
            try session.prepare(
                """
                SELECT prefix, next FROM numbers WHERE year = ? AND next <= last
                ORDER BY id LIMIT 1
                """
            )
            .bind(1, Int64(year)).first { (prefix: $0.text(0), serial: Int($0.integer(1))) }
        }
    }
}

extension Session {
    fileprivate func hasNumbers(_ block: NumberBlock) throws -> Bool {
        try prepare("SELECT 1 FROM numbers WHERE prefix = ? AND year = ? AND last = ?")
            .bind(1, text: block.prefix).bind(2, Int64(block.year)).bind(3, Int64(block.last))
            .first { _ in true } ?? false
    }

    /// Uses up a reserved number: `PREFIX-YEAR-SERIAL-CHECK`; any other form is left alone.
    func useUpNumber(_ number: String) throws {
        let parts = number.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 4, let year = Int64(parts[1]), let serial = Int64(parts[2]) else {
            return
        }
        try prepare(
            """
            UPDATE numbers SET next = ?1 + 1
            WHERE prefix = ?2 AND year = ?3 AND ?1 BETWEEN next AND last
            """
        )
        .bind(1, serial).bind(2, text: String(parts[0])).bind(3, year).run()
    }
}
