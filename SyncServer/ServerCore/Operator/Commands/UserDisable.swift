public import Casework
internal import SyncStore

/// Ends a user's access; his devices are refused from now on, and nothing of his is removed.
public struct UserDisable: OperatorCommand {
    /// The words of the command line.
    public static let name = "user disable"

    /// The user's name.
    public var user: String

    /// Makes the command.
    public init(user: String) { self.user = user }

    /// Does what ``OperatorCommand/run(at:)`` promises.
    ///
    /// - Parameter desk: The server and who acts.
    /// - Returns: The document that `--json` prints.
    /// - Throws: ``OperatorError``; nothing was written then, unless its code says otherwise.
    public func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue {
        try desk.require(.admin)
        var changed = try desk.user(named: user)
        changed.isEnabled = false
        let kept = changed
        try desk.stored { () throws(StoreError) in try desk.store.put(kept) }
        return JSONValue(kept)
    }
}
