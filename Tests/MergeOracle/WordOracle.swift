import SyncModel

/// A merge on words, the slow way: for each piece of the base, what each side made of it.
enum WordOracle {
    /// What became of a piece of the base: the number of its hunk, and the text that stands there instead.
    private struct Fate: Equatable {
        var start: Int
        var end: Int
        var text: String
    }

    static func merge(_ base: Value, _ left: Value, _ right: Value) -> Value? {
        if left == right { return left }
        guard let origin = string(base), let first = string(left), let second = string(right) else {
            return nil
        }
        let pieces = split(origin)
        let ours = fates(pieces, split(first))
        let theirs = fates(pieces, split(second))
        if ours.allSatisfy({ $0 == nil }) { return right }
        if theirs.allSatisfy({ $0 == nil }) { return left }
        var result = ""
        for index in pieces.indices {
            switch (ours[index], theirs[index]) {
            case (nil, nil): result += pieces[index]
            case (let fate?, nil), (nil, let fate?):
                if fate.start == index { result += fate.text }
            case (let fate?, let other?):
                if !same(fate, other) { return nil }
                if fate.start == index { result += fate.text }
            }
        }
        return .text(Text(result))
    }

    private static func same(_ left: Fate, _ right: Fate) -> Bool {
        left.start == right.start && left.end == right.end && Text(left.text) == Text(right.text)
    }

    private static func string(_ value: Value) -> String? {
        switch value {
        case .null: ""
        case .text(let text): text.string
        case .integer, .boolean, .set, .difference, .group: nil
        }
    }

    /// Gap, word, gap … gap.
    private static func split(_ text: String) -> [String] {
        var result = [""]
        for scalar in text.unicodeScalars {
            let isWord = !scalar.properties.isWhitespace
            if isWord != (result.count % 2 == 0) { result.append("") }
            result[result.count - 1].unicodeScalars.append(scalar)
        }
        if result.count % 2 == 0 { result.append("") }
        return result
    }

    /// For each piece of `base`, the hunk that covers it.
    private static func fates(_ base: [String], _ text: [String]) -> [Fate?] {
        var fates = [Fate?](repeating: nil, count: base.count)
        var (oldGap, newGap) = (0, 0)
        let matches = align(base, text) + [(base.count, text.count)]
        for (oldWord, newWord) in matches {
            var (old, new) = (Array(oldGap..<oldWord), Array(newGap..<newWord))
            if !equal(old.map { base[$0] }, new.map { text[$0] }) {
                if old.count > 1, let a = old.first, let b = new.first, bytes(base[a], text[b]) {
                    old.removeFirst()
                    new.removeFirst()
                }
                if old.count > 1, let a = old.last, let b = new.last, bytes(base[a], text[b]) {
                    old.removeLast()
                    new.removeLast()
                }
                let stands = new.map { text[$0] }.joined()
                let fate = Fate(start: old.first ?? 0, end: old.last ?? 0, text: stands)
                for index in old { fates[index] = fate }
            }
            (oldGap, newGap) = (oldWord + 1, newWord + 1)
        }
        return fates
    }

    private static func bytes(_ left: String, _ right: String) -> Bool { Text(left) == Text(right) }

    private static func equal(_ left: [String], _ right: [String]) -> Bool {
        left.map { Text($0) } == right.map { Text($0) }
    }

    /// Pairs of equal words: common start, common end, and between them a longest common subsequence.
    private static func align(_ base: [String], _ text: [String]) -> [(Int, Int)] {
        let old = base.indices.filter { $0 % 2 == 1 }
        let new = text.indices.filter { $0 % 2 == 1 }
        var head: [(Int, Int)] = []
        while head.count < min(old.count, new.count),
            bytes(base[old[head.count]], text[new[head.count]])
        {
            head.append((old[head.count], new[head.count]))
        }
        var tail: [(Int, Int)] = []
        while tail.count < min(old.count, new.count) - head.count,
            bytes(base[old[old.count - 1 - tail.count]], text[new[new.count - 1 - tail.count]])
        {
            tail.append((old[old.count - 1 - tail.count], new[new.count - 1 - tail.count]))
        }
        let middle = longest(
            old[head.count..<(old.count - tail.count)],
            new[head.count..<(new.count - tail.count)],
            base,
            text
        )
        return head + middle + tail.reversed()
    }

    private static func longest(
        _ old: ArraySlice<Int>,
        _ new: ArraySlice<Int>,
        _ base: [String],
        _ text: [String]
    ) -> [(Int, Int)] {
        guard let first = old.first, let second = new.first else { return [] }
        if bytes(base[first], text[second]) {
            return [(first, second)] + longest(old.dropFirst(), new.dropFirst(), base, text)
        }
        let withoutOld = longest(old.dropFirst(), new, base, text)
        let withoutNew = longest(old, new.dropFirst(), base, text)
        return withoutOld.count >= withoutNew.count ? withoutOld : withoutNew
    }
}
