import Testing

/// Shows that the sources import what `Layers` allows, and that the pages and the manifest say the same.
@Suite struct LayersTests {
    @Test(arguments: Layers.table.map(\.target))
    func `a target imports what its row allows`(target: String) throws {
        let layer = try #require(Layers.table.first { $0.target == target })
        let paths = try Repository.files(under: layer.folder, suffix: ".swift")
        #expect(!paths.isEmpty, "\(layer.folder) is empty")
        for path in paths {
            let forbidden = Imports.modules(in: try Repository.text(path))
                .filter { !Imports.isAllowed($0, in: layer) }
            #expect(forbidden == [], "\(path)")
        }
    }

    @Test func `a forbidden import is found`() throws {
        let model = try #require(Layers.table.first)
        let text = "public import GRDB\nimport struct Foundation.Date\n@testable import SyncStore\n"
        let modules = Imports.modules(in: text)
        #expect(modules == ["GRDB", "Foundation", "SyncStore"])
        #expect(modules.filter { !Imports.isAllowed($0, in: model) } == ["GRDB", "SyncStore"])
    }

    @Test func `a target depends only on rows above its own`() {
        for (index, layer) in Layers.table.enumerated() {
            let above = Set(Layers.table[..<index].map(\.target)).union(["CZstd"])
            #expect(layer.own.isSubset(of: above), "\(layer.target)")
        }
    }

    @Test func `nothing under Sources imports Hummingbird`() throws {
        for path in try Repository.files(under: "Sources", suffix: ".swift") {
            let modules = Imports.modules(in: try Repository.text(path))
            #expect(modules.filter { $0.hasPrefix("Hummingbird") } == [], "\(path)")
        }
    }

    @Test func `Package.swift declares what the table allows`() throws {
        let manifest = Imports.dependencies(in: try Repository.text("Package.swift"))
        for layer in Layers.table {
            let declared = try #require(manifest[layer.target], "\(layer.target) is not declared")
            let surplus = declared.subtracting(layer.own).subtracting(layer.others)
            #expect(surplus == [], "\(layer.target)")
        }
    }

    @Test(arguments: ["docs/DESIGN.md", "ARCHITECTURE.md"])
    func `the page holds the same table`(page: String) throws {
        let rows = Imports.layerRows(in: try Repository.text(page))
        var expected = Layers.planned
        for layer in Layers.table { expected[layer.target] = layer.number }
        #expect(rows == expected)
    }

    @Test func `every folder of sources is a row`() throws {
        let known = Set(Layers.table.map(\.folder)).union(["Sources/CZstd"])
        for folder in ["Sources", "SyncServer"] {
            for path in try Repository.files(under: folder) where path.hasSuffix(".swift") {
                let parts = path.split(separator: "/")
                #expect(known.contains(parts.prefix(2).joined(separator: "/")), "\(path)")
            }
        }
    }
}
