public import Foundation

/// The inputs that fuzzers begin with, and those that they once found: `Fixtures/corpus/<name>/`.
public enum Corpus {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/corpus")

    /// The folder of a corpus.
    ///
    /// - Parameter name: The fuzzer.
    /// - Returns: The folder.
    public static func folder(_ name: String) -> URL { root.appendingPathComponent(name) }

    /// The inputs of a corpus, by name of their file.
    ///
    /// - Parameter name: The fuzzer.
    /// - Returns: At least one input.
    /// - Throws: What reading a file throws; also where the corpus is empty or missing.
    public static func inputs(_ name: String) throws -> [(file: String, bytes: [UInt8])] {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder(name).path)
        guard !files.isEmpty else { throw CocoaError(.fileNoSuchFile) }
        return try files.sorted().map { file in
            (file, Array(try Data(contentsOf: folder(name).appendingPathComponent(file))))
        }
    }
}
