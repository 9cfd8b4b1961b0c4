import Foundation

/// The files of this repository, found from this file's own path.
enum Repository {
    /// The top folder.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Reads a file by its path from the top folder.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Whether a file or folder exists at that path from the top folder.
    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    /// The files under `folder`, as paths from the top folder, sorted; build products are left out.
    static func files(under folder: String, suffix: String = "") throws -> [String] {
        let start = root.appending(path: folder).path
        guard let walk = FileManager.default.enumerator(atPath: start) else { return [] }
        var found: [String] = []
        while let path = walk.nextObject() as? String {
            let kind = walk.fileAttributes?[.type] as? FileAttributeType
            if path.hasSuffix(".build") || path.hasSuffix("__pycache__") {
                walk.skipDescendants()
            } else if kind == .typeRegular, path.hasSuffix(suffix) {
                found.append(folder + "/" + path)
            }
        }
        return found.sorted()
    }

    /// The hand-written Swift sources of the product, its tests and its benchmarks.
    static func swiftFiles() throws -> [String] {
        try ["Sources", "SyncServer", "Tests", "Benchmarks"].flatMap { folder in
            try files(under: folder, suffix: ".swift")
        }.filter { !$0.hasSuffix(".pb.swift") }
    }

    /// The pages: those at the top, and all under `docs` and `Fixtures`.
    static func pages() throws -> [String] {
        let top = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"].filter(exists)
        return try top
            + ["docs", "Fixtures", "Benchmarks", "Sources", "SyncServer"].flatMap { folder in
                try files(under: folder, suffix: ".md")
            }
    }

    /// The names at the top, without build products and git's folder.
    static func topLevel() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.path)
            .filter { ![".git", ".build"].contains($0) && !$0.hasPrefix(".build-") }
            .sorted()
    }
}
