import ArgumentParser

/// A command of `sluis`.
protocol LaptopCommand: ParsableCommand {
    /// Whether `--json` was given.
    var isJSON: Bool { get }
    /// Does what the command is for.
    ///
    /// - Throws: ``CommandFailure``; anything else is a bug.
    func perform(_ session: Session) async throws
}

/// A command that only groups others.
protocol CommandGroupCommand: ParsableCommand {}

/// The option of every command that prints an answer.
struct AnswerOptions: ParsableArguments {
    @Flag(name: .customLong("json"), help: .message(.argJSON))
    var isJSON = false
}

extension LaptopCommand {
    /// Nothing runs synchronously: the entry point calls ``perform(_:)``.
    func run() throws {}
}

extension ArgumentHelp {
    /// Help in the language of this process.
    static func message(_ message: Message, valueName: String? = nil) -> ArgumentHelp {
        ArgumentHelp(.init(stringLiteral: message.text(.current)), valueName: valueName)
    }
}

extension CommandConfiguration {
    /// The help of a command in the language of this process; the first alias is Dutch.
    ///
    /// The abstract is one line; in English it is the command's docstring.
    static func command(
        _ name: String,
        _ abstract: Message,
        discussion: Message? = nil,
        subcommands: [any ParsableCommand.Type] = [],
        aliases: [String] = []
    ) -> CommandConfiguration {
        CommandConfiguration(
            commandName: name,
            abstract: abstract.text(.current),
            discussion: discussion?.text(.current) ?? "",
            subcommands: subcommands,
            aliases: aliases
        )
    }
}
