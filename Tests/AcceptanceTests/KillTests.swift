import Foundation
import Glibc
import Testing

/// Shows that kill -9 of the laptop or the server at any time of `case set`, `visit new` and `sync` leaves
/// `check` ok and every acknowledged save in place.
///
/// The moment of each kill comes from a seed, `SLUIS_SEED`, which is printed.
@Suite(.serialized, .waitsForProcesses) struct KillTests {
    private let words = Vocabulary.example

    @Test func `a loop of 50 kills loses nothing that was acknowledged`() throws {
        var dice = Dice.fromEnvironment("kill")
        let day = try Day(words, laptops: 2)
        var ledger = Ledger(day: day, words: words)
        for round in 0..<50 {
            try ledger.write()
            switch round % 5 {
            case 0, 1: try ledger.kill(during: .set, after: &dice)
            case 2: try ledger.kill(during: .visit, after: &dice)
            case 3: try ledger.kill(during: .sync, after: &dice)
            default: try ledger.killServerDuringSync(after: &dice)
            }
            try ledger.expectNothingLost()
        }
        print(
            "kills: \(ledger.kills), of a live process: \(ledger.liveKills), after its first write: "
                + "\(ledger.writtenKills), acknowledged saves: \(ledger.promised.count)"
        )
        #expect(ledger.liveKills >= 40)
        #expect(ledger.writtenKills >= 10)
        try day.syncAll()
        try ledger.expectNothingLost()
        try ledger.expectOnServer()
        try day.expectAgreement()
    }
}

/// What was promised, and how the kills went.
private struct Ledger {
    enum Act { case set, visit, sync }

    let day: Day
    let words: Vocabulary
    /// Titles and notes whose save was acknowledged.
    private(set) var promised: Set<String> = []
    private(set) var kills = 0
    private(set) var liveKills = 0
    private(set) var writtenKills = 0
    private var count = 0

    init(day: Day, words: Vocabulary) {
        self.day = day
        self.words = words
    }

    private var laptop: Laptop { day.laptops[0] }

    /// One acknowledged save, so that a sync has something to send.
    mutating func write() throws {
        try expectDone(laptop.run(arguments(.set)))
        promised.insert("text \(count)")
    }

    mutating func kill(during act: Act, after dice: inout Dice) throws {
        let arguments = arguments(act)
        let text = "text \(count)"
        let child = try laptop.child(arguments)
        let answer = try kill(child, watching: laptop.home.path, after: &dice)
        if act != .sync, answer.text.contains("\"changes\"") { promised.insert(text) }
    }

    mutating func killServerDuringSync(after dice: inout Dice) throws {
        let server = try #require(day.office.processID)
        let before = TemporaryFolder.fingerprint(of: day.office.data.path)
        let child = try laptop.child(["sync"])
        wait(for: child, watching: day.office.data.path, before: before, after: &dice)
        kills += 1
        if Glibc.kill(server, 0) == 0 { liveKills += 1 }
        if TemporaryFolder.fingerprint(of: day.office.data.path) != before { writtenKills += 1 }
        #expect(day.office.stop(by: SIGKILL) == -SIGKILL)
        let answer = try child.answer()
        #expect([0, 69].contains(answer.code), "\(answer)")
        try day.office.start()
        try expectDone(day.office.run(["check"]))
    }

    func expectNothingLost() throws {
        try laptop.expectSound()
        let shown = try laptop.show(day.caseID)
        let titles = shown["records"][words.action.kind].array
            .map { $0["fields"][words.action.field]["value"].text }
        let notes = shown["visits"].array.map { $0["note"].text }
        #expect(promised.subtracting(titles).subtracting(notes) == [])
        #expect(Set(titles).count == titles.count, "a save was made twice")
    }

    func expectOnServer() throws {
        let served = try day.office.done("case", "show", day.caseID)
        let titles = served["records"][words.action.kind].array
            .map { $0["fields"][words.action.field]["value"].text }
        let notes = served["visits"].array.map { $0["note"].text }
        #expect(promised.subtracting(titles).subtracting(notes) == [])
        #expect(Set(titles).count == titles.count, "a save arrived twice")
    }

    private mutating func arguments(_ act: Act) -> [String] {
        count += 1
        switch act {
        case .sync: return ["sync"]
        case .set:
            let record = "\(words.action.kind)/new:\(words.action.field)"
            return ["case", "set", day.caseID, "\(record)=text \(count)"]
        case .visit:
            return [
                "visit", "new", day.caseID, "--on", "2026-01-05", "--kind", words.visit.kind,
                "--result", words.visit.result, "--note", "text \(count)",
            ]
        }
    }

    private mutating func kill(_ child: Child, watching folder: String, after dice: inout Dice)
        throws
        -> Answer
    {
        let before = TemporaryFolder.fingerprint(of: folder)
        wait(for: child, watching: folder, before: before, after: &dice)
        kills += 1
        child.signal(SIGKILL)
        let answer = try child.answer()
        if answer.code == -SIGKILL {
            liveKills += 1
            if TemporaryFolder.fingerprint(of: folder) != before { writtenKills += 1 }
        }
        return answer
    }

    /// Waits until the process wrote something, or for a short while; the seed decides which, and how long.
    private func wait(
        for child: Child,
        watching folder: String,
        before: [String: String],
        after dice: inout Dice
    ) {
        if dice.next(below: 3) == 0 {
            usleep(UInt32(dice.next(below: 30_000)))
            return
        }
        let deadline = ContinuousClock.now + .milliseconds(2_000)
        while ContinuousClock.now < deadline, TemporaryFolder.fingerprint(of: folder) == before {
            usleep(100)
        }
        usleep(UInt32(dice.next(below: 1_500)))
    }
}
