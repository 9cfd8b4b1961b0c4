import Foundation
import Glibc
import Testing

/// What was promised to people while processes were killed, and how the kills went.
struct KillLedger {
    /// What was going on, and which process is killed.
    enum Act: CaseIterable {
        /// The laptop's program is killed.
        case set, visit, sync
        /// The server is killed while a laptop syncs, or while an operator decides or backs up.
        case serverInSync, serverInResolve, serverInBackup
        /// The operator's command is killed, beside a server that runs.
        case resolve, backup
        /// The operator's command is killed that holds the store itself.
        case resolveAlone, backupAlone
    }

    /// How many kills there were, how many of a process that lived, and how many after it had written.
    struct Counts {
        var all = 0
        var live = 0
        var written = 0
    }

    let day: Day
    let words = Vocabulary.example
    var dice: Dice
    private(set) var counts = Counts()
    private(set) var saves = 0
    private(set) var decisions = 0
    private(set) var backups = 0
    private var killed: [Act: Counts] = [:]
    private var caseID: String
    /// Titles and notes whose save was acknowledged, of the case at hand.
    private var promised: Set<String> = []
    /// The reasons of the decisions that were acknowledged, each with its conflict.
    private var decided: [String: String] = [:]
    /// Conflicts that wait to be decided.
    private var waiting: [JSON] = []
    private var number = 0

    init(seed: Dice) throws {
        dice = seed
        day = try Day(words, laptops: 2)
        caseID = day.caseID
    }

    var laptop: Laptop { day.laptops[0] }

    /// One line a kind of act.
    var summary: String {
        var lines = [
            "kills: \(counts), acknowledged: \(saves) saves, \(decisions) decisions, \(backups) backups"
        ]
        for act in Act.allCases { lines.append("\(act): \(killed[act] ?? Counts())") }
        return lines.joined(separator: "\n")
    }

    /// Goes on in a new case.
    mutating func openCase() throws {
        caseID = try laptop.newCase()
        (promised, waiting) = ([], [])
        try day.syncAll()
    }

    /// Kills a process during the act, and expects that nothing acknowledged is lost or doubled.
    mutating func kill(_ act: Act) throws {
        let before = counts
        number += 1
        switch act {
        case .set, .visit: try killSave(act)
        case .sync: try killSync()
        case .serverInSync: try killServerInSync()
        case .resolve, .resolveAlone, .serverInResolve: try killDecision(act)
        case .backup, .backupAlone, .serverInBackup: try killBackup(act)
        }
        killed[act, default: Counts()].add(counts, since: before)
    }

    // MARK: The laptop

    private var arguments: (set: [String], visit: [String]) {
        let record = "\(words.action.kind)/new:\(words.action.field)"
        return (
            ["case", "set", caseID, "\(record)=text \(number)"],
            [
                "visit", "new", caseID, "--on", "2026-01-05", "--kind", words.visit.kind,
                "--result", words.visit.result, "--note", "text \(number)",
            ]
        )
    }

    private mutating func killSave(_ act: Act) throws {
        let child = try laptop.child(act == .set ? arguments.set : arguments.visit)
        let answer = try strike(child, watching: laptop.home.path)
        if answer.text.contains("\"changes\"") { promise("text \(number)") }
        try expectKeptOnLaptop()
    }

    /// One acknowledged save, so that a sync has something to send.
    private mutating func save() throws {
        try expectDone(laptop.run(arguments.set))
        promise("text \(number)")
    }

    private mutating func promise(_ text: String) {
        promised.insert(text)
        saves += 1
    }

    private mutating func killSync() throws {
        try save()
        _ = try strike(try laptop.child(["sync"]), watching: laptop.home.path)
        try expectKeptOnLaptop()
    }

    private mutating func killServerInSync() throws {
        try save()
        let answer = try strikeServer(
            during: laptop.child(["sync"]),
            watching: day.office.data.path
        )
        #expect([0, 69].contains(answer.code), "\(answer)")
        try expectKeptOnLaptop()
    }

    // MARK: The server

    private mutating func killDecision(_ act: Act) throws {
        let conflict = try nextConflict()
        let (id, reason) = (conflict["id"].text, "decision \(number)")
        let arguments = [
            "conflict", "resolve", id, "--version", "\(conflict["version"].integer ?? 0)",
            "--value", "in_order", "--reason", reason,
        ]
        let answer = try strikeOffice(act, arguments, watching: day.office.data.path)
        let found = try day.office.done("conflict", "show", id)
        if answer.text.contains("\"resolution\"") {
            decided[id] = reason
            decisions += 1
            #expect(found["state"] == "resolved")
        }
        if found["state"] == "resolved" {
            #expect(found["resolution"]["reason"] == .string(reason))
        } else {
            #expect(found["state"] == "open")
            #expect(found["version"] == conflict["version"])
        }
    }

    /// A conflict that nobody decided; makes 15 when there is none.
    private mutating func nextConflict() throws -> JSON {
        if let conflict = waiting.popLast() { return conflict }
        let kind = String(words.natural.record.prefix { $0 != "/" })
        for (laptop, value) in zip(day.laptops, words.natural.values) {
            let writes = (0..<15).map { "\(kind)/n\(number).\($0):\(words.natural.field)=\(value)" }
            try expectDone(laptop.run(["case", "set", caseID] + writes))
        }
        for laptop in day.laptops { try laptop.sync() }
        // Those of earlier cases that a kill left undecided wait before them: more than a page, in a long run.
        waiting = try day.office.done("conflict", "list", "--limit", "100000").array.filter {
            $0["record"].text.hasPrefix("\(kind)/n\(number).")
        }
        let last = waiting.popLast()
        return try #require(last)
    }

    private mutating func killBackup(_ act: Act) throws {
        let office = day.office
        let folder = office.folder.url.appending(path: "backups-\(number)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        let file = folder.appending(path: "backup.db")
        let answer = try strikeOffice(act, ["backup", file.path], watching: folder.path)
        if answer.text.contains("\"position\"") {
            backups += 1
            #expect(FileManager.default.fileExists(atPath: file.path))
        }
        // What is there is whole; what is not there can be made after all. A server whose caller was killed may have
        // made it meanwhile.
        if !FileManager.default.fileExists(atPath: file.path) {
            let again = try office.run(["backup", file.path])
            #expect(again.code == 0 || again.code == 65 && act == .backup, "\(again)")
        }
        let copy = folder.appending(path: "data")
        for arguments in [["restore", file.path], ["check"]] {
            try expectDone(office.child(arguments, data: copy).answer())
        }
        try FileManager.default.removeItem(at: folder)
    }

    /// Kills the operator's command, or the server that it talks to, and starts the server again.
    private mutating func strikeOffice(
        _ act: Act,
        _ arguments: [String],
        watching folder: String
    ) throws -> Answer {
        let office = day.office
        switch act {
        case .serverInResolve, .serverInBackup:
            return try strikeServer(during: office.child(arguments), watching: folder)
        case .resolveAlone, .backupAlone:
            #expect(office.stop() == 0)
            let answer = try strike(office.child(arguments), watching: folder)
            try office.start()
            try expectDone(office.run(["check"]))
            return answer
        case .set, .visit, .sync, .serverInSync, .resolve, .backup:
            return try strike(office.child(arguments), watching: folder)
        }
    }

    // MARK: What must hold

    private func expectKeptOnLaptop() throws {
        try laptop.expectSound()
        expectKept(in: try laptop.show(caseID))
    }

    /// Syncs all, and expects everything of this case everywhere.
    func expectAllKept() throws {
        try day.syncAll()
        for laptop in day.laptops { expectKept(in: try laptop.show(caseID)) }
        expectKept(in: try day.office.done("case", "show", caseID))
        let closed = try day.office.done("conflict", "list", "--all", "--limit", "100000").array
        let reasons = Dictionary(
            uniqueKeysWithValues: closed.map { ($0["id"].text, $0["resolution"]["reason"].text) }
        )
        for (id, reason) in decided { #expect(reasons[id] == reason) }
        try day.expectAgreement()
    }

    private func expectKept(in shown: JSON) {
        let titles = shown["records"][words.action.kind].array
            .map { $0["fields"][words.action.field]["value"].text }
        let notes = shown["visits"].array.map { $0["note"].text }
        #expect(promised.subtracting(titles + notes) == [], "lost")
        #expect(Set(titles + notes).count == titles.count + notes.count, "doubled")
    }

    // MARK: The kill

    private mutating func strike(_ child: Child, watching folder: String) throws -> Answer {
        let before = TemporaryFolder.fingerprint(of: folder)
        wait(watching: folder, before: before)
        child.signal(SIGKILL)
        let answer = try child.answer()
        let isLive = answer.code == -SIGKILL
        count(isLive, isLive && TemporaryFolder.fingerprint(of: folder) != before)
        return answer
    }

    private mutating func strikeServer(during child: Child, watching folder: String) throws
        -> Answer
    {
        let office = day.office
        let server = try #require(office.processID)
        let before = TemporaryFolder.fingerprint(of: folder)
        wait(watching: folder, before: before)
        count(
            Glibc.kill(server, 0) == 0 && child.isRunning,
            TemporaryFolder.fingerprint(of: folder) != before
        )
        #expect(office.stop(by: SIGKILL) == -SIGKILL)
        let answer = try child.answer()
        try office.start()
        try expectDone(office.run(["check"]))
        return answer
    }

    private mutating func count(_ isLive: Bool, _ isWritten: Bool) {
        counts.all += 1
        counts.live += isLive ? 1 : 0
        counts.written += isLive && isWritten ? 1 : 0
    }

    /// Waits until something was written, or for a short while; the seed decides which, and how long.
    private mutating func wait(watching folder: String, before: [String: String]) {
        if dice.next(below: 3) == 0 {
            usleep(UInt32(dice.next(below: 30_000)))
            return
        }
        let deadline = ContinuousClock.now + .milliseconds(2_000)
        while ContinuousClock.now < deadline, TemporaryFolder.fingerprint(of: folder) == before {
            usleep(100)
        }
        // Now and then after what is acknowledged, more often between two writes.
        usleep(UInt32(dice.next(below: dice.next(below: 4) == 0 ? 60_000 : 1_500)))
    }
}

extension KillLedger.Counts: CustomStringConvertible {
    var description: String {
        "\(all), of a live process \(live), after its first write \(written)"
    }

    fileprivate mutating func add(_ now: Self, since before: Self) {
        all += now.all - before.all
        live += now.live - before.live
        written += now.written - before.written
    }
}
