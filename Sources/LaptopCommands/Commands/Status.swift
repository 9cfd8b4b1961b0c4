import ArgumentParser
import Casework
import SyncModel
import SyncStore

/// Shows where this laptop stands: what is unsent, what waits for a decision, when it last synced.
struct Status: LaptopCommand {
    static var configuration: CommandConfiguration {
        .command("status", .helpStatus, aliases: ["stand"])
    }

    @OptionGroup
    var answer: AnswerOptions

    var isJSON: Bool { answer.isJSON }

    func perform(_ session: Session) async throws {
        let state = try LaptopState.read(session)
        try session.answer(state.json, state.lines(session))
    }
}
