internal import ArgumentParser
internal import ServerCore
internal import SyncModel

/// `conflict`: what waits for a person.
struct ConflictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conflict",
        abstract: "List, show and decide conflicts.",
        subcommands: [
            List.self, Show.self, ResolveCommand.self, Undo.self, Reopen.self,
        ]
    )

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the conflicts that wait, in order of id."
        )
        @OptionGroup var options: OperatorOptions
        @Flag(help: "Closed ones too.") var all = false
        @Option(help: "The most conflicts to list.") var limit = Limits.pageConflictsDefault
        @Option(help: "Only those after this id.") var after: String?
        @Option(
            name: .customLong("from-device"),
            help: "Only those with a candidate of this laptop."
        )
        var device: String?

        func validate() throws {
            guard (1...ConflictList.limitMax).contains(limit) else {
                throw ValidationError("--limit must be in 1...\(ConflictList.limitMax)")
            }
            guard after.map({ UInt64($0) != nil }) ?? true else {
                throw ValidationError("--after must be the id of a conflict")
            }
        }

        func run() throws {
            let command = ConflictList(all: all, limit: limit, after: after, device: device)
            try options.perform(command) { $1.conflicts($0) }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a conflict with its candidates."
        )
        @OptionGroup var options: OperatorOptions
        @Argument var id: String

        func run() throws { try options.perform(ConflictShow(id: id)) { $1.conflict($0) } }
    }

    struct Undo: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reopen what a batch decided, where nobody decided or edited since."
        )
        @OptionGroup var options: OperatorOptions
        @Argument var batch: String
        @Option(parsing: .unconditional) var reason: String

        func run() throws {
            try options.perform(ConflictUndo(batch: batch, reason: reason)) {
                $1.line("\($1.value($0["reopened"])) \($1.text(OutputPhrases.reopened))")
            }
        }
    }

    struct Reopen: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the candidates of a closed conflict live again."
        )
        @OptionGroup var options: OperatorOptions
        @Argument var id: String
        @Option(parsing: .unconditional) var reason: String

        func run() throws {
            try options.perform(ConflictReopen(id: id, reason: reason)) { $1.conflict($0) }
        }
    }
}
