internal import ArgumentParser
internal import Foundation
internal import ServerCore

/// The command line of `sluis-server`, from the process's arguments to its exit code.
public enum ServerCommandLine {
    /// Runs the command that the arguments name, and ends the process with the code of `CONTRACT.md`.
    public static func run() async -> Never {
        do {
            guard argumentsAreText else { throw OperatorError(.text) }
            var command = try RootCommand.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            exit(0)
        } catch let error as OperatorError {
            Console.note(Catalogue(Language.ofProcess).lines(for: error))
            exit(error.exitCode)
        } catch {
            RootCommand.exit(withError: error)
        }
    }

    /// Whether all arguments are UTF-8; Swift's own list of them has replaced what is not.
    private static var argumentsAreText: Bool {
        // Where the kernel does not say what it was given, Swift's list has to do.
        guard let bytes = try? Data(contentsOf: URL(filePath: "/proc/self/cmdline")) else {
            return true
        }
        return String(validating: bytes, as: UTF8.self) != nil
    }
}

/// All commands of the server.
struct RootCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sluis-server",
        abstract: "The central server of Sluis: it serves laptops and does what its operators ask.",
        discussion: """
            Every command takes --data DIR (or SLUIS_DATA). While `serve` runs on DIR, the other commands are done \
            by it, over DIR/control.sock; else they open the store themselves.

            Exit codes: 0 done, 64 wrong command line, 65 wrong data, 69 cannot listen, 70 bug, 74 disk failed or \
            full, 75 changed meanwhile or in use, 77 not allowed.
            """,
        subcommands: [
            InitCommand.self, ServeCommand.self, UserCommand.self, InviteCommand.self,
            DeviceCommand.self, AssignCommand.self, UnassignCommand.self, CaseCommand.self,
            HistoryCommand.self, ConflictCommand.self, QuarantineCommand.self, RescueCommand.self,
            SchemaCommand.self, BackupCommand.self, RestoreCommand.self, CheckCommand.self,
        ]
    )
}

extension OperatorError {
    /// The exit code of `CONTRACT.md`.
    var exitCode: Int32 {
        switch code {
        case .command: 64
        case .unknownUser, .userExists, .userName, .userDisabled, .unknownCase, .ambiguousCase,
            .checkCharacter, .unknownDevice, .unknownRecord, .unknownField, .unknownConflict,
            .unknownQuarantine, .unknownBatch, .value, .text, .reason, .schema, .schemaRefused,
            .noServer, .serverExists, .folderNotEmpty, .fileExists, .noBackup, .damaged,
            .bundle, .invalid:
            65
        case .listen: 69
        case .failure: 70
        case .notSaved, .unknownOutcome, .backupDamaged, .journalDamaged: 74
        case .changed, .busy, .running: 75
        case .notAllowed: 77
        }
    }
}
