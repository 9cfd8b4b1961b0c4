import ArgumentParser

/// Records prison visits and case facts offline, and syncs them with the server.
struct RootCommand: CommandGroupCommand {
    /// The version of the program.
    static let version = "0.1.0"

    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "sluis",
            abstract: Message.helpRoot.text(.current),
            discussion: Message.helpRootMore.text(.current),
            version: version,
            subcommands: [
                Enrol.self, CaseGroup.self, VisitGroup.self, Search.self, Status.self, Sync.self,
                ConflictGroup.self, Notices.self, History.self, Check.self, Rescue.self,
            ]
        )
    }
}

/// Makes, shows and changes case files.
struct CaseGroup: CommandGroupCommand {
    static var configuration: CommandConfiguration {
        .command(
            "case",
            .helpCase,
            subcommands: [
                CaseNew.self, CaseList.self, CaseShow.self, CaseSet.self, CaseDelete.self,
                CaseRestore.self,
            ],
            aliases: ["zaak", "dossier"]
        )
    }
}

/// Records visits and reads them.
struct VisitGroup: CommandGroupCommand {
    static var configuration: CommandConfiguration {
        .command(
            "visit",
            .helpVisit,
            subcommands: [VisitNew.self, VisitAmend.self, VisitList.self],
            aliases: ["bezoek"]
        )
    }
}

/// Shows what waits for a decision.
struct ConflictGroup: CommandGroupCommand {
    static var configuration: CommandConfiguration {
        .command(
            "conflict",
            .helpConflict,
            subcommands: [ConflictList.self],
            aliases: ["botsing"]
        )
    }
}
