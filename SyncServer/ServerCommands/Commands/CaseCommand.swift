internal import ArgumentParser
internal import ServerCore

/// `case`: what the server shows of a case.
struct CaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case",
        abstract: "Show a case.",
        subcommands: [Show.self]
    )

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a case.")
        @OptionGroup var options: OperatorOptions
        @Argument(help: "A case number, an earlier one, an id, or a unique beginning.")
        var caseName: String

        func run() throws {
            try options.perform(CaseShow(caseName: caseName)) { $1.caseFile($0) }
        }
    }
}

/// `history`: all that was ever written in a field.
struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show all that was ever written in a field, oldest first."
    )

    @OptionGroup var options: OperatorOptions
    @Argument(help: "A case number, an earlier one, an id, or a unique beginning.")
    var caseName: String
    @Argument(help: "FIELD, or KIND/KEY:FIELD.")
    var field: String

    func run() throws {
        try options.perform(HistoryShow(caseName: caseName, field: field)) { $1.history($0) }
    }
}
