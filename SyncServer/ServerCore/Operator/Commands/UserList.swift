public import Casework
internal import SyncStore

/// Lists the users by name.
public struct UserList: OperatorCommand {
    public static let name = "user list"

    /// Makes the command.
    public init() {}

    public func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue {
        try desk.require(.admin, .coordinator)
        let users = try desk.stored { () throws(StoreError) in try desk.store.users() }
        return .array(users.map { JSONValue($0) })
    }
}
