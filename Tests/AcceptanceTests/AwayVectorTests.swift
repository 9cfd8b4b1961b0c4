import Foundation
import Testing

/// Shows V25 of `docs/DESIGN.md` §11 through the real programs: a laptop that was away for a year with thousands of
/// edits, some of which others contradict, brings exactly those into the queue; they are found and decided by its name
/// with one command, and taken back with one.
///
/// Some 500 edits, 30 of them in conflict; with `SLUIS_AWAY=5000` some 5,000, and 300 in conflict.
@Suite(.waitsForProcesses) struct AwayVectorTests {
    private let words = Vocabulary.example
    private let months = 12
    private let monthSeconds = 30 * 86_400

    /// Lets the server's clock be so many months ahead, as those of the laptops are.
    private func restart(_ office: Office, month: Int) throws {
        #expect(office.stop() == 0)
        let variables = try WrongClock.variables(ahead: month * monthSeconds)
        try office.start(under: ["env"] + variables.map { "\($0)=\($1)" })
    }

    @Test func `V25: a year away with many edits, of which some are in true conflict`() throws {
        let wanted = ProcessInfo.processInfo.environment["SLUIS_AWAY"].flatMap { Int($0) } ?? 500
        let (edits, conflicts) = (wanted / months * months, wanted * 3 / 50)
        let day = try Day(words, laptops: 3)
        let (away, home, third) = (day.laptops[0], day.laptops[1], day.laptops[2])
        let kind = String(words.natural.record.prefix { $0 != "/" })
        let (mine, theirs) = (words.natural.values[0], words.natural.values[1])
        func write(_ index: Int, _ value: String) -> String {
            "\(kind)/k\(index):\(words.natural.field)=\(value)"
        }
        let ofMonth = edits / months
        for month in 1...months {
            away.variables = try WrongClock.variables(ahead: month * monthSeconds)
            let range = (month - 1) * ofMonth..<month * ofMonth
            let done = try expectDone(
                away.run(["case", "set", day.caseID] + range.map { write($0, mine) })
            )
            #expect(done["changes"] != .null)
        }
        try restart(day.office, month: months)
        for laptop in day.laptops {
            laptop.variables = try WrongClock.variables(ahead: months * monthSeconds)
        }
        // Others write the same in some records, something else in some, and differ among themselves in others.
        let other = (0..<conflicts).map { write($0 * (edits / conflicts), theirs) }
        let same = (0..<conflicts).map { write($0 * (edits / conflicts) + 1, mine) }
        try expectDone(home.run(["case", "set", day.caseID] + other + same))
        for (laptop, value) in [(home, mine), (third, theirs)] {
            let own = (0..<7).map { write(edits + $0, value) }
            try expectDone(laptop.run(["case", "set", day.caseID] + own))
        }
        try home.sync()
        try third.sync()
        #expect(try day.office.conflicts().count == 7)
        let synced = try away.sync()
        #expect(synced["contested"].array.count == conflicts)
        #expect(synced["refused"] == [])
        try expectDecided(day, conflicts, all: conflicts + 7)
        try day.syncAll()
        try day.expectAgreement()
        print(
            "away for \(months) months: \(edits) records, \(synced["pushed"]) changes, "
                + "\(conflicts) in conflict"
        )
    }

    /// All of the first laptop's conflicts, and only they, are decided and taken back at once.
    private func expectDecided(_ day: Day, _ count: Int, all: Int) throws {
        let office = day.office
        let devices = try office.done("device", "list").array
        let device = try #require(devices.first { $0["user"] == "anna" })["id"].text
        func waiting(_ more: [String] = []) throws -> [JSON] {
            try expectDone(office.run(["conflict", "list", "--limit", "100000"] + more)).array
        }
        #expect(try waiting().count == all)
        let own = try waiting(["--from-device", device])
        #expect(own.count == count)
        #expect(
            own.allSatisfy { $0["candidates"].array.contains { $0["device"] == .string(device) } }
        )
        let decided = try office.done(
            "conflict",
            "resolve",
            "--all",
            "--from-device",
            device,
            "--rule",
            "latest",
            "--reason",
            "was away"
        )
        #expect(decided["resolved"] == .number(Double(count)))
        #expect(try waiting().count == all - count)
        #expect(try waiting(["--from-device", device]) == [])
        let batch = decided["batch"].text
        let undone = try office.done("conflict", "undo", batch, "--reason", "wrong drawer")
        #expect(undone["reopened"] == .number(Double(count)))
        let back = try waiting(["--from-device", device])
        #expect(Set(back.map { $0["record"] }) == Set(own.map { $0["record"] }))
        #expect(try waiting().count == all)
    }
}
