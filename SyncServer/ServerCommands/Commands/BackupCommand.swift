internal import ArgumentParser
internal import Casework
internal import Foundation
internal import Glibc
internal import ServerCore
internal import SyncStore

/// `backup`: copies everything into a file.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Make a backup of the whole server in a file, and check it."
    )

    @OptionGroup var options: OperatorOptions
    @Argument(help: "The file to make; FILE.journal beside it gets what is decided afterwards.")
    var file: String

    func run() throws {
        try options.perform(BackUp(file: AbsolutePath.of(file))) { document, printer in
            printer.line(
                "\(printer.text(OutputPhrases.backupMade)): \(printer.value(document["file"])), "
                    + "\(printer.text(OutputPhrases.epoch)) \(printer.value(document["epoch"]))"
            )
        }
    }
}

/// `restore`: makes an empty folder the server that a backup holds.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Fill an empty folder from a backup, and begin a new epoch.",
        discussion: """
            What was decided after the backup stands in its journal, FILE.journal: keep both together. Laptops bring \
            back what they wrote at their next sync.
            """
    )

    @OptionGroup var folder: FolderOptions
    @Argument(help: "The backup.")
    var file: String
    @Option(help: "The journal; FILE.journal, else the one of the old folder, when not given.")
    var journal: String?

    func run() throws {
        umask(0o077)
        let facts = try folder.folder.restore(
            from: AbsolutePath.of(file),
            journal: journal.map { AbsolutePath.of($0) },
            environment: .system
        )
        let document = JSONValue.object([
            "epoch": .integer(Int64(facts.epoch)), "position": .integer(facts.position),
            "journal": .object([
                "file": .optional(facts.journal), "missing": .bool(facts.journal == nil),
                "replayed": .integer(Int64(facts.replayed ?? 0)),
            ]),
        ])
        folder.print(document) { document, printer in
            printer.line(
                "\(printer.text(OutputPhrases.restored)), "
                    + "\(printer.text(OutputPhrases.epoch)) \(printer.value(document["epoch"]))"
            )
            printer.line(
                printer.text(
                    facts.journal == nil
                        ? OutputPhrases.journalMissing : OutputPhrases.journalReplayed
                )
            )
        }
        if facts.journal == nil, folder.json {
            Console.note([Catalogue(Language.ofProcess).text(OutputPhrases.journalMissing)])
        }
    }
}

/// Paths for a server that may have another working directory.
enum AbsolutePath {
    static func of(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }
}
