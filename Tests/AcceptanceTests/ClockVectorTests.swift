import Foundation
import Testing

/// Shows the acceptance vectors V17 and V18 of `docs/DESIGN.md` §11 through the real programs over HTTP, with a clock
/// that is wrong during the save, and right or still wrong during the sync.
@Suite(.waitsForProcesses) struct ClockVectorTests {
    private static let year = 365 * 86_400

    @Test(arguments: Vocabulary.all, [false, true])
    func `V17: a clock a year ahead wins nothing and blocks nobody`(
        words: Vocabulary,
        isSetRight: Bool
    ) throws {
        let day = try Day(words, laptops: 2)
        day.laptops[0].variables = try WrongClock.variables(ahead: Self.year)
        try day.laptops[0].set(day.caseID, "\(words.text)=Ahead")
        if isSetRight { day.laptops[0].variables = [:] }
        try day.laptops[1].set(day.caseID, "\(words.text)=Later")
        try day.syncAll()
        let conflict = try day.office.onlyConflict()
        #expect(conflict["shown"] == "Later")
        #expect(conflict["candidates"].array.map { $0["value"] } == ["Later", "Ahead"])
        #expect(conflict["candidates"].array.map { $0["clockSuspect"] } == [false, true])
        try day.laptops[1].set(day.caseID, "\(words.text)=Last")
        try day.syncAll()
        #expect(try day.office.conflicts() == [])
        try day.expectShown(words.text, "Last")
        try day.expectAgreement()
    }

    @Test(arguments: [year, -20 * year])
    func `what a laptop makes with a wrong clock has the right year`(ahead: Int) throws {
        let day = try Day(.haarlem, laptops: 1)
        let laptop = day.laptops[0]
        laptop.variables = try WrongClock.variables(ahead: ahead)
        try laptop.sync()
        let made = try laptop.done("case", "new", "person.familyName=Jansen")
        let year = Calendar(identifier: .gregorian).component(.year, from: Date())
        #expect(made["case"].text.contains("-\(year)-"))
        #expect(try laptop.done("status")["lastSync"].text.hasPrefix("\(year)-"))
        try laptop.expectRefused(
            65,
            "visit",
            "new",
            made["id"].text,
            "--on",
            "\(year + 1)-01-31",
            "--kind",
            "pi_visit",
            "--result",
            "spoken"
        )
        try laptop.sync()
        let listed = try day.office.done("case", "show", made["id"].text)
        #expect(listed["case"] == made["case"])
    }

    @Test(arguments: Vocabulary.all, [false, true])
    func `V18: a clock in 1970 does not always lose`(words: Vocabulary, isSetRight: Bool) throws {
        let day = try Day(words, laptops: 2)
        try day.laptops[1].set(day.caseID, "\(words.text)=First")
        let seconds = Int(Date().timeIntervalSince1970)
        day.laptops[0].variables = try WrongClock.variables(ahead: -seconds)
        try day.laptops[0].set(day.caseID, "\(words.text)=Second")
        // What was yesterday for everybody else is no date of the future on such a laptop.
        let visit = try day.laptops[0].done(
            "visit",
            "new",
            day.caseID,
            "--on",
            "2026-01-05",
            "--kind",
            words.visit.kind,
            "--result",
            words.visit.result
        )
        #expect(visit["changes"] != 0)
        if isSetRight { day.laptops[0].variables = [:] }
        try day.syncAll()
        let conflict = try day.office.onlyConflict()
        #expect(conflict["candidates"].array.map { $0["value"] } == ["Second", "First"])
        #expect(conflict["candidates"].array.map { $0["clockSuspect"] } == [true, false])
        #expect(try day.office.done("quarantine", "list").array.isEmpty)
        try day.expectShown(words.text, "Second")
        try day.expectAgreement()
    }
}
