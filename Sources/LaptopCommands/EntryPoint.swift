import ArgumentParser
import Glibc

/// The `sluis` program.
public enum EntryPoint {
    /// Runs the command that the process was started with.
    ///
    /// - Returns: The exit code, as `CONTRACT.md` lists them.
    public static func run() async -> Int32 {
        umask(0o077)
        let environment = Outside.environment
        let language = Language.current
        let console = Console(environment: environment)
        do {
            let arguments = try RawArguments.read()
            func session(isJSON: Bool) -> Session {
                Session(
                    environment: environment,
                    language: language,
                    console: console,
                    isJSON: isJSON
                )
            }
            let parser = CommandLineParser(language: language, console: console)
            switch try parser.parse(arguments) {
            case .answered: break
            case .home: try HomeScreen.show(session(isJSON: false))
            case .run(let command): try await command.perform(session(isJSON: command.isJSON))
            }
            return 0
        } catch let failure as CommandFailure {
            console.note(failure.lines(language, colour: console.errorColour))
            return failure.exit.rawValue
        } catch {
            let failure = CommandFailure(
                .bug,
                .bug,
                ["detail": String(reflecting: type(of: error))],
                safety: .bugSafety,
                next: .callHelpDesk
            )
            console.note(failure.lines(language, colour: console.errorColour))
            return failure.exit.rawValue
        }
    }
}
