import Foundation
import Testing

/// Shows through the real programs that what was not sent yet survives a damaged store: `sluis rescue` writes it into a
/// file, and `sluis-server rescue` takes it in, once.
@Suite(.waitsForProcesses) struct RescueTests {
    private let words = Vocabulary.example
    private static let pageBytes = 4096

    /// A laptop with cases that the server has, and 40 values that it has not.
    private func pendingDay() throws -> (day: Day, cases: [String]) {
        let day = try Day(words, laptops: 2)
        let anna = day.laptops[0]
        var cases = [day.caseID]
        for index in 0..<9 { cases.append(try anna.newCase("\(words.text)=Known \(index)")) }
        try anna.sync()
        for index in 0..<20 { cases.append(try anna.newCase("\(words.text)=New \(index)")) }
        for (index, id) in cases.enumerated() {
            try anna.set(id, "\(words.text)=Pending \(index)")
        }
        return (day, cases)
    }

    private func store(of laptop: Laptop) -> URL { laptop.home.appending(path: "store.db") }

    /// Expects that the server, and another laptop, show every pending value, and that nothing waits for anyone.
    private func expectAll(_ day: Day, _ cases: [String]) throws {
        try day.laptops[1].sync()
        for (index, id) in cases.enumerated() {
            #expect(try day.laptops[1].value(id, words.text) == .string("Pending \(index)"))
        }
        #expect(try day.office.conflicts() == [])
        #expect(try day.office.done("quarantine", "list").array.isEmpty)
        try expectDone(day.office.run(["check"]))
    }

    @Test(arguments: Damage.allCases)
    func `all that waited is on the server, and nothing twice`(damage: Damage) throws {
        let (day, cases) = try pendingDay()
        let anna = day.laptops[0]
        let before = try Data(contentsOf: store(of: anna))
        let damaged = damage.damaged(before)
        try damaged.write(to: store(of: anna))
        let opened = try anna.run(["sync"])
        #expect([65, 74].contains(opened.code), "\(opened)")
        let file = anna.folder.url.appending(path: "rescue.bin")
        let answer = try anna.run(["rescue", file.path])
        #expect([0, 65].contains(answer.code), "\(answer)")
        #expect(try answer.json["changes"] == .number(Double(20 * 2 + cases.count)), "\(answer)")
        #expect(try answer.json["missing"] == 0)
        #expect(try Data(contentsOf: store(of: anna)) == damaged, "the damaged file was written")
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try Data(contentsOf: file).firstRange(of: Data("Pending".utf8)) == nil)
        let taken = try day.office.done("rescue", file.path)
        #expect(taken["damaged"] == 0)
        #expect(taken["receipts"]["quarantined"] == .null, "\(taken)")
        try expectAll(day, cases)
        let again = try day.office.done("rescue", file.path)
        #expect(again["receipts"].object.keys.sorted() == ["duplicate"], "\(again)")
        try expectAll(day, cases)
    }

    @Test func `what is behind a hole in the log waits for a person`() throws {
        let (day, cases) = try pendingDay()
        let anna = day.laptops[0]
        var bytes = try Data(contentsOf: store(of: anna))
        // The page of the log that holds a value in the middle, which is in no row of a case any more.
        let value = Data("New 9".utf8)
        let place = try #require(bytes.firstRange(of: value)).lowerBound
        let start = place / Self.pageBytes * Self.pageBytes
        bytes.replaceSubrange(start..<start + Self.pageBytes, with: Data(count: Self.pageBytes))
        try bytes.write(to: store(of: anna))
        let file = anna.folder.url.appending(path: "rescue.bin")
        let answer = try anna.run(["rescue", file.path])
        #expect(answer.code == 65, "\(answer)")
        let missing = try #require(try answer.json["missing"].integer)
        #expect(missing > 0)
        let taken = try day.office.done("rescue", file.path)
        let kept = try day.office.done("quarantine", "list").array
        #expect(!kept.isEmpty)
        #expect(kept.allSatisfy { $0["reason"] == "rescued" })
        #expect(taken["receipts"]["quarantined"] == .number(Double(kept.count)))
        #expect(try day.office.done("rescue", file.path)["receipts"]["duplicate"] != .null)
        #expect(try day.office.done("quarantine", "list").array.count == kept.count)
        for change in kept { _ = try day.office.run(["quarantine", "admit", change["id"].text]) }
        try day.laptops[1].sync()
        let last = try day.laptops[1].value(cases[cases.count - 1], words.text)
        #expect(last == .string("Pending \(cases.count - 1)"))
        #expect(try day.office.conflicts() == [])
        try expectDone(day.office.run(["check"]))
    }

    @Test func `a file that was taken in does no harm to the laptop that goes on`() throws {
        let (day, cases) = try pendingDay()
        let anna = day.laptops[0]
        let file = anna.folder.url.appending(path: "rescue.bin")
        let written = try anna.done("rescue", file.path)
        #expect(written["whole"] == true)
        try day.office.done("rescue", file.path)
        let synced = try anna.sync()
        #expect(synced["receipts"].object.keys.sorted() == ["duplicate"], "\(synced)")
        try expectAll(day, cases)
        try day.expectAgreement()
    }

    @Test func `it ends with the codes of the contract`() throws {
        let day = try Day(words, laptops: 1)
        let anna = day.laptops[0]
        let file = anna.folder.url.appending(path: "rescue.bin")
        try Laptop(user: "nobody").expectRefused(77, "rescue", file.path)
        #expect(try anna.done("rescue", file.path)["changes"] == 0)
        try anna.expectRefused(65, "rescue", file.path)
        try anna.expectRefused(74, "rescue", "/proc/none/rescue.bin")
        var bytes = try Data(contentsOf: file)
        bytes[0] ^= 1
        try bytes.write(to: file)
        #expect(try day.office.run(["rescue", file.path]).code == 65)
        #expect(try day.office.run(["rescue", file.path + ".none"]).code == 65)
        let other = try Office(schema: words.schema)
        try anna.set(day.caseID, "\(words.text)=Waits")
        let second = anna.folder.url.appending(path: "second.bin")
        try anna.done("rescue", second.path)
        #expect(try other.run(["rescue", second.path]).code == 65)
        let cut = try Data(contentsOf: second).dropLast(5)
        try cut.write(to: second)
        #expect(try day.office.run(["rescue", second.path]).code == 65)
        try FileManager.default.removeItem(at: store(of: anna))
        try anna.expectRefused(65, "rescue", file.path + ".third")
    }

    @Test(arguments: [
        ("en_GB.UTF-8", "sluis rescue FILE"), ("nl_NL.UTF-8", "sluis rescue BESTAND"),
    ])
    func `a damaged store says what to do`(locale: String, words expected: String) throws {
        let day = try Day(words, laptops: 1)
        let anna = day.laptops[0]
        anna.variables["LC_ALL"] = locale
        try Damage.head.damaged(Data(contentsOf: store(of: anna))).write(to: store(of: anna))
        let told = try anna.runPlain("status")
        #expect(told.code == 74)
        #expect(told.messages.contains(expected), "\(told)")
    }

    /// Where the file is damaged; the log itself is whole.
    enum Damage: CaseIterable {
        /// The first page, with the file's header.
        case head
        /// Every page that holds names of tables, units or kinds in plain text.
        case names
        /// Pages of indexes.
        case indexes

        func damaged(_ bytes: Data) -> Data {
            var bytes = bytes
            for page in 0..<bytes.count / RescueTests.pageBytes {
                let start = page * RescueTests.pageBytes
                let range = start..<start + RescueTests.pageBytes
                let isHit =
                    switch self {
                    case .head: page == 0
                    case .names:
                        page > 0 && bytes[start] == 13
                            && bytes[range].firstRange(of: Data("CREATE TABLE".utf8)) != nil
                    case .indexes: page > 0 && bytes[start] == 10
                    }
                guard isHit else { continue }
                bytes.replaceSubrange(range, with: Data(count: RescueTests.pageBytes))
            }
            return bytes
        }
    }
}
