internal import ArgumentParser
internal import ServerCore

/// `device`: the laptops.
struct DeviceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device",
        abstract: "List the laptops, and end the access of one.",
        subcommands: [List.self, Revoke.self]
    )

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a laptop's access for good; what it delivered stays."
        )
        @OptionGroup var options: OperatorOptions
        @Argument(help: "The id in the list.") var id: String
        @Option(help: "Why.") var reason: String

        func run() throws {
            try options.perform(DeviceRevoke(id: id, reason: reason)) { document, printer in
                printer.line(
                    "\(printer.value(document["id"])): \(printer.value(document["state"]))"
                )
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the laptops.")
        @OptionGroup var options: OperatorOptions

        func run() throws {
            try options.perform(DeviceList()) { document, printer in
                printer.table(
                    [
                        OutputPhrases.user, OutputPhrases.device, Phrase("ID", "ID"),
                        OutputPhrases.state, OutputPhrases.lastContact, OutputPhrases.changes,
                        OutputPhrases.clock,
                    ],
                    (document.elements ?? []).map { device in
                        [
                            printer.value(device["user"]), printer.value(device["name"]),
                            printer.value(device["id"]), printer.value(device["state"]),
                            printer.time(device["lastContact"]),
                            printer.value(device["acceptedSeq"]),
                            device["clockOffsetMs"]?.integer.map { "\($0) ms" } ?? "?",
                        ]
                    }
                )
            }
        }
    }
}
