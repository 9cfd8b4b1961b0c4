public import Casework
internal import SyncStore

/// Ends a user's access; his devices are refused from now on, and nothing of his is removed.
public struct UserDisable: OperatorCommand {
    public static let name = "user disable"

    /// The user's name.
    public var user: String

    /// Makes the command.
    public init(user: String) { self.user = user }

    public func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue {
        try desk.require(.admin)
        var changed = try desk.user(named: user)
        changed.isEnabled = false
        let kept = changed
        try desk.stored { () throws(StoreError) in try desk.store.put(kept) }
        return JSONValue(kept)
    }
}
