internal import ArgumentParser
internal import Casework
internal import ServerCore

/// `quarantine`: the changes that are kept aside.
struct QuarantineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract: "List, admit and refuse the changes that are kept aside.",
        subcommands: [List.self, Admit.self, Refuse.self]
    )

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List them, oldest first.")
        @OptionGroup var options: OperatorOptions
        @Flag(help: "Ended ones too.") var all = false

        func run() throws {
            try options.perform(QuarantineList(all: all)) { document, printer in
                printer.table(
                    [
                        Phrase("ID", "ID"), OutputPhrases.author, OutputPhrases.caseNumber,
                        OutputPhrases.record, OutputPhrases.field, OutputPhrases.value,
                        OutputPhrases.reason, OutputPhrases.received, OutputPhrases.status,
                    ],
                    (document.elements ?? []).map { change in
                        [
                            printer.value(change["id"]), printer.value(change["author"]),
                            printer.value(change["case"]), printer.value(change["record"]),
                            printer.value(change["field"]), printer.value(change["value"]),
                            printer.value(change["reason"]), printer.time(change["received"]),
                            SafeText.of(change["outcome"], nothing: ""),
                        ]
                    }
                )
            }
        }
    }

    struct Admit: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a change to the merge; its author gets a second receipt."
        )
        @OptionGroup var options: OperatorOptions
        @Argument var id: String

        func run() throws { try options.perform(QuarantineAdmit(id: id)) { $1.ended($0) } }
    }

    struct Refuse: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Refuse a change for good; its author is told why."
        )
        @OptionGroup var options: OperatorOptions
        @Argument var id: String
        @Option(parsing: .unconditional) var reason: String

        func run() throws {
            try options.perform(QuarantineRefuse(id: id, reason: reason)) { $1.ended($0) }
        }
    }
}

extension Printer {
    /// How a change kept aside ended.
    fileprivate func ended(_ document: JSONValue) {
        line("\(value(document["id"])): \(value(document["status"]))")
    }
}
