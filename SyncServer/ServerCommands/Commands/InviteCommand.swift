internal import ArgumentParser
internal import ServerCore

/// `invite`: a one-time code for one device.
struct InviteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite",
        abstract: "Make a one-time code that admits one laptop of a user."
    )

    @OptionGroup var options: OperatorOptions
    @Argument var user: String

    func run() throws {
        try options.perform(Invite(user: user)) { document, printer in
            printer.heading(
                "\(printer.text(OutputPhrases.code)): \(printer.value(document["code"]))"
            )
            printer.line(
                "\(printer.value(document["user"])), \(printer.text(OutputPhrases.expires)) "
                    + "\(printer.time(document["expires"])) UTC"
            )
        }
    }
}
