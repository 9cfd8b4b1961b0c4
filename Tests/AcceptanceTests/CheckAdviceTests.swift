import Foundation
import Testing

/// Shows that `check` on both sides ends with 65 when an invariant does not hold, and says what to do.
@Suite(.waitsForProcesses) struct CheckAdviceTests {
    private let words = Vocabulary.example

    private func alter(_ file: URL, _ sql: String, in folder: TemporaryFolder) throws {
        let answer = try Programs.run("sqlite3", [file.path, sql], in: folder)
        try #require(answer.code == 0, "\(answer)")
    }

    @Test func `the server's names the invariant, and says to copy and restore`() throws {
        let day = try Day(words, laptops: 1)
        let office = day.office
        office.stop()
        let names = try FileManager.default.contentsOfDirectory(atPath: office.data.path)
        let store = try #require(names.first { $0.hasSuffix(".db") })
        let file = office.data.appending(path: store)
        try alter(file, "UPDATE cases SET hash = hash + 1", in: office.folder)
        let answer = try office.run(["check"])
        #expect(answer.code == 65)
        let broken = try answer.json["invariants"].array.filter { $0["ok"] == false }
        #expect(broken.contains { $0["name"] == "stateHash" })
        #expect(answer.messages.contains("Delete nothing."), "\(answer)")
        #expect(answer.messages.contains("sluis-server restore"), "\(answer)")
    }

    @Test(arguments: [("en_GB.UTF-8", "Call the help desk"), ("nl_NL.UTF-8", "Bel de helpdesk")])
    func `the laptop's says whom to call, and to delete nothing`(locale: String, next: String)
        throws
    {
        let day = try Day(words, laptops: 1)
        let laptop = day.laptops[0]
        let file = laptop.home.appending(path: "store.db")
        try alter(file, "UPDATE cases SET hash = hash + 1", in: laptop.folder)
        laptop.variables["LC_ALL"] = locale
        let answer = try laptop.runPlain("check")
        #expect(answer.code == 65)
        #expect(answer.messages.contains(next), "\(answer)")
        let safe = locale.hasPrefix("nl") ? "Verwijder niets" : "Delete nothing"
        #expect(answer.messages.contains(safe), "\(answer)")
    }
}
