import Casework
import SyncModel
import Synchronization

/// Reads the schema's text once a process: a sync opens the store for each of its steps.
enum SchemaCache {
    private static let last = Mutex<Schema?>(nil)

    /// The schema of a text.
    ///
    /// - Throws: ``SchemaError``.
    static func read(_ text: String) throws -> Schema {
        if let schema = last.withLock({ $0 }), schema.source.utf8.elementsEqual(text.utf8) {
            return schema
        }
        let schema = try SchemaReader.read(text, file: "schema")
        last.withLock { $0 = schema }
        return schema
    }
}
