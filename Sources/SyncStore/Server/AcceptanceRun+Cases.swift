internal import SyncModel

// Making cases and giving them numbers.
extension AcceptanceRun {
    /// Makes the case of a save; its file is made by the change that asked for it.
    func makeCase(of part: RunPart) throws -> Int {
        let n = try max(session.nextRow(of: "cases", "n"), (cases.map(\.n).max() ?? 0) + 1)
        let number = try number(for: part, caseN: n)
        var standing = RunCase(
            n: n,
            id: part.save.caseID,
            number: number,
            revision: 0,
            isNew: true
        )
        standing.maker = part.user
        return add(standing)
    }

    /// The number that the save brings when it is the device's to give and free, else the next of the year.
    ///
    /// Then the one it brings stays an alias.
    private func number(for part: RunPart, caseN: Int64) throws -> String {
        let given = part.save.caseNumber
        if let given, try isReserved(given, for: part.save.changes[0].dot.incarnation) {
            try session.rememberNumber(given, of: caseN)
            return given
        }
        if let given, (1...Self.aliasBytesMax).contains(given.utf8.count) {
            try session.rememberNumber(given, of: caseN)
        }
        let prefix = NumberParts.prefix(of: schema)
        let year = min(max(CivilDate(of: part.row.order).year, 1), 9999)
        while true {
            let serial = try session.takeSerials(prefix, year, count: 1)
            let number = environment.caseNumber(prefix, year, serial)
            guard try session.isFree(number) else { continue }
            try session.rememberNumber(number, of: caseN)
            return number
        }
    }

    private static let aliasBytesMax = 64

    /// Whether a number stands in a block of the device, also from before it enrolled anew, and is free.
    private func isReserved(_ number: String, for incarnation: IncarnationID) throws -> Bool {
        guard let parts = NumberParts(number),
            Text(environment.caseNumber(parts.prefix, parts.year, parts.serial)) == Text(number)
        else { return false }
        guard try session.isFree(number) else { return false }
        if try session.isInGap(parts.prefix, parts.year, parts.serial) { return true }
        return try session.replicas(of: incarnation).contains { replica in
            try session.holdsNumber(parts.prefix, parts.year, parts.serial, replica)
        }
    }
}

extension Session {
    /// Whether no case has, or ever had, this number.
    fileprivate func isFree(_ number: String) throws -> Bool {
        try prepare("SELECT 1 FROM case_numbers WHERE number = ?").bind(1, text: number)
            .first { _ in false } ?? true
    }
}

extension CivilDate {
    /// The date of an instant in UTC.
    init(of instant: Instant) {
        let day: Int64 = 86_400_000
        let (days, rest) = instant.milliseconds.quotientAndRemainder(dividingBy: day)
        self.init(dayNumber: Int(rest < 0 ? days - 1 : days))
    }
}
