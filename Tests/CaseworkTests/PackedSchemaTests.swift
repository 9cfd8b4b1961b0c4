import Casework
import SyncModel
import SyncTesting
import Testing

/// Shows that a schema comes back from its packed form whole, or not at all.
@Suite struct PackedSchemaTests {
    @Test(arguments: ["schema/haarlem.yaml", "schema/library.yaml"])
    func `a schema comes back as it was read`(path: String) throws {
        let schema = try SchemaReader.read(Fixtures.text(path), file: path)
        let again = try #require(Schema(packed: schema.packed, source: schema.source))
        #expect(again == schema)
        #expect(again.packed == schema.packed)
    }

    @Test func `another text, a cut and a longer form are refused`() throws {
        let schema = try SchemaReader.read(
            Fixtures.text("schema/library.yaml"),
            file: "library.yaml"
        )
        #expect(Schema(packed: schema.packed, source: schema.source + " ") == nil)
        #expect(Schema(packed: schema.packed + [0], source: schema.source) == nil)
        for count in 0..<schema.packed.count {
            #expect(Schema(packed: Array(schema.packed[..<count]), source: schema.source) == nil)
        }
    }

    @Test(arguments: [UInt64(61), 62])
    func `no bytes trap`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let schema = try SchemaReader.read(
            Fixtures.text("schema/library.yaml"),
            file: "library.yaml"
        )
        var refused = 0
        for _ in 0..<3_000 {
            var bytes = schema.packed
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                bytes[index] = UInt8.random(in: 0...255, using: &random)
            }
            let again = Schema(packed: bytes, source: schema.source)
            if again == nil { refused += 1 }
            #expect(again == nil || bytes == schema.packed, "seed \(seed)")
        }
        #expect(refused > 2_900, "seed \(seed)")
    }
}
