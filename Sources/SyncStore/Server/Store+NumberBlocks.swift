public import SyncModel

extension Store {
    /// Reserves `count` serials of `year` for a device.
    ///
    /// - Parameters:
    ///   - replica: The device.
    ///   - prefix: The letters before the year.
    ///   - year: The year that the numbers are for.
    ///   - count: How many, at least 1.
    /// - Returns: Serials that nobody else gets.
    /// - Throws: ``StoreError`` `invalid` for no number, `notSaved`, `unknown`, `corrupt` or `busy`.
    public func reserveNumbers(
        for replica: ReplicaID,
        prefix: String,
        year: Int,
        count: Int
    ) throws(StoreError) -> NumberBlock {
        guard count > 0 else { throw StoreError(.invalid, "a block holds at least one number") }
        return try write(
            confirm: { session, block in
                try session.holdsNumber(prefix, year, block.first, replica)
            },
            { session in
                let first = try session.takeSerials(prefix, year, count: count)
                let last = first + count - 1
                try session.prepare(
                    "INSERT INTO number_blocks (replica, prefix, year, first, last) VALUES (?, ?, ?, ?, ?)"
                )
                .bind(1, replica.bits).bind(2, text: prefix).bind(3, Int64(year))
                .bind(4, Int64(first)).bind(5, Int64(last)).run()
                return NumberBlock(prefix: prefix, year: year, first: first, last: last)
            }
        )
    }
}

extension Session {
    /// Takes `count` serials of a year that nobody has; returns the first.
    func takeSerials(_ prefix: String, _ year: Int, count: Int) throws -> Int {
        let first =
            try prepare("SELECT next FROM number_years WHERE prefix = ? AND year = ?")
            .bind(1, text: prefix).bind(2, Int64(year)).first { $0.integer(0) } ?? 1
        try prepare("INSERT OR REPLACE INTO number_years (prefix, year, next) VALUES (?, ?, ?)")
            .bind(1, text: prefix).bind(2, Int64(year)).bind(3, first + Int64(count)).run()
        return Int(first)
    }

    /// Whether a serial stands in a block of this device.
    func holdsNumber(_ prefix: String, _ year: Int, _ serial: Int, _ replica: ReplicaID) throws
        -> Bool
    {
        try prepare(
            """
            SELECT 1 FROM number_blocks
            WHERE prefix = ? AND year = ? AND first <= ?3 AND last >= ?3 AND replica = ?
            """
        )
        .bind(1, text: prefix).bind(2, Int64(year)).bind(3, Int64(serial)).bind(4, replica.bits)
        .first { _ in true } ?? false
    }
}

/// A case number in its parts; whether the check character fits is for the one who makes it to say.
struct NumberParts: Hashable {
    /// The letters before the year.
    let prefix: String
    /// The year.
    let year: Int
    /// The serial, from 1.
    let serial: Int

    /// Reads `PREFIX-YEAR-SERIAL` or `PREFIX-YEAR-SERIAL-CHECK`.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3 || parts.count == 4, !parts[0].isEmpty,
            parts[0].utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }),
            parts[1].utf8.count == 4, let year = Self.digits(parts[1]),
            parts[2].utf8.count >= 4, let serial = Self.digits(parts[2]), serial > 0
        else { return nil }
        prefix = String(parts[0])
        self.year = year
        self.serial = serial
    }

    private static func digits(_ text: Substring) -> Int? {
        let isPlain = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return isPlain ? Int(text) : nil
    }

    /// The prefix of a schema's case numbers: `HLM` for Haarlem, else the first three letters of its name in
    /// capitals; `C` for a name without letters.
    static func prefix(of schema: Schema) -> String {
        if Text(schema.name) == "haarlem" { return "HLM" }
        let letters = schema.name.uppercased().utf8.filter {
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
        }
        return letters.isEmpty ? "C" : String(decoding: letters.prefix(3), as: UTF8.self)
    }
}
