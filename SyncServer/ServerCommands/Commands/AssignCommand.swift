internal import ArgumentParser
internal import Casework
internal import ServerCore

/// `assign`: gives a case to a user.
struct AssignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign",
        abstract: "Assign a case to a user."
    )

    @OptionGroup var options: OperatorOptions
    @Argument(help: "A case number, an earlier one, an id, or a unique beginning.")
    var caseName: String
    @Argument var user: String

    func run() throws {
        try options.perform(Assign(caseName: caseName, user: user)) { $1.holders($0) }
    }
}

/// `unassign`: takes a case from a user.
struct UnassignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unassign",
        abstract: "Take a case from a user; his laptops purge it once they have delivered."
    )

    @OptionGroup var options: OperatorOptions
    @Argument(help: "A case number, an earlier one, an id, or a unique beginning.")
    var caseName: String
    @Argument var user: String

    func run() throws {
        try options.perform(Unassign(caseName: caseName, user: user)) { $1.holders($0) }
    }
}

extension Printer {
    /// A case and who holds it.
    fileprivate func holders(_ document: JSONValue) {
        let users = (document["users"]?.elements ?? []).map { value($0) }
        let holders =
            users.isEmpty ? text(OutputPhrases.nobody) : users.joined(separator: ", ")
        line("\(value(document["case"])): \(text(OutputPhrases.users)) \(holders)")
    }
}
