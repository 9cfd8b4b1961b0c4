internal import ArgumentParser
internal import Casework
internal import ServerCore

/// `check`: the invariants that the server can check alone.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the invariants that the server can check alone."
    )

    @OptionGroup var options: OperatorOptions

    func run() throws {
        let document = try Office(folder: options.folder.folder)
            .perform(Check(), actingAs: options.actingAs)
        options.folder.print(document) { document, printer in
            for report in document["invariants"]?.elements ?? [] {
                let mark = report["ok"]?.bool == true ? "✓" : "✗"
                printer.line(
                    "\(mark) \(printer.value(report["name"]))  \(printer.value(report["detail"]))"
                )
            }
        }
        guard document["ok"]?.bool == true else {
            Console.note(Self.advice(on: document).map(Catalogue(Language.ofProcess).text))
            throw ExitCode(65)
        }
    }

    /// What to do about what does not hold: a journal that lags is mended otherwise than the store.
    private static func advice(on document: JSONValue) -> [Phrase] {
        let broken = (document["invariants"]?.elements ?? [])
            .filter { $0["ok"]?.bool != true }.compactMap { $0["name"]?.text }
        var advice: [Phrase] = []
        if broken.contains(where: { $0 != "journal" }) {
            advice += [
                NextPhrases.deleteNothing, NextPhrases.copyData, NextPhrases.restoreBackup,
                NextPhrases.laptopsHeal,
            ]
        }
        if broken.contains("journal") { advice.append(NextPhrases.mendJournal) }
        return advice
    }
}
