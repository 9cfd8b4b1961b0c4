import ArgumentParser

/// Parses the command line, answers requests for help, and translates what ArgumentParser says.
struct CommandLineParser {
    let language: Language
    let console: Console

    /// What the command line asks for.
    enum Outcome {
        /// A command.
        case run(any LaptopCommand)
        /// Nothing in particular: a bare `sluis`.
        case home
        /// Help or the version, which is printed by now.
        case answered
    }

    /// Parses the arguments, without the program's name.
    ///
    /// - Throws: ``CommandFailure`` `usage`.
    func parse(_ arguments: [String]) throws -> Outcome {
        if arguments.isEmpty { return .home }
        try CommandNames.check(arguments)
        let parsed: any ParsableCommand
        do {
            parsed = try RootCommand.parseAsRoot(arguments)
        } catch {
            return try answer(error)
        }
        if let command = parsed as? any LaptopCommand { return .run(command) }
        if parsed is any CommandGroupCommand {
            // A group alone: its help, as an error that says what to give.
            let help = RootCommand.helpMessage(for: type(of: parsed), columns: console.columns)
            console.note([HelpText.translated(help, language)])
            throw CommandFailure(.usage, .subcommandMissing)
        }
        // ArgumentParser's own command, `help`.
        do {
            var own = parsed
            try own.run()
            return .answered
        } catch {
            return try answer(error)
        }
    }

    /// Prints help that was asked for; a wrong command line becomes a failure.
    private func answer(_ error: any Error) throws -> Outcome {
        guard RootCommand.exitCode(for: error) == .success else {
            let text = RootCommand.message(for: error)
            let usage = RootCommand.fullMessage(for: error)
            throw UsageText.failure(text, full: usage)
        }
        let text = RootCommand.fullMessage(for: error, columns: console.columns)
        try console.print([HelpText.translated(text, language)])
        return .answered
    }
}
