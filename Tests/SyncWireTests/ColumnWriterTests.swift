import Testing

@testable import SyncWire

/// Shows that a column travels as it was written, and not at all when it says nothing.
@Suite struct ColumnWriterTests {
    @Test(
        arguments: [
            ([], []), ([0, 0], []), ([0, 0, 3, 0], [0, 0, 3, 0]), ([1, 0, 0], [1, 0, 0]),
            ([0, -1], [0, -1]),
        ] as [([Int64], [Int64])]
    )
    func `keeps each entry in its row`(entries: [Int64], column: [Int64]) {
        for room in [0, 2, 10] {
            var writer = ColumnWriter<Int64>(room: room)
            for entry in entries { writer.append(entry) }
            #expect(writer.values == column)
        }
    }
}
