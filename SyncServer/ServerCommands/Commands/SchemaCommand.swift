internal import ArgumentParser
internal import ServerCore

/// `schema`: the kinds and fields.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Publish a schema.",
        subcommands: [Publish.self]
    )

    struct Publish: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a higher version of the schema into use."
        )
        @OptionGroup var options: OperatorOptions
        @Argument var file: String

        func run() throws {
            let command = SchemaPublish(file: file, text: try SchemaFile.text(of: file))
            try options.perform(command) { document, printer in
                printer.line(
                    "\(printer.value(document["schema"])), "
                        + "\(printer.text(OutputPhrases.schemaVersion)) "
                        + printer.value(document["schemaVersion"])
                )
            }
        }
    }
}
