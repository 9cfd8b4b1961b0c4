public import Casework
internal import SyncStore

/// Takes a case from a user; his laptops purge it once they have delivered.
public struct Unassign: OperatorCommand {
    /// The words of the command line.
    public static let name = "unassign"

    /// The case.
    public var caseName: String
    /// The user's name.
    public var user: String

    /// Makes the command.
    public init(caseName: String, user: String) {
        self.caseName = caseName
        self.user = user
    }

    private enum CodingKeys: String, CodingKey {
        case caseName = "case"
        case user
    }

    /// Does what ``OperatorCommand/run(at:)`` promises.
    ///
    /// - Parameter desk: The server and who acts.
    /// - Returns: The document that `--json` prints.
    /// - Throws: ``OperatorError``; nothing was written then, unless its code says otherwise.
    public func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue {
        try desk.require(.admin, .coordinator)
        let found = try desk.findCase(caseName)
        let user = try desk.user(named: user)
        let users = try desk.stored(missing: .unknownCase) { () throws(StoreError) in
            try desk.store.unassign(found.id, from: user.name)
        }
        return .object([
            "case": .string(found.number), "caseId": .string(found.id.description),
            "users": .array(users.map { .string($0) }),
        ])
    }
}
