import ArgumentParser
import Testing

@testable import LaptopCommands

/// Shows how command lines are read: names, aliases, options, and what is said about wrong ones.
@Suite struct CommandLineTests {
    private func parse(_ arguments: [String]) throws -> any ParsableCommand {
        try CommandNames.check(arguments)
        return try RootCommand.parseAsRoot(arguments)
    }

    private func failure(_ arguments: [String]) throws -> CommandFailure {
        try #require(throws: CommandFailure.self) {
            let console = Console(environment: ["NO_COLOR": "1"])
            return try CommandLineParser(language: .en, console: console).parse(arguments)
        }
    }

    @Test func `reads a visit, with a dash for the note and text that begins with one`() throws {
        let command = try parse([
            "visit", "new", "C", "--on", "2026-01-05", "--kind", "phone", "--result", "spoken",
            "--note", "-", "--section", "housing=-x", "--section", "debts=b", "--reason", "--late",
            "--json",
        ])
        let visit = try #require(command as? VisitNew)
        #expect(visit.note == "-")
        #expect(visit.sections == ["housing=-x", "debts=b"])
        #expect(visit.reason == "--late")
        #expect(visit.isJSON)
    }

    @Test(arguments: [
        (["zaak", "toon", "C"], "CaseShow"), (["bezoek", "lijst", "C"], "VisitList"),
        (["zoek", "x"], "Search"), (["dossier", "zet", "C", "a=b"], "CaseSet"),
        (["aanmelden", "u", "--code", "c"], "Enrol"), (["stand"], "Status"),
        (["case", "new"], "CaseNew"), (["sync", "--dry-run"], "Sync"),
        (["conflict", "list"], "ConflictList"), (["notices", "--ack"], "Notices"),
        (["history", "C", "name"], "History"), (["check", "--json"], "Check"),
    ])
    func `knows its commands in English and Dutch`(arguments: [String], name: String) throws {
        #expect("\(type(of: try parse(arguments)))" == name)
    }

    @Test(arguments: [
        (["sttaus"], Message.commandUnknownSuggestion), (["qqqqqq"], .commandUnknown),
        (["case", "lst"], .commandUnknownSuggestion), (["case", "set"], .argumentMissing),
        (["case", "set", "C"], .argumentMissing), (["sync", "--dry"], .optionUnknown),
        (["sync", "--dry-rum"], .optionUnknownSuggestion), (["sync", "now"], .argumentUnexpected),
        (["visit", "new", "C", "--on"], .optionValueMissing), (["case"], .subcommandMissing),
        (["conflict", "list", "--limit", "many"], .optionValueInvalid),
    ])
    func `says in its own words what is wrong`(arguments: [String], message: Message) throws {
        let failure = try failure(arguments)
        #expect(failure.what == message, "\(failure)")
        #expect(failure.exit == .usage)
    }

    @Test func `translates help`() {
        let help = HelpText.translated(RootCommand.helpMessage(columns: 100), .nl)
        #expect(help.contains("OPDRACHTEN:"))
        #expect(help.contains("GEBRUIK: sluis <opdracht>"))
        #expect(!help.contains("SUBCOMMANDS"))
        #expect(!help.contains("Show help"))
    }
}
