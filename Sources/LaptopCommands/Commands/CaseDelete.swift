import ArgumentParser
import Casework
import SyncModel
import SyncStore

/// Deletes a case file, or one record of it; it can be restored.
struct CaseDelete: LaptopCommand {
    static var configuration: CommandConfiguration {
        .command("delete", .helpCaseDelete, aliases: ["verwijder"])
    }

    @Argument(help: .message(.argRecordPath, valueName: "case[/kind/key]"))
    var path: String

    @OptionGroup
    var answer: AnswerOptions

    var isJSON: Bool { answer.isJSON }

    func perform(_ session: Session) async throws {
        try Existence.write(false, path, session, message: .deleted)
    }
}
