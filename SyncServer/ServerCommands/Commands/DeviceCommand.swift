internal import ArgumentParser
internal import ServerCore

/// `device`: the laptops.
struct DeviceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device",
        abstract: "List the laptops.",
        subcommands: [List.self]
    )

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
