public import Casework
internal import SyncModel
internal import SyncStore

/// Lists the changes that are kept aside, oldest first.
public struct QuarantineList: OperatorCommand {
    /// The words of the command line.
    public static let name = "quarantine list"

    /// Ended ones too.
    public var all: Bool

    /// Makes the command.
    public init(all: Bool = false) { self.all = all }

    /// Does what ``OperatorCommand/run(at:)`` promises.
    ///
    /// - Parameter desk: The server and who acts.
    /// - Returns: The document that `--json` prints.
    /// - Throws: ``OperatorError``; nothing was written then, unless its code says otherwise.
    public func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue {
        try desk.require(.admin, .coordinator)
        let changes = try desk.stored { () throws(StoreError) in
            try desk.store.quarantine(includingEnded: all)
        }
        return .array(changes.map { JSONValue($0, by: desk.store.schema) })
    }
}

extension JSONValue {
    /// A change kept aside as `quarantine list` prints it; the id is a string.
    init(_ change: QuarantinedChange, by schema: Schema) {
        self = .object([
            "id": .string(String(change.id)),
            "device": .string(change.device.description),
            "author": .string(change.author),
            "case": .string(change.caseName),
            "record": .string(change.record.description),
            "field": .string(change.unit),
            "value": JSONValue(change.value, of: change.unit, in: change.record.kind, by: schema),
            "reason": .string(change.reason),
            "received": .string(change.received.description),
            "outcome": .optional(change.outcome?.rawValue),
        ])
    }
}
