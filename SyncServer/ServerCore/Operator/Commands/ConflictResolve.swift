public import Casework
internal import SyncModel
internal import SyncStore

/// Decides one conflict; the version that was read must still hold.
public struct ConflictResolve: OperatorCommand {
    /// The words of the command line.
    public static let name = "conflict resolve"

    /// What to choose.
    public enum Choice: Hashable, Sendable, Codable {
        /// The candidate at this place, from 0.
        case take(Int)
        /// A value of one's own, as text; an object for a group.
        case value(String)
        /// What is shown.
        case keep
    }

    /// The conflict's id.
    public var id: String
    /// The version that was read.
    public var version: UInt64
    /// What to choose.
    public var choice: Choice
    /// Why.
    public var reason: String

    /// Makes the command.
    public init(id: String, version: UInt64, choice: Choice, reason: String) {
        self.id = id
        self.version = version
        self.choice = choice
        self.reason = reason
    }

    /// Does what ``OperatorCommand/run(at:)`` promises.
    ///
    /// - Parameter desk: The server and who acts.
    /// - Returns: The document that `--json` prints.
    /// - Throws: ``OperatorError``; nothing was written then, unless its code says otherwise.
    public func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue {
        try desk.require(.admin, .coordinator)
        let reason = try desk.reason(reason)
        let conflict = try desk.conflict(id)
        guard conflict.state == .open, conflict.version == version else {
            throw OperatorError(.changed, id)
        }
        let decision: Decision
        switch choice {
        case .take(let index):
            guard conflict.candidates.indices.contains(index) else {
                throw OperatorError(.value, "index")
            }
            decision = .take(index)
        case .value(let text):
            decision = .value(
                try desk.value(text, kind: conflict.record.kind, unit: conflict.unit)
            )
        case .keep: decision = .keep
        }
        let decided = try desk.stored(missing: .unknownConflict) { () throws(StoreError) in
            try desk.store.resolve(
                conflict.id,
                version: version,
                decision: decision,
                by: desk.actor,
                reason: reason
            )
        }
        return JSONValue(decided, by: desk.store.schema)
    }
}

extension OperatorDesk {
    /// The conflict of that id.
    ///
    /// - Throws: ``OperatorError`` `unknownConflict`.
    func conflict(_ id: String) throws(OperatorError) -> Conflict {
        let number = try number(id, orElse: .unknownConflict)
        let found = try stored { () throws(StoreError) in try store.conflict(number) }
        guard let found else { throw OperatorError(.unknownConflict, id) }
        return found
    }
}
