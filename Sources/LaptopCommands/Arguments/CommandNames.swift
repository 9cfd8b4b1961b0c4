import ArgumentParser

/// Checks the names of commands before anything else, and suggests what was probably meant.
enum CommandNames {
    /// Walks the command tree along the arguments.
    ///
    /// - Throws: ``CommandFailure`` `usage` for a name that no command has.
    static func check(_ arguments: [String]) throws(CommandFailure) {
        var commands = RootCommand.configuration.subcommands
        for argument in arguments {
            guard !commands.isEmpty, !argument.hasPrefix("-") else { return }
            if argument == "help" { return }
            guard let command = commands.first(where: { names(of: $0).contains(argument) }) else {
                throw .unknownName(
                    .commandUnknown,
                    .commandUnknownSuggestion,
                    argument,
                    among: commands.flatMap(names),
                    exit: .usage
                )
            }
            commands = command.configuration.subcommands
        }
    }

    /// A command's name and aliases.
    static func names(of command: any ParsableCommand.Type) -> [String] {
        let configuration = command.configuration
        return [configuration.commandName ?? ""] + configuration.aliases
    }
}
