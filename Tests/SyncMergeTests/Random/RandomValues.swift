import SyncModel
import SyncTesting

/// What people type.
enum RandomValues {
    case plain
    /// Groups of two members, of which an old program knows one.
    case grouped

    func next(
        for policy: MergePolicy,
        over screen: Value,
        _ generator: inout SeededGenerator
    ) -> Value {
        switch policy {
        case .set: return difference(over: screen, &generator)
        case .text: return text(over: screen, &generator)
        case .restrictive:
            let values: [Value] = [.text("withdrawn"), .text("limited"), .text("given"), .null]
            return generator.pick(values) ?? .null
        case .queue, .lww, .decide, .append, .owner, .server:
            switch self {
            case .plain: return Self.words(&generator)
            case .grouped: return group(&generator)
            }
        }
    }

    /// Some of them look the same and differ in bytes.
    private static func words(_ generator: inout SeededGenerator) -> Value {
        let values: [Value] = [
            .text("ja"), .text("nee"), .text("caf\u{E9}"), .text("cafe\u{301}"), .null,
        ]
        return generator.pick(values) ?? .null
    }

    private func group(_ generator: inout SeededGenerator) -> Value {
        var members = [GroupMember(name: "level", value: .integer(Int64(generator.below(3))))]
        if generator.happens(percent: 60) {
            members.append(GroupMember(name: "reason", value: Self.words(&generator)))
        }
        return .makeGroup(members)
    }

    private func difference(over screen: Value, _ generator: inout SeededGenerator) -> Value {
        let elements: [Text] = ["a", "b", "c", "d"]
        var present: Set<Text> = []
        if case .set(let shown) = screen { present = Set(shown) }
        var added: Set<Text> = []
        var removed: Set<Text> = []
        for _ in 0...generator.below(3) {
            guard let element = generator.pick(elements) else { continue }
            if present.contains(element) {
                removed.insert(element)
            } else {
                added.insert(element)
            }
        }
        return .difference(SetDifference(added: added.sorted(), removed: removed.sorted()))
    }

    /// The text on screen with one word put in, changed or taken out.
    private func text(over screen: Value, _ generator: inout SeededGenerator) -> Value {
        guard case .text(let shown) = screen else {
            return .text(generator.happens(percent: 70) ? "wil werk en huis" : "geen vraag")
        }
        let news = ["graag", "snel", "caf\u{E9}", "cafe\u{301}", "thuis"]
        var words = shown.string.split(separator: " ", omittingEmptySubsequences: true)
            .map { String($0) }
        let word = generator.pick(news) ?? ""
        let place = generator.below(words.count)
        switch generator.below(4) {
        case 0 where words.count < 7: words.insert(word, at: place)
        case 1 where words.count < 7: words.append(word)
        case 2 where words.count > 1: words.remove(at: place)
        default: if words.isEmpty { words = [word] } else { words[place] = word }
        }
        if generator.happens(percent: 3) { return .null }
        return .text(Text(words.joined(separator: " ")))
    }
}
