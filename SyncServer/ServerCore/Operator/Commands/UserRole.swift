public import Casework
internal import SyncModel
internal import SyncStore

/// Gives a user another role; it holds from the next sync on.
public struct UserRole: OperatorCommand {
    /// The words of the command line.
    public static let name = "user role"

    /// The user's name.
    public var user: String
    /// The new role's name.
    public var role: String

    /// Makes the command.
    public init(user: String, role: String) {
        self.user = user
        self.role = role
    }

    /// Does what ``OperatorCommand/run(at:)`` promises.
    ///
    /// - Parameter desk: The server and who acts.
    /// - Returns: The document that `--json` prints.
    /// - Throws: ``OperatorError``; nothing was written then, unless its code says otherwise.
    public func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue {
        try desk.require(.admin)
        guard let role = Role(rawValue: role) else { throw OperatorError(.command, role) }
        var changed = try desk.user(named: user)
        changed.role = role
        let kept = changed
        try desk.stored { () throws(StoreError) in try desk.store.put(kept) }
        return JSONValue(kept)
    }
}
