public import Casework
internal import SyncStore

/// Shows one conflict.
public struct ConflictShow: OperatorCommand {
    public static let name = "conflict show"

    /// The conflict's id.
    public var id: String

    /// Makes the command.
    public init(id: String) { self.id = id }

    public func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue {
        try desk.require(.admin, .coordinator)
        return JSONValue(try desk.conflict(id))
    }
}
