internal import Casework
internal import Foundation
internal import SyncModel
internal import SyncStore
internal import Testing

@testable internal import LaptopCommands
@testable internal import ServerCore

/// A script on a fresh server with the built-in schema: `noor` works on laptop A, `samir` on B, `ria` on the desk D.
final class Replay {
    let office: TestOffice
    let laptops: [String: ReplayedLaptop]
    /// The case that all hold.
    let caseID: CaseID
    let number: String
    /// The change that the scripts begin after.
    let start: Position
    private let detention: String
    private let casesBefore: Int

    init() async throws {
        let first = try #require(Instant("2018-06-01T08:00:00.000Z"))
        office = try TestOffice(schema: nil, world: TestWorld(now: first.milliseconds))
        let noor = try await ReplayedLaptop(office, user: "noor", role: .counsellor)
        let samir = try await ReplayedLaptop(office, user: "samir", role: .counsellor)
        let ria = try await ReplayedLaptop(office, user: "ria", role: .coordinator)
        laptops = ["A": noor, "B": samir, "D": ria]
        caseID = try noor.newCase(["person.familyName=Brakensteen"])
        let made = try noor.set(caseID.description, ["detention/new:startedOn=2018-05-01"])
        detention = try #require(made.first).key.description
        try await noor.sync()
        _ = try office.run(Assign(caseName: caseID.description, user: "samir"))
        for laptop in [samir, ria, noor] { try await laptop.sync() }
        let file = try #require(try office.store.caseFile(caseID))
        number = file.summary.number
        start = file.position
        casesBefore = try office.store.cases(includingDeleted: true).count
    }

    /// How many cases the script made.
    func newCases() throws -> Int {
        try office.store.cases(includingDeleted: true).count - casesBefore
    }

    /// Sets the clocks, and does what the line says; it must end as the line says.
    func run(_ step: DeviceLog.Step) async throws {
        office.world.pass(
            milliseconds: step.trueTime.milliseconds - office.world.now.milliseconds
        )
        let words = try step.command.map { try filledIn($0, by: step.device) }
        let told = Comment(rawValue: "\(step)")
        do {
            if let laptop = laptops[step.device] {
                laptop.clockError = step.at.milliseconds - step.trueTime.milliseconds
                try await run(words, on: laptop)
            } else {
                try serve(words)
            }
            #expect(step.exit == 0, told)
        } catch let failure as CommandFailure {
            #expect(step.exit == failure.exit.rawValue, told)
        }
    }

    private func run(_ words: [String], on laptop: ReplayedLaptop) async throws {
        switch (words[0], words.dropFirst().first ?? "") {
        case ("sync", _): try await laptop.sync()
        case ("case", "set"): try laptop.set(words[2], Array(words[3...]))
        case ("case", "new"): _ = try laptop.newCase(Array(words[2...]))
        case ("case", "show"): _ = try CaseLookup.find(words[2], in: laptop.store)
        case ("visit", "new"): try laptop.newVisit(words[2], Array(words[3...]))
        case ("search", let text):
            #expect(try !laptop.store.search(text, limit: 10).isEmpty, "\(text)")
        default: Issue.record("\(words) is no command of a laptop here")
        }
    }

    private func serve(_ words: [String]) throws {
        switch (words[0], words.dropFirst().first ?? "") {
        case ("unassign", let name):
            _ = try office.run(Unassign(caseName: name, user: words[2]))
        case ("conflict", "resolve"):
            let take = try #require(words.firstIndex(of: "--take"))
            let version = try #require(words.firstIndex(of: "--version"))
            _ = try office.run(
                ConflictResolve(
                    id: words[2],
                    version: try #require(UInt64(words[version + 1])),
                    choice: .take(try #require(Int(words[take + 1]))),
                    reason: words.last ?? ""
                )
            )
        case ("schema", "publish"):
            _ = try office.run(SchemaPublish(file: "newer.yaml", text: words[2]))
        default: Issue.record("\(words) is no command of a server here")
        }
    }

    /// Puts in what the script leaves open.
    private func filledIn(_ word: String, by device: String) throws -> String {
        guard let open = word.firstIndex(of: "{"), word.hasSuffix("}") else { return word }
        let before = String(word[..<open])
        switch word[open...] {
        case "{case}": return before + number
        case "{case:wrongCheck}":
            let last = number.last == "A" ? "B" : "A"
            return number.dropLast() + last
        case "{detention}": return before + detention
        case "{visit}": return before + (try #require(laptops[device]?.lastVisit))
        case "{conflict}": return String(try #require(try openConflicts().first).id)
        case "{newer schema with field case/extra.note}": return try Self.newerSchema()
        default: return word
        }
    }

    private static func newerSchema() throws -> String {
        let text = SchemaReader.builtIn
        let version = try #require(text.range(of: "\nversion: 1\n"))
        let newer = text.replacingCharacters(in: version, with: "\nversion: 2\n")
        let first = try #require(newer.range(of: "      person.familyName:"))
        let field = "      extra.note: { type: text, policy: queue }\n"
        return newer.replacingCharacters(
            in: first.lowerBound..<first.lowerBound,
            with: field
        )
    }

    /// The conflicts that wait, in order of id.
    func openConflicts() throws -> [Conflict] {
        try office.store.conflicts(includingClosed: false, limit: 100, after: 0)
    }
}
