import Casework
import Foundation
import SyncModel
import Testing

@testable import LaptopCommands

/// Shows a day without a network, by the real program on a real store.
@Suite struct OfflineTests {
    private let laptop: EnrolledFolder

    init() throws { laptop = try EnrolledFolder() }

    @Test func `makes cases with reserved numbers, then with temporary ones`() throws {
        let first = try laptop.done("case", "new", "person.familyName=Jansen")
        #expect(first["changes"] == .integer(2))
        let number = try #require(first["case"]?.text)
        #expect(throws: Never.self) { try CaseNumber(reading: number) }
        _ = try laptop.done("case", "new")
        let third = try laptop.done("case", "new")
        let temporary = try #require(third["case"]?.text)
        #expect(temporary.hasPrefix("TMP-"))
        #expect(try laptop.done("case", "show", temporary)["id"] == third["id"])
        let id = try #require(first["id"]?.text)
        for name in [number, number.lowercased(), String(number.dropLast(2)), id] {
            #expect(try laptop.done("case", "show", name)["id"] == first["id"])
        }
        #expect(try laptop.refused(65, "case", "show", "HLM").contains("more than one"))
        let last = number.hasSuffix("X") ? "Y" : "X"
        let mistyped = try laptop.refused(65, "case", "show", number.dropLast() + last)
        #expect(mistyped.contains("last character"))
    }

    @Test func `writes fields and records, all or none`() throws {
        let number = try laptop.done("case", "new")["case"]?.text ?? ""
        let set = try laptop.done(
            "case",
            "set",
            number,
            "screening/start.housing:status=need",
            "action/new:title=Pas"
        )
        #expect(set["changes"] == .integer(2))
        let record = try #require(set["records"]?.elements?.first?.text)
        #expect(record.hasPrefix("action/"))
        let again = try laptop.done("case", "set", number, "\(record):title=Pas")
        #expect(again["changes"] == .integer(0))
        try laptop.refused(65, "case", "set", number, "person.familyName=X", "nothing=1")
        let shown = try laptop.done("case", "show", number)
        #expect(shown["fields"]?["person.familyName"] == nil)
        #expect(shown["records"]?["screening"]?.elements?.first?["key"]?.text == "start.housing")
        let unknown = "action/0190a000-0000-7000-8000-000000000000:title=x"
        try laptop.refused(65, "case", "set", number, unknown)
        #expect(try laptop.done("status")["pending"]?.integer ?? 0 > 0)
        #expect(try laptop.done("check")["ok"] == .bool(true))
    }

    @Test func `deletes, refuses writes, and restores`() throws {
        let number = try laptop.done("case", "new", "person.familyName=Jansen")["case"]?.text ?? ""
        #expect(try laptop.done("case", "delete", number)["changes"] == .integer(1))
        try laptop.refused(65, "case", "set", number, "person.familyName=X")
        #expect(try laptop.done("case", "list").elements == [])
        let all = try laptop.done("case", "list", "--all")
        #expect(all.elements?.first?["alive"] == .bool(false))
        #expect(try laptop.done("case", "restore", number)["changes"] == .integer(1))
        #expect(try laptop.done("case", "list").elements?.count == 1)
        try laptop.refused(65, "case", "delete", "\(number)/action/nokey")
    }

    @Test func `records a visit and its amendment`() throws {
        let number = try laptop.done("case", "new")["case"]?.text ?? ""
        let visit = try laptop.done(
            "visit",
            "new",
            number,
            "--on",
            "2026-01-05",
            "--kind",
            "pi_visit",
            "--result",
            "spoken",
            "--section",
            "housing=Huurachterstand",
            "--note",
            "Rustig gesprek"
        )
        let id = try #require(visit["visit"]?.text)
        #expect(visit["changes"] == .integer(5))
        let amended = try laptop.done(
            "visit",
            "amend",
            number,
            id,
            "--reason",
            "Fout",
            "--note",
            "Toch niet"
        )
        #expect(amended["changes"] == .integer(3))
        let listed = try #require(try laptop.done("visit", "list", number).elements?.first)
        #expect(listed["sections"]?["housing"]?.text == "Huurachterstand")
        #expect(listed["amendments"]?.elements?.first?["note"]?.text == "Toch niet")
        #expect(listed["author"]?.text == "anna")
        let future = CivilDate(dayNumber: Int(Outside.now().milliseconds / 86_400_000) + 3)
        try laptop.refused(
            65,
            "visit",
            "new",
            number,
            "--on",
            future.description,
            "--kind",
            "phone",
            "--result",
            "spoken"
        )
        try laptop.refused(64, "visit", "new", number, "--on", "2026-01-05")
        try laptop.refused(64, "visit", "new", number)
        let edit = "visit/\(id):note=x"
        try laptop.refused(65, "case", "set", number, edit)
        let hits = try laptop.done("search", "huurACHTER").elements
        #expect(hits?.first?["case"]?.text == number)
    }

    @Test func `asks for a visit question by question on a terminal`() throws {
        let number = try laptop.done("case", "new", "person.familyName=Jansen")["case"]?.text ?? ""
        let typed = "2026-13-01\n2026-01-05\n9\npi_visit\n1\n" + String(repeating: "\n", count: 40)
        let answer = try laptop.process.runOnTerminal("visit", "new", number, typed: typed)
        #expect(answer.code == 0, "\(answer.output)")
        #expect(answer.output.contains("is not a date"))
        #expect(answer.output.contains("is not a choice"))
        let listed = try laptop.done("visit", "list", number).elements
        #expect(listed?.first?["on"]?.text == "2026-01-05")
        #expect(listed?.first?["kind"]?.text == "pi_visit")
    }

    @Test func `keeps everything when the server is not there`() throws {
        _ = try laptop.done("case", "new", "person.familyName=Jansen")
        let before = try laptop.done("status")
        let message = try laptop.refused(69, "sync")
        #expect(message.contains("safe on this laptop"))
        #expect(try laptop.done("status") == before)
        let plan = try laptop.done("sync", "--dry-run")
        #expect(plan["pushed"] == before["pending"])
    }

    @Test func `shows hostile names harmlessly and stores them exactly`() throws {
        let name = "\u{1B}[31mred\u{202E}evil"
        let number = try laptop.done("case", "new", "person.familyName=\(name)")["case"]?.text ?? ""
        let shown = try laptop.done("case", "show", number)
        let value = try #require(shown["fields"]?["person.familyName"]?["value"]?.text)
        #expect(value.utf8.elementsEqual(name.utf8))
        for answer in [
            try laptop.process.run("case", "show", number),
            try laptop.process.run("case", "list"), try laptop.process.run("search", "red"),
            try laptop.process.runOnTerminal("case", "show", number),
        ] {
            #expect(answer.output.contains("\\u{1B}[31mred"))
            #expect(!answer.output.unicodeScalars.contains("\u{1B}"))
            #expect(!answer.output.unicodeScalars.contains("\u{202E}"))
        }
    }

    @Test func `lets several commands take turns`() async throws {
        let number = try laptop.done("case", "new")["case"]?.text ?? ""
        let process = laptop.process
        let codes = try await withThrowingTaskGroup(of: Int32.self) { group in
            for index in 0..<5 {
                group.addTask {
                    try process.run("case", "set", number, "action/new:title=\(index)").code
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes == [0, 0, 0, 0, 0])
        let shown = try laptop.done("case", "show", number)
        #expect(shown["records"]?["action"]?.elements?.count == 5)
    }

    @Test func `acknowledges no notice that was not printed`() throws {
        #expect(try laptop.done("notices", "--ack").elements == [])
        #expect(try laptop.done("conflict", "list").elements == [])
        let number = try laptop.done("case", "new", "person.familyName=A")["case"]?.text ?? ""
        _ = try laptop.done("case", "set", number, "person.familyName=B")
        let history = try laptop.done("history", number, "person.familyName").elements
        #expect(history?.map { $0["value"]?.text } == ["A", "B"])
        #expect(history?.last?["status"]?.text == "pending")
        try laptop.refused(65, "history", number, "person.familyNam")
    }
}
