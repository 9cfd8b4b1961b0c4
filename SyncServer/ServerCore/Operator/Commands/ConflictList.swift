public import Casework
internal import SyncModel
internal import SyncStore

/// Lists conflicts in order of id, a page at a time.
public struct ConflictList: OperatorCommand {
    /// The words of the command line.
    public static let name = "conflict list"
    /// The most conflicts of a page.
    public static let limitMax = 100_000

    /// Closed ones too.
    public var all: Bool
    /// The most conflicts; `nil` for ``Limits/pageConflictsDefault``.
    public var limit: Int?
    /// Only those after this id; `nil` from the start.
    public var after: String?

    /// Makes the command.
    public init(all: Bool = false, limit: Int? = nil, after: String? = nil) {
        self.all = all
        self.limit = limit
        self.after = after
    }

    /// Does what ``OperatorCommand/run(at:)`` promises.
    ///
    /// - Parameter desk: The server and who acts.
    /// - Returns: The document that `--json` prints.
    /// - Throws: ``OperatorError``; nothing was written then, unless its code says otherwise.
    public func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue {
        try desk.require(.admin, .coordinator)
        let limit = limit ?? Limits.pageConflictsDefault
        guard (1...Self.limitMax).contains(limit) else {
            throw OperatorError(.command, "limit")
        }
        let after = try after.map { (id) throws(OperatorError) in
            try desk.number(id, orElse: .unknownConflict)
        }
        let conflicts = try desk.stored { () throws(StoreError) in
            try desk.store.conflicts(includingClosed: all, limit: limit, after: after ?? 0)
        }
        return .array(conflicts.map { JSONValue($0, by: desk.store.schema) })
    }
}

extension OperatorDesk {
    /// An id as it is printed: a whole number in text.
    ///
    /// - Throws: ``OperatorError`` `missing` for anything else.
    func number(_ text: String, orElse missing: OperatorError.Code) throws(OperatorError) -> UInt64
    {
        guard let number = UInt64(text), number <= UInt64(Int64.max) else {
            throw OperatorError(missing, text)
        }
        return number
    }
}
