import Foundation
import Glibc
import Testing

/// Shows, on the real programs, that a server is restored from a backup and healed by its journal and its laptops.
@Suite struct ServerRestoreTests {
    private let words = Vocabulary.example

    /// Restores the backup into a new folder in the place of the old one, and serves on the old address.
    private func restore(_ office: Office, from backup: URL) throws -> JSON {
        office.stop()
        let old = office.folder.url.appending(path: "lost-\(UUID().uuidString)")
        try FileManager.default.moveItem(at: office.data, to: old)
        let restored = try office.done("restore", backup.path)
        try office.start()
        return restored
    }

    @Test func `V23 yesterday's backup, with decisions and a revocation in between`() throws {
        let day = try Day(words, laptops: 3)
        let (office, anna, bert, carla) = (
            day.office, day.laptops[0], day.laptops[1], day.laptops[2]
        )
        let backup = office.folder.url.appending(path: "backup.db")
        let made = try office.done("backup", backup.path)
        #expect(made["epoch"] == 1)
        #expect(made["position"] != .null)
        // After the backup: a conflict, decided; a new case; a revocation; a change that nobody delivered yet.
        try anna.set(day.caseID, "\(words.text)=Anna")
        try bert.set(day.caseID, "\(words.text)=Bert")
        try anna.sync()
        try bert.sync()
        try office.decide("Besloten", because: "gebeld")
        let later = try anna.newCase("\(words.text)=Later")
        try anna.sync()
        try bert.sync()
        try bert.set(later, "\(words.text)=Latest")
        try bert.sync()
        let devices = try office.done("device", "list").array
        let device = try #require(devices.first { $0["user"] == "carla" })["id"].text
        try office.done("device", "revoke", device, "--reason", "gestolen")
        try anna.set(day.caseID, "\(words.text)=Onderweg")

        let restored = try restore(office, from: backup)
        #expect(restored["epoch"] == 2)
        #expect(restored["journal"]["missing"] == false)
        // He who holds it syncs before him who made it.
        let first = try bert.sync()
        #expect(first["epoch"] == 2)
        try anna.sync()
        try bert.sync()
        try anna.sync()
        try carla.expectRefused(77, "sync")
        #expect(try office.conflicts() == [])
        #expect(try office.done("case", "show", later)["fields"][words.text]["value"] == "Latest")
        try #expect(
            office.done("case", "show", day.caseID)["fields"][words.text]["value"] == "Onderweg"
        )
        let closed = try office.done("conflict", "list", "--all").array
        #expect(closed.contains { $0["resolution"]["reason"] == "gebeld" })
        #expect(try office.done("quarantine", "list").array == [])
        for laptop in [anna, bert] {
            #expect(try laptop.value(later, words.text) == "Latest")
            #expect(try laptop.done("status")["pending"] == 0)
            try laptop.expectSound()
        }
        try expectDone(office.run(["check"]))
    }

    @Test func `without a journal restore says so, and a laptop refuses the second branch`() throws
    {
        let day = try Day(words, laptops: 1)
        let backup = day.office.folder.url.appending(path: "backup.db")
        try day.office.done("backup", backup.path)
        let alone = day.office.folder.url.appending(path: "alone.db")
        try FileManager.default.copyItem(at: backup, to: alone)
        try day.laptops[0].set(day.caseID, "\(words.text)=Na")
        try day.laptops[0].sync()
        try #expect(restore(day.office, from: backup)["journal"]["missing"] == false)
        try day.laptops[0].sync()
        day.office.stop()
        for lost in try FileManager.default.contentsOfDirectory(atPath: day.office.folder.url.path)
        where lost.hasPrefix("lost-") {
            try FileManager.default.removeItem(at: day.office.folder.url.appending(path: lost))
        }
        let second = try restore(day.office, from: alone)
        #expect(second["journal"]["missing"] == true)
        let answer = try day.laptops[0].expectRefused(77, "sync")
        #expect(!answer.messages.contains("chain"))
        #expect(try day.laptops[0].value(day.caseID, words.text) == "Na")
    }

    @Test func `restore fills an empty folder only, and refuses a damaged backup`() throws {
        let office = try Office(schema: words.schema)
        let backup = office.folder.url.appending(path: "backup.db")
        try office.done("backup", backup.path)
        #expect(try office.run(["backup", backup.path]).code == 65)
        #expect(try office.run(["restore", backup.path]).code == 65)
        office.stop()
        try FileManager.default.removeItem(at: office.data)
        #expect(try office.run(["restore", backup.path + ".none"]).code == 65)
        var bytes = try Data(contentsOf: backup)
        for place in stride(from: 5000, to: bytes.count, by: 997) { bytes[place] ^= 0x55 }
        let damaged = office.folder.url.appending(path: "damaged.db")
        try bytes.write(to: damaged)
        #expect(try office.run(["restore", damaged.path]).code == 74)
        #expect(!FileManager.default.fileExists(atPath: office.data.path))
        var journal = try Data(contentsOf: URL(fileURLWithPath: backup.path + ".journal"))
        journal.append(Data("1 00 00 AAAA\n".utf8))
        try journal.write(to: URL(fileURLWithPath: backup.path + ".journal"))
        #expect(try office.run(["restore", backup.path]).code == 74)
        try FileManager.default.removeItem(atPath: backup.path + ".journal")
        try expectDone(office.run(["restore", backup.path]))
    }

    @Test(.enabled(if: SmallDisk.isPossible)) func `on a full disk a backup ends with 74`() throws {
        let day = try Day(words, laptops: 1)
        let disk = try SmallDisk(megabytes: 1)
        let filler = try disk.fill(leaving: 40_000)
        let file = disk.folder.url.appending(path: "backup.db")
        #expect(try day.office.run(["backup", file.path]).code == 74)
        try FileManager.default.removeItem(at: filler)
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.folder.url.path) == [])
        try day.laptops[0].sync()
    }
}

extension Office {
    /// Decides the one conflict that waits.
    @discardableResult
    fileprivate func decide(_ value: String, because reason: String) throws -> JSON {
        let conflict = try onlyConflict()
        return try done(
            "conflict",
            "resolve",
            conflict["id"].text,
            "--version",
            "\(conflict["version"].integer ?? 0)",
            "--value",
            value,
            "--reason",
            reason
        )
    }
}
