public import Casework
internal import SyncModel
internal import SyncStore

/// Lists conflicts in order of id, a page at a time.
public struct ConflictList: OperatorCommand {
    /// The words of the command line.
    public static let name = "conflict list"
    /// The most conflicts of a page.
    public static let limitMax = 100_000
    private static let pageOfDeviceMax = 1_000

    /// Closed ones too.
    public var all: Bool
    /// The most conflicts; `nil` for ``Limits/pageConflictsDefault``.
    public var limit: Int?
    /// Only those after this id; `nil` from the start.
    public var after: String?
    /// Only those with a candidate of this device; `nil` for all.
    public var device: String?

    /// Makes the command.
    public init(
        all: Bool = false,
        limit: Int? = nil,
        after: String? = nil,
        device: String? = nil
    ) {
        self.all = all
        self.limit = limit
        self.after = after
        self.device = device
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
        let device = try device.map { (text) throws(OperatorError) in
            guard let replica = ReplicaID(text) else { throw OperatorError(.unknownDevice, text) }
            return replica
        }
        let conflicts = try desk.stored { () throws(StoreError) in
            try self.conflicts(in: desk.store, limit: limit, after: after ?? 0, of: device)
        }
        return .array(conflicts.map { JSONValue($0, by: desk.store.schema) })
    }

    /// A page of those that have a candidate of the device, read a page of all at a time.
    private func conflicts(
        in store: any ServerStore,
        limit: Int,
        after: UInt64,
        of device: ReplicaID?
    ) throws(StoreError) -> [Conflict] {
        guard let device else {
            return try store.conflicts(includingClosed: all, limit: limit, after: after)
        }
        var found: [Conflict] = []
        var last = after
        while found.count < limit {
            let page = try store.conflicts(
                includingClosed: all,
                limit: Self.pageOfDeviceMax,
                after: last
            )
            guard let end = page.last else { break }
            last = end.id
            found += page.filter { $0.candidates.contains { $0.device == device } }
        }
        return Array(found.prefix(limit))
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
