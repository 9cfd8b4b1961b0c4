import SyncModel
import SyncTesting
import Testing

@testable import MergeOracle
@testable import SyncMerge

/// Shows what a three-way merge on words gives.
@Suite struct WordMergeTests {
    private struct Example: Sendable, CustomStringConvertible {
        var base: String
        var first: String
        var second: String
        var merged: String?
        var description: String { "\(base) | \(first) | \(second)" }
    }

    private static let examples = [
        Example(base: "a b c", first: "X b c", second: "a b Y", merged: "X b Y"),
        Example(base: "a b c", first: "X b c", second: "a Y c", merged: "X Y c"),
        Example(base: "a b c", first: "X b c", second: "Y b c", merged: nil),
        Example(base: "a b c", first: "X b c", second: "X b Y", merged: "X b Y"),
        Example(base: "a b", first: "a b c", second: "a b d", merged: nil),
        Example(base: "a b", first: "a b c", second: "a b c", merged: "a b c"),
        Example(base: "a b", first: "z a b", second: "a b c", merged: "z a b c"),
        Example(base: "a b c", first: "a b", second: "a b c d", merged: "a b d"),
        Example(base: "a b c", first: "a c", second: "a B c", merged: nil),
        Example(base: "", first: "a", second: "b", merged: nil),
        Example(base: "a b", first: "", second: "a b c", merged: nil),
        Example(base: "a b", first: "a  b", second: "a b c", merged: "a  b c"),
        Example(base: "a\nb", first: "a\nb", second: "c\nb", merged: "c\nb"),
    ]

    @Test(arguments: examples)
    private func `merges as the example says, in both directions`(example: Example) {
        let (base, first) = (Value.text(Text(example.base)), Value.text(Text(example.first)))
        let second = Value.text(Text(example.second))
        let expected = example.merged.map { Value.text(Text($0)) }
        #expect(mergeWords(base: base, first: first, second: second) == expected)
        #expect(mergeWords(base: base, first: second, second: first) == expected)
    }

    @Test func `agrees with a slow merge, and gives each side's words`() {
        var generator = SeededGenerator(seed: seed(for: "WordMergeTests", standard: 3))
        for _ in 0..<3000 {
            let values = (0..<3).map { _ in Self.text(&generator) }
            let merged = mergeWords(base: values[0], first: values[1], second: values[2])
            #expect(merged == WordOracle.merge(values[0], values[1], values[2]))
            #expect(merged == mergeWords(base: values[0], first: values[2], second: values[1]))
            #expect(mergeWords(base: values[0], first: values[0], second: values[1]) == values[1])
            #expect(mergeWords(base: values[0], first: values[1], second: values[1]) == values[1])
        }
    }

    private static func text(_ generator: inout SeededGenerator) -> Value {
        let pieces = ["a", "b", "c", "d", " ", " ", "  ", "\n", "e\u{301}"]
        let count = generator.below(9)
        return .text(Text((0..<count).map { _ in generator.pick(pieces) ?? "" }.joined()))
    }

    @Test func `a value that is no text does not merge`() {
        #expect(mergeWords(base: .null, first: .integer(1), second: "a") == nil)
        #expect(mergeWords(base: .null, first: .null, second: .null) == .null)
    }

    @Test func `very long texts are compared in bounded time`() {
        let long = Value.text(Text(Array(repeating: "a b", count: 6000).joined(separator: " ")))
        let other = Value.text(Text(Array(repeating: "b c", count: 6000).joined(separator: " ")))
        #expect(mergeWords(base: .null, first: long, second: other) == nil)
        #expect(mergeWords(base: long, first: other, second: long) == other)
    }
}
