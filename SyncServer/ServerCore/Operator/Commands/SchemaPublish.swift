public import Casework
internal import SyncModel
internal import SyncStore

/// Takes a higher version of the schema into use; laptops get it at their next sync.
public struct SchemaPublish: OperatorCommand {
    /// The words of the command line.
    public static let name = "schema publish"

    /// The file's name, for messages.
    public var file: String
    /// The file's text.
    public var text: String

    /// Makes the command.
    public init(file: String, text: String) {
        self.file = file
        self.text = text
    }

    /// Does what ``OperatorCommand/run(at:)`` promises.
    ///
    /// - Parameter desk: The server and who acts.
    /// - Returns: The document that `--json` prints.
    /// - Throws: ``OperatorError``; nothing was written then, unless its code says otherwise.
    public func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue {
        try desk.require(.admin)
        let schema: Schema
        do {
            schema = try SchemaReader.read(text, file: file)
        } catch {
            throw OperatorError(schema: error)
        }
        let obstacles = schema.obstacles(toFollowing: desk.store.schema)
        guard obstacles.isEmpty else {
            throw OperatorError(.schemaRefused, obstacles.joined(separator: "; "))
        }
        try desk.stored { () throws(StoreError) in try desk.store.publish(schema) }
        return .object([
            "schema": .string(schema.name), "schemaVersion": .integer(Int64(schema.version)),
            "version": .integer(Int64(schema.version)),
        ])
    }
}

extension OperatorError {
    /// The error of an operator for one in a schema file: `FILE:LINE: REASON`.
    init(schema error: SchemaError) {
        self.init(.schema, "\(error.file):\(error.line): \(error.reason)")
    }
}
