import SyncModel
import SyncTesting
import Testing

/// Shows that packed values come back as they were, and that no bytes can trap the reader.
@Suite struct PackedValuesTests {
    static func text(_ random: inout SeededGenerator) -> Text {
        let length = [0, 1, 15, 16, 200, 3_000][Int.random(in: 0..<6, using: &random)]
        return Text(String(repeating: Bool.random(using: &random) ? "é" : "a", count: length))
    }

    static func value(_ random: inout SeededGenerator, depth: Int = 0) -> Value {
        switch Int.random(in: 0..<(depth == 0 ? 7 : 4), using: &random) {
        case 0: return .null
        case 1: return .text(text(&random))
        case 2:
            let shift = Int.random(in: 0..<64, using: &random)
            return .integer(Int64(bitPattern: random.next()) >> Int64(shift))
        case 3: return .boolean(Bool.random(using: &random))
        case 4: return .makeSet((0..<3).map { _ in text(&random) })
        case 5:
            return .difference(
                SetDifference(added: [text(&random)], removed: [text(&random), "z"])
            )
        default:
            return .makeGroup(
                ["a", "b.c"].map { name in
                    GroupMember(name: name, value: value(&random, depth: 1))
                }
            )
        }
    }

    static func read(_ packed: PackedValues) throws(PackedError) -> [Value] {
        var reader = PackedReader(packed)
        var values: [Value] = []
        while reader.remaining > 0 { values.append(try reader.nextValue()) }
        try reader.finish()
        return values
    }

    @Test(arguments: [UInt64(1), 2, 3, 4])
    func `values come back as they were`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var values = (0..<Int.random(in: 0...20, using: &random)).map { _ in
                Self.value(&random)
            }
            values += [.integer(.min), .integer(.max), .integer(0), .integer(-1)]
            var packed = PackedValues()
            for value in values { packed.append(value) }
            #expect(packed.count == values.count)
            #expect(try Self.read(packed) == values, "seed \(seed)")
        }
    }

    @Test func `raw bytes are a cell, never a value`() throws {
        var packed = PackedValues()
        [UInt8](0...99).withUnsafeBytes { packed.append(bytes: $0) }
        var reader = PackedReader(packed)
        guard case .bytes(let range) = try reader.next() else {
            Issue.record("not bytes")
            return
        }
        #expect(Array(packed.bytes[range]) == [UInt8](0...99))
        #expect(throws: PackedError.damaged) { try Self.read(packed) }
    }

    @Test(arguments: [UInt64(7), 8, 9])
    func `no bytes trap the reader`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...24, using: &random)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            let cells = Int.random(in: 0...4, using: &random)
            do {
                let values = try Self.read(PackedValues(bytes: bytes, count: cells))
                #expect(values.count == cells, "seed \(seed)")
            } catch {
                #expect(error == .damaged || error == .ended, "seed \(seed)")
            }
        }
    }

    @Test func `damage at any byte, and any cut, is an error or other values`() {
        var random = SeededGenerator(seed: 5)
        var packed = PackedValues()
        for _ in 0..<8 { packed.append(Self.value(&random)) }
        for index in packed.bytes.indices {
            for bit in 0..<8 {
                var bytes = packed.bytes
                bytes[index] ^= 1 << UInt8(bit)
                // Either outcome is right; that there is one is what is shown.
                _ = try? Self.read(PackedValues(bytes: bytes, count: packed.count))
            }
            let cut = PackedValues(bytes: Array(packed.bytes[..<index]), count: packed.count)
            #expect(throws: PackedError.self) { try Self.read(cut) }
        }
    }

    @Test(arguments: [UInt64(3), 4])
    func `a writer writes the same bytes`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var writer = PackedWriter()
        for round in 0..<3 {
            var packed = PackedValues()
            for index in 0..<(200 * round) {
                switch index % 3 {
                case 0:
                    packed.appendNull()
                    writer.appendNull()
                case 1:
                    let integer = Int64(bitPattern: random.next()) >> Int64(random.next() % 64)
                    packed.append(integer: integer)
                    writer.append(integer: integer)
                default:
                    let text = String(repeating: "é", count: Int(random.next() % 3000))
                    packed.append(.text(Text(text)))
                    Array(text.utf8).withUnsafeBytes { writer.append(text: $0) }
                }
            }
            #expect(writer.finish() == packed)
        }
    }

    @Test func `a huge count in few bytes is refused at once`() {
        for type in UInt8(0)..<8 {
            let bytes = [type | 0xF8] + [UInt8](repeating: 0xFF, count: 8) + [0x07]
            #expect(throws: PackedError.self) {
                let values = try Self.read(PackedValues(bytes: bytes, count: 1))
                if case .integer = values[0] { throw PackedError.damaged }
            }
        }
    }

    @Test func `more cells than there are is an end, bytes left over are damage`() {
        var packed = PackedValues()
        packed.append(.boolean(true))
        #expect(throws: PackedError.damaged) {
            try Self.read(PackedValues(bytes: packed.bytes, count: 2))
        }
        #expect(throws: PackedError.damaged) {
            try Self.read(PackedValues(bytes: packed.bytes, count: 0))
        }
    }
}
