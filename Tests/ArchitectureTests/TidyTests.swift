import Foundation
import Testing

/// Shows that the sources keep the house rules, and that each rule finds what it is there to find.
@Suite struct TidyTests {
    @Test func `every source keeps every rule`() throws {
        let paths = try Repository.swiftFiles()
        #expect(paths.count > 20)
        var findings: [Finding] = []
        for path in paths {
            let file = SourceFile(path: path, text: try Repository.text(path))
            findings += Tidy.rules.flatMap { $0(file) }
        }
        #expect(findings.isEmpty, "\(findings.map(\.description).joined(separator: "\n"))")
    }

    @Test func `the lists of exceptions hold nothing that is not needed any more`() throws {
        for (path, count) in Tidy.longFiles {
            let lines = try Repository.text(path).split(
                separator: "\n",
                omittingEmptySubsequences: false
            )
            #expect(lines.count - 1 == count, "\(path) has another length: shrink the list")
        }
        for (entry, count) in Tidy.longFunctions {
            let parts = entry.split(separator: " ", maxSplits: 1).map(String.init)
            let file = SourceFile(path: parts[0], text: try Repository.text(parts[0]))
            let lengths = file.functions.filter { $0.name == parts[1] }.map(\.lineCount)
            #expect(lengths.max() == count, "\(entry) has another length: shrink the list")
        }
    }

    @Test func `the top level holds what the design allows`() throws {
        let others = try Repository.topLevel().filter {
            !Tidy.topLevel.contains($0) && !$0.hasPrefix(".")
        }
        #expect(others == [])
    }

    @Test func `no file is large`() throws {
        let folders = [
            "Sources", "SyncServer", "Tests", "Fixtures", "docs", "Benchmarks", ".ci",
        ]
        for path in try folders.flatMap({ try Repository.files(under: $0) }) {
            let whole = Repository.root.appending(path: path).path
            let size = try FileManager.default.attributesOfItem(atPath: whole)[.size] as? Int
            #expect(try #require(size) <= Tidy.fileBytesMax, "\(path)")
        }
    }

    @Test func `executables hold only Main`() throws {
        for folder in ["Sources/sluis", "SyncServer/sluis-server"] {
            #expect(
                try Repository.files(under: folder, suffix: ".swift") == ["\(folder)/Main.swift"]
            )
        }
    }

    @Test func `pages name paths that exist`() throws {
        for page in try Repository.pages() where !PageRules.quotingOthers.contains(page) {
            let missing = PageRules.missingPaths(in: try Repository.text(page))
            #expect(missing == [], "\(page)")
        }
    }

    @Test func `a page that names a missing path is found`() {
        #expect(
            PageRules.missingPaths(in: "see `Sources/Nowhere/Nothing.swift` and `docs/DESIGN.md`")
                == ["Sources/Nowhere/Nothing.swift"]
        )
        #expect(PageRules.missingPaths(in: "see `Tests/<Target>Tests` or `Sources/*.swift`") == [])
    }

    @Test(arguments: Sample.broken)
    func `each rule finds its sample`(sample: Sample) {
        let file = SourceFile(path: sample.path, text: sample.text)
        #expect(sample.rule(file).count == 1, "\(sample.text)")
    }

    @Test(arguments: Sample.sound)
    func `each rule leaves sound code alone`(sample: Sample) {
        let file = SourceFile(path: sample.path, text: sample.text)
        #expect(sample.rule(file) == [], "\(sample.text)")
    }
}

/// What pages must keep.
enum PageRules {
    /// Pages that name paths in other projects.
    static let quotingOthers: Set<String> = ["docs/STYLE.md", "docs/FAULTS.md"]

    /// The paths in code spans that begin with a folder of this repository and do not exist.
    static func missingPaths(in page: String) -> [String] {
        let folders = [
            "Sources/", "SyncServer/", "Tests/", "Fixtures/", "docs/", "Benchmarks/", ".ci/",
        ]
        let spans = page.split(separator: "`", omittingEmptySubsequences: false)
        return spans.enumerated().compactMap { index, span in
            guard index % 2 == 1, folders.contains(where: { span.hasPrefix($0) }) else {
                return nil
            }
            let path = String(span.prefix { !$0.isWhitespace })
            let isPattern = path.contains { "<>*{}…$".contains($0) }
            return isPattern || Repository.exists(path) ? nil : path
        }
    }
}
