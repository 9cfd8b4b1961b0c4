import Foundation
import Testing

/// Shows what happens on a disk that is full or read-only: exit 74, and every acknowledged save in place.
@Suite(.enabled(if: SmallDisk.isPossible), .waitsForProcesses) struct DiskTests {
    private let words = Vocabulary.example

    @Test(arguments: [0, 8_192, 65_536, 200_000])
    func `on a full disk a save ends with 74, and what was promised stays`(left: Int) throws {
        let office = try Office(schema: words.schema)
        let disk = try SmallDisk(megabytes: 16)
        let laptop = try Laptop(user: "anna", home: disk.folder.url.appending(path: "home"))
        let code = try office.code(for: "anna", role: "coordinator")
        try laptop.done("enrol", office.address, "--code", code)
        let caseID = try laptop.newCase("\(words.text)=Jansen")
        let filler = try disk.fill(leaving: left)
        var promised = 0
        var failures = 0
        for index in 0..<40 where failures < 2 {
            let note = String(repeating: "lang verhaal \(index) ", count: 600)
            let answer = try laptop.run(
                [
                    "visit", "new", caseID, "--on", "2026-01-05", "--kind", words.visit.kind,
                    "--result", words.visit.result, "--note", "-",
                ],
                input: note
            )
            if answer.code == 0 {
                promised += 1
            } else {
                #expect(answer.code == 74, "\(answer)")
                #expect(!answer.messages.isEmpty)
                failures += 1
            }
        }
        #expect(failures > 0)
        try FileManager.default.removeItem(at: filler)
        try laptop.expectSound()
        #expect(try laptop.done("visit", "list", caseID).array.count >= promised)
        try laptop.sync()
        #expect(try office.done("case", "show", caseID)["visits"].array.count >= promised)
    }

    @Test func `in a read-only folder a save ends with 74 and reading goes on`() throws {
        let office = try Office(schema: words.schema)
        let disk = try SmallDisk(megabytes: 16)
        let laptop = try Laptop(user: "anna", home: disk.folder.url.appending(path: "home"))
        let code = try office.code(for: "anna", role: "coordinator")
        try laptop.done("enrol", office.address, "--code", code)
        let caseID = try laptop.newCase("\(words.text)=Jansen")
        try disk.setReadOnly(true)
        let answer = try laptop.run(["case", "set", caseID, "\(words.text)=Janssen"])
        #expect(answer.code == 74, "\(answer)")
        #expect(!answer.messages.isEmpty)
        try disk.setReadOnly(false)
        #expect(try laptop.value(caseID, words.text) == "Jansen")
        try laptop.expectSound()
    }

    @Test func `when the server's disk is full the laptop ends with 69 and keeps its changes`()
        throws
    {
        let day = try Day(words, laptops: 1)
        let disk = try SmallDisk(megabytes: 16)
        day.office.stop()
        let moved = disk.folder.url.appending(path: "data")
        try FileManager.default.copyItem(at: day.office.data, to: moved)
        try FileManager.default.removeItem(at: day.office.data)
        try FileManager.default.createSymbolicLink(at: day.office.data, withDestinationURL: moved)
        try day.office.start()
        let filler = try disk.fill(leaving: 0)
        let note = String(repeating: "lang verhaal ", count: 1_500)
        for _ in 0..<30 {
            let answer = try day.laptops[0].run(
                [
                    "visit", "new", day.caseID, "--on", "2026-01-05", "--kind", words.visit.kind,
                    "--result", words.visit.result, "--note", "-",
                ],
                input: note
            )
            try #require(answer.code == 0)
        }
        let failed = try day.laptops[0].run(["sync"])
        #expect(failed.code == 69, "\(failed)")
        try FileManager.default.removeItem(at: filler)
        try day.laptops[0].sync()
        #expect(try day.office.done("case", "show", day.caseID)["visits"].array.count == 30)
        try day.expectAgreement()
        day.office.stop()
    }
}
