public import Casework
internal import SyncStore

/// Lists the users by name.
public struct UserList: OperatorCommand {
    /// The words of the command line.
    public static let name = "user list"

    /// Makes the command.
    public init() {}

    /// Does what ``OperatorCommand/run(at:)`` promises.
    ///
    /// - Parameter desk: The server and who acts.
    /// - Returns: The document that `--json` prints.
    /// - Throws: ``OperatorError``; nothing was written then, unless its code says otherwise.
    public func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue {
        try desk.require(.admin, .coordinator)
        let users = try desk.stored { () throws(StoreError) in try desk.store.users() }
        return .array(users.map { JSONValue($0) })
    }
}
