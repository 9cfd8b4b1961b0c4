internal import ArgumentParser
internal import Casework
internal import ServerCore
internal import SyncModel

/// `user`: who may sync, and as what.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Add, change, disable and list users.",
        subcommands: [Add.self, SetRole.self, Disable.self, List.self]
    )

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add a user.")
        @OptionGroup var options: OperatorOptions
        @Argument var name: String
        @Option var role: RoleArgument

        func run() throws {
            try options.perform(UserAdd(user: name, role: role.rawValue)) { $1.users([$0]) }
        }
    }

    struct SetRole: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "role",
            abstract: "Give a user another role."
        )
        @OptionGroup var options: OperatorOptions
        @Argument var name: String
        @Argument var role: RoleArgument

        func run() throws {
            try options.perform(UserRole(user: name, role: role.rawValue)) { $1.users([$0]) }
        }
    }

    struct Disable: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a user's access; nothing of his is removed."
        )
        @OptionGroup var options: OperatorOptions
        @Argument var name: String

        func run() throws { try options.perform(UserDisable(user: name)) { $1.users([$0]) } }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the users.")
        @OptionGroup var options: OperatorOptions

        func run() throws { try options.perform(UserList()) { $1.users($0.elements ?? []) } }
    }
}

/// A role as the commands name it.
enum RoleArgument: String, CaseIterable, ExpressibleByArgument {
    case counsellor
    case coordinator
    case benefitOfficer = "benefit_officer"
    case debtOfficer = "debt_officer"
    case idDesk = "id_desk"
    case admin
}

extension Printer {
    /// Users as a table.
    fileprivate func users(_ users: [JSONValue]) {
        table(
            [OutputPhrases.user, OutputPhrases.role, OutputPhrases.state],
            users.map { user in
                [
                    value(user["name"]), value(user["role"]),
                    text(
                        user["enabled"]?.bool == true
                            ? OutputPhrases.enabled : OutputPhrases.disabled
                    ),
                ]
            }
        )
    }
}
