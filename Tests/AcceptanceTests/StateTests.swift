import Foundation
import Testing

/// Shows that divergence is noticed, and that a sync without news is small.
@Suite(.waitsForProcesses) struct StateTests {
    private let words = Vocabulary.example

    @Test
    func `a stored value altered with the sqlite3 shell makes the next sync report divergence`()
        throws
    {
        let day = try Day(words, laptops: 2, fields: ["\(words.text)=Jansen"])
        let laptop = day.laptops[0]
        let names = try FileManager.default.subpathsOfDirectory(atPath: laptop.home.path)
        let column = words.text.replacing(".", with: "_")
        var altered = 0
        for name in names where !name.hasSuffix("-wal") && !name.hasSuffix("-shm") {
            let file = laptop.home.appending(path: name).path
            let answer = try Programs.run(
                "sqlite3",
                [file, "UPDATE kind_case SET \"\(column)\" = 'Altered'; SELECT changes();"],
                in: laptop.folder
            )
            if answer.code == 0 {
                altered += Int(answer.text.split(separator: "\n").first ?? "") ?? 0
            }
        }
        try #require(altered == 1)
        let checked = try laptop.run(["check"])
        #expect(try checked.json["ok"] == false, "\(checked)")
        let synced = try laptop.run(["sync"])
        let other = try day.laptops[1].sync()
        let isNoticed = try synced.code != 0 || synced.json["stateHash"] != other["stateHash"]
        #expect(isNoticed, "\(synced)")
        #expect(!synced.messages.isEmpty, "divergence is silent: \(synced)")
    }

    @Test(arguments: [1, 100])
    func `a sync without news sends at most 2 KB`(cases: Int) throws {
        let day = try Day(words, laptops: 1)
        let relay = try Relay(to: day.office.address)
        let laptop = try day.office.laptop("erik", address: relay.address)
        for index in 1..<max(cases, 2) {
            _ = try day.laptops[0].newCase("\(words.text)=Jansen \(index)")
        }
        try day.laptops[0].sync()
        try laptop.sync()
        relay.reset()
        let synced = try laptop.sync()
        #expect(synced["pulled"] == 0)
        #expect(relay.bytesUp > 0)
        #expect(relay.bytesUp + relay.bytesDown <= 2_048, "\(relay.bytesUp) + \(relay.bytesDown)")
    }

    @Test func `a dry run tells and changes nothing`() throws {
        let day = try Day(words, laptops: 1)
        try day.laptops[0].set(day.caseID, "\(words.text)=Jansen")
        try day.laptops[0].done("sync", "--dry-run")
        #expect(try day.laptops[0].done("status")["pending"] == 1)
        #expect(try day.office.done("history", day.caseID, words.text).array == [])
    }

    @Test func `a counsellor holds only the cases assigned to him`() throws {
        let day = try Day(words, laptops: 1)
        let laptop = try day.office.laptop("erik", role: "counsellor")
        try laptop.sync()
        #expect(try laptop.done("case", "list").array == [])
        try laptop.expectRefused(65, "case", "show", day.caseID)
        let assigned = try day.office.done("assign", day.caseID, "erik")
        #expect(assigned["users"].array.contains("erik"))
        try laptop.sync()
        #expect(try laptop.done("case", "list").array.map { $0["id"] } == [.string(day.caseID)])
        let own = try laptop.newCase("\(words.text)=Own")
        try laptop.sync()
        try day.laptops[0].sync()
        #expect(try day.laptops[0].value(own, words.text) == "Own")
        try day.office.done("unassign", day.caseID, "erik")
        try laptop.sync()
        #expect(try laptop.done("case", "list").array.map { $0["id"] } == [.string(own)])
    }
}
