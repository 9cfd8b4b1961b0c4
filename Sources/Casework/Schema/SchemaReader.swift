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

extension SchemaError: CustomStringConvertible {
    /// `FILE:LINE: REASON`, or `FILE: REASON` when the file as a whole is meant.
    public var description: String {
        line > 0 ? "\(file):\(line): \(reason)" : "\(file): \(reason)"
    }
}

/// Reads the schema file of `CONTRACT.md`.
///
/// Beside what that page shows, a file may hold (`docs/SCHEMA.md` has the whole list):
/// - `label: { nl: …, en: … }` for the schema, a kind or a field;
/// - `lists:`, code lists by name, each `[code, …]` or `{ code: { nl: …, en: … }, … }`; `codes:` then takes such
///   a name, or either form itself;
/// - `sections:`, the parts of a visit note, `{ CODE: { label: …, sensitivity: … }, … }`: each becomes the text
///   field `section.CODE` of kind `visit`. A file without it gets the sections of the built-in kinds.
///
/// Kinds `visit` and `amendment` exist under every schema: what a file does not declare of them is added
/// (``BuiltInKinds``).
public enum SchemaReader {
    /// The most kinds of a schema.
    public static let kindsMax = 200
    /// The most fields of a kind.
    public static let fieldsMax = 1_000

    /// Reads a schema.
    ///
    /// The text may come from anywhere: whatever it holds, this returns or throws, and takes time and memory
    /// in proportion to its size, of which a megabyte is the most.
    ///
    /// - Parameters:
    ///   - text: The file's text; kept as ``Schema/source``.
    ///   - file: The file's name, for messages.
    /// - Returns: A schema that follows every rule of `CONTRACT.md`.
    /// - Throws: ``SchemaError`` for the first thing that is wrong.
    public static func read(_ text: String, file: String) throws(SchemaError) -> Schema {
        let reading = SchemaReading(file: file)
        let root = try reading.map(
            try YamlTree(text, file: file),
            "a schema",
            keys: ["schema", "version", "label", "lists", "sections", "kinds"]
        )
        let name = try reading.schemaName(root)
        let version = try reading.version(root)
        _ = try reading.labels(root["label"])
        let lists = try reading.lists(root["lists"])
        var kinds = try reading.kinds(root, lists: lists)
        let sections = try reading.sections(root["sections"])
        try BuiltInKinds.complete(&kinds, sections: sections, reading: reading)
        try reading.checkReferences(in: kinds)
        return Schema(name: name, version: version, kinds: kinds.map(\.kind), source: text)
    }

    /// The built-in schema of Haarlem, as text; compiled in.
    ///
    /// It is `Fixtures/schema/haarlem.yaml`, byte for byte.
    public static var builtIn: String { HaarlemSchema.text }
}
