internal import ArgumentParser
internal import Casework
internal import ServerCore

/// What every command takes.
struct FolderOptions: ParsableArguments {
    @Option(name: .customLong("data"), help: "The server's data folder; SLUIS_DATA when not given.")
    var givenFolder: String?

    @Flag(help: "Print one JSON document.")
    var json = false

    /// The data folder.
    var folder: DataFolder { DataFolder(path: givenFolder ?? Settings.dataFolder ?? "") }

    func validate() throws {
        guard !folder.path.isEmpty else {
            throw ValidationError("Missing expected argument '--data <data>'")
        }
    }
}

/// What every command takes that reads or changes the server's data.
struct OperatorOptions: ParsableArguments {
    @OptionGroup var folder: FolderOptions

    @Option(
        name: .customLong("as"),
        help: "The user who acts; the operator himself when not given."
    )
    var actingAs: String?

    /// Does a command, and prints its document: as JSON, or for people.
    ///
    /// - Throws: ``OperatorError``.
    func perform(
        _ command: some OperatorCommand,
        show: (JSONValue, Printer) -> Void
    ) throws {
        let document = try Office(folder: folder.folder).perform(command, actingAs: actingAs)
        folder.print(document, show: show)
    }
}

extension FolderOptions {
    /// Prints a document as JSON, or for people.
    func print(_ document: JSONValue, show: (JSONValue, Printer) -> Void) {
        if json {
            Console.print([document.encoded()])
        } else {
            let printer = Printer(catalogue: Catalogue(Language.ofProcess))
            show(document, printer)
            Console.print(printer.lines)
        }
    }
}
