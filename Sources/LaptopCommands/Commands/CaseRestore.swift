import ArgumentParser
import Casework
import SyncModel
import SyncStore

/// Brings back what was deleted.
struct CaseRestore: LaptopCommand {
    static var configuration: CommandConfiguration {
        .command("restore", .helpCaseRestore, aliases: ["herstel"])
    }

    @Argument(help: .message(.argRecordPath, valueName: "case[/kind/key]"))
    var path: String

    @OptionGroup
    var answer: AnswerOptions

    var isJSON: Bool { answer.isJSON }

    func perform(_ session: Session) async throws {
        try Existence.write(true, path, session, message: .restored)
    }
}
