public import Casework

/// One thing that an operator can ask of the server: the command line and the control socket run the same.
///
/// A command is a value: its arguments, which travel as a JSON object of its properties.
public protocol OperatorCommand: Codable, Sendable {
    /// The words of the command line, such as `user add`; with `/` for spaces its path under `/v1/admin/`.
    static var name: String { get }

    /// Does it, in the store's own transactions.
    ///
    /// - Parameter desk: The server and who acts.
    /// - Returns: The document that `--json` prints.
    /// - Throws: ``OperatorError``.
    func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue
}

extension OperatorCommand {
    /// The path under `/v1/admin/`.
    public static var path: String { String(name.map { $0 == " " ? "/" : $0 }) }
}

/// All commands, by path.
public enum OperatorCommands {
    /// The types, in the order of the help.
    public static let all: [any OperatorCommand.Type] = [
        UserAdd.self, UserRole.self, UserDisable.self, UserList.self, Invite.self,
        DeviceList.self, DeviceRevoke.self, BackUp.self, Assign.self, Unassign.self, CaseShow.self,
        HistoryShow.self,
        ConflictList.self, ConflictShow.self, ConflictResolve.self, ConflictResolveAll.self,
        ConflictUndo.self, ConflictReopen.self, QuarantineList.self, QuarantineAdmit.self,
        QuarantineRefuse.self, RescueTake.self, SchemaPublish.self, Check.self,
    ]

    /// The command of that path; `nil` when there is none.
    public static func command(path: String) -> (any OperatorCommand.Type)? {
        all.first { $0.path == path }
    }
}
