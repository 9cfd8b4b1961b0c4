public import SyncModel

/// An error in a schema file.
public struct SchemaError: Error, Hashable, Sendable {
    /// The file's name as given.
    public var file: String
    /// The line, from 1; 0 when the file as a whole is meant.
    public var line: Int
    /// What is wrong, in English; the file's own names may occur, no case content can.
    public var reason: String

    /// Makes an error.
    public init(file: String, line: Int, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }
}

/// Reads the schema file of `CONTRACT.md`.
public enum SchemaReader {
    /// Reads a schema.
    ///
    /// - Throws: ``SchemaError`` for the first thing that is wrong.
    public static func read(_ text: String, file: String) throws(SchemaError) -> Schema {
        throw SchemaError(file: file, line: 0, reason: "not built yet")
    }

    /// The built-in schema of Haarlem, as text; compiled in.
    public static var builtIn: String { "" }
}
