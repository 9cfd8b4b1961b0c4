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
        guard document["ok"]?.bool == true else { throw ExitCode(65) }
    }
}
