import Foundation
import Testing

/// Shows V21 and V22 of `docs/DESIGN.md` §11 through the real programs: laptops whose data folder is put back to a
/// copy, or copied to a second laptop.
@Suite struct RecoveryVectorTests {
    private let words = Vocabulary.example

    private var code: (field: String, first: String, second: String) {
        (words.code.field, words.code.values[0], words.code.values[1])
    }

    @Test func `V22: a laptop put back without pending changes goes on`() throws {
        let day = try Day(words, laptops: 2)
        let anna = day.laptops[0]
        let image = try anna.image()
        try anna.set(day.caseID, "\(words.text)=After")
        let later = try anna.newCase("\(words.text)=Later")
        try anna.sync()
        try anna.restore(image)
        #expect(try anna.run(["case", "show", later]).code == 65)
        let synced = try anna.sync()
        #expect(synced["restored"] == true)
        #expect(try anna.value(later, words.text) == "Later")
        try anna.set(day.caseID, "\(words.text)=On")
        let last = try anna.sync()
        #expect(last["restored"] == false)
        #expect(last["receipts"] == .object(["applied": 1]))
        try day.syncAll()
        #expect(try day.office.conflicts() == [])
        try day.expectShown(words.text, "On")
        try day.expectAgreement()
    }

    @Test func `V22: pending changes that had been accepted are not sent twice`() throws {
        let day = try Day(words, laptops: 2)
        let anna = day.laptops[0]
        try anna.set(day.caseID, "\(words.text)=Pending")
        let image = try anna.image()
        try anna.sync()
        try anna.set(day.caseID, "\(code.field)=\(code.first)")
        let taken = try anna.done("case", "new", "\(words.text)=Taken")
        try anna.sync()
        try anna.restore(image)
        try anna.set(day.caseID, "\(words.text)=Wrote on")
        // The laptop that went on gave this number too.
        let clashing = try anna.done("case", "new", "\(words.text)=Clashing")
        #expect(clashing["case"] == taken["case"])
        let synced = try anna.sync()
        #expect(synced["receipts"]["duplicate"] == 1)
        #expect(synced["receipts"]["applied"] != .null)
        try day.syncAll()
        #expect(try day.office.conflicts() == [])
        try day.expectShown(words.text, "Wrote on")
        try day.expectShown(code.field, words.json(code.field, code.first))
        let history = try day.office.done("history", day.caseID, words.text).array
        #expect(history.map { $0["value"] }.suffix(2) == ["Pending", "Wrote on"])
        // The later case got another number, and the ids go on resolving.
        let first = try anna.show(taken["id"].text)
        let second = try anna.show(clashing["id"].text)
        #expect(first["case"] == taken["case"])
        #expect(second["case"] != taken["case"])
        #expect(try anna.show(taken["case"].text)["id"] == taken["id"])
        try day.expectAgreement()
    }

    @Test(arguments: [[0, 1], [1, 0]])
    func `V21: of a cloned laptop both histories are kept and both enrol again`(order: [Int])
        throws
    {
        let day = try Day(words, laptops: 2)
        let (anna, bert) = (day.laptops[0], day.laptops[1])
        let pair = [anna, try anna.clone()]
        let (first, second) = (pair[order[0]], pair[order[1]])
        try first.set(day.caseID, "\(words.text)=First")
        try second.set(day.caseID, "\(words.text)=Second")
        try first.sync()
        try second.sync()
        try first.set(day.caseID, "\(code.field)=\(code.first)")
        let told = try first.expectRefused(77, "sync")
        #expect(told.messages.contains("enrol"))
        try second.expectRefused(77, "sync")
        // What is written meanwhile waits.
        let waiting = try second.newCase("\(words.text)=Waits")
        try second.expectRefused(77, "sync")
        #expect(try second.done("status")["cloned"] == true)
        let states = try day.office.done("device", "list").array.map { $0["state"] }
        #expect(states.sorted { $0.text < $1.text } == ["cloned", "enrolled"])
        for laptop in pair { try enrolAgain(laptop, day) }
        try bert.sync()
        for laptop in pair + [bert] + pair + [bert] { try laptop.sync() }
        #expect(try day.office.done("device", "list").array.count == 4)
        let conflict = try day.office.onlyConflict()
        #expect(Set(conflict["candidates"].array.map { $0["value"] }) == ["First", "Second"])
        let kept = try day.office.done("quarantine", "list").array
        #expect(kept.map { $0["reason"] } == ["clone"])
        #expect(kept[0]["value"] == words.json(code.field, code.first))
        try day.office.done("quarantine", "admit", kept[0]["id"].text)
        for laptop in pair + [bert] {
            try laptop.sync()
            #expect(
                try laptop.value(day.caseID, code.field) == words.json(code.field, code.first)
            )
            #expect(try laptop.value(waiting, words.text) == "Waits")
            #expect(try laptop.done("status")["pending"] == 0)
            try laptop.expectSound()
        }
        try expectDone(day.office.run(["check"]))
    }

    private func enrolAgain(_ laptop: Laptop, _ day: Day) throws {
        let before = try laptop.done("status")["replica"]
        let code = try day.office.code(for: laptop.user, role: "coordinator")
        let enrolled = try laptop.done("enrol", day.office.address, "--code", code)
        #expect(enrolled["replica"] != before)
        #expect(try laptop.done("status")["cloned"] == false)
    }

    @Test func `V21: a copy that was not told is enrolled as another laptop too`() throws {
        let day = try Day(words, laptops: 1)
        let anna = day.laptops[0]
        let clone = try anna.clone()
        try anna.set(day.caseID, "\(words.text)=First")
        try clone.set(day.caseID, "\(words.text)=Second")
        try anna.sync()
        try clone.sync()
        try anna.set(day.caseID, "\(words.text)=Third")
        try anna.expectRefused(77, "sync")
        try clone.set(day.caseID, "\(words.text)=Fourth")
        try enrolAgain(clone, day)
        let synced = try clone.sync()
        #expect(synced["receipts"]["quarantined"] == .null)
        // It had both candidates on its screen: an informed edit.
        #expect(try day.office.conflicts() == [])
        let shown = try day.office.done("case", "show", day.caseID)["fields"][words.text]["value"]
        #expect(shown == "Fourth")
        #expect(try day.office.done("quarantine", "list").array.map { $0["value"] } == ["Third"])
    }

    @Test(arguments: [("en_GB.UTF-8", "Two copies"), ("nl_NL.UTF-8", "twee kopieën")])
    func `the words say what happened, that nothing is lost, and what to do`(
        locale: String,
        words expected: String
    ) throws {
        let day = try Day(words, laptops: 1)
        let anna = day.laptops[0]
        let clone = try anna.clone()
        for laptop in [anna, clone] {
            laptop.variables["LC_ALL"] = locale
            try laptop.set(day.caseID, "\(words.text)=\(laptop === anna ? "A" : "B")")
            try laptop.sync()
        }
        try anna.set(day.caseID, "\(words.text)=C")
        let told = try anna.runPlain("sync")
        #expect(told.code == 77)
        #expect(told.messages.contains(expected), "\(told)")
        let safe = locale.hasPrefix("nl") ? "Er is niets kwijt." : "Nothing is lost."
        #expect(told.messages.contains(safe), "\(told)")
        #expect(told.messages.contains("sluis enrol \(day.office.address) --code"), "\(told)")
        #expect(try anna.runPlain("status").text.contains(expected))
    }
}

extension Laptop {
    /// A copy of the data folder.
    func image() throws -> URL {
        let copy = folder.url.appending(path: UUID().uuidString)
        try FileManager.default.copyItem(at: home, to: copy)
        return copy
    }

    /// Puts the data folder back to a copy.
    func restore(_ image: URL) throws {
        try FileManager.default.removeItem(at: home)
        try FileManager.default.copyItem(at: image, to: home)
    }

    /// A second laptop of the same user, with a copy of the data folder.
    func clone() throws -> Laptop {
        try Laptop(user: user, home: try image())
    }
}
