import SyncModel

/// Merges two texts that came from `base`, on words.
///
/// A text is words with a gap (white space, or nothing) before, between and after them. A *hunk* is a stretch
/// of the base's words and gaps, at least one, with what stands there instead. Two hunks overlap when they
/// touch the same word or the same gap; equal hunks count once.
///
/// - Returns: The text with the hunks of both sides; `nil` when two hunks overlap, or when a value is neither
///   text nor null. Null counts as the empty text; two nulls give null.
func mergeWords(base: Value, first: Value, second: Value) -> Value? {
    if first == second { return first }
    guard let origin = Words(base), let left = Words(first), let right = Words(second) else {
        return nil
    }
    let leftHunks = hunks(from: origin, to: left)
    let rightHunks = hunks(from: origin, to: right)
    if leftHunks.isEmpty { return second }
    if rightHunks.isEmpty { return first }
    guard let merged = joined(leftHunks, rightHunks) else { return nil }
    return .text(Text(origin.applying(merged)))
}

/// Both lists of hunks in one, in order; `nil` when two overlap that are not equal.
private func joined(_ left: [Hunk], _ right: [Hunk]) -> [Hunk]? {
    var result: [Hunk] = []
    var leftRest = left[...]
    var rightRest = right[...]
    while let first = leftRest.first, let second = rightRest.first {
        if first == second {
            result.append(first)
            leftRest.removeFirst()
            rightRest.removeFirst()
        } else if first.range.upperBound <= second.range.lowerBound {
            result.append(first)
            leftRest.removeFirst()
        } else if second.range.upperBound <= first.range.lowerBound {
            result.append(second)
            rightRest.removeFirst()
        } else {
            return nil
        }
    }
    return result + leftRest + rightRest
}

/// A stretch of the base's pieces, and what stands there instead.
struct Hunk: Equatable {
    var range: Range<Int>
    var pieces: [Text]
}

/// A text as pieces: gap, word, gap, word … gap.
///
/// Even indices are gaps, odd ones words.
struct Words {
    private(set) var pieces: [Text]

    init?(_ value: Value) {
        switch value {
        case .null: pieces = [""]
        case .text(let text): pieces = Self.split(text.string)
        case .integer, .boolean, .set, .difference, .group: return nil
        }
    }

    var wordCount: Int { pieces.count / 2 }

    func word(_ index: Int) -> Text { pieces[2 * index + 1] }

    func applying(_ hunks: [Hunk]) -> String {
        var result = ""
        var next = 0
        for hunk in hunks {
            for piece in pieces[next..<hunk.range.lowerBound] { result += piece.string }
            for piece in hunk.pieces { result += piece.string }
            next = hunk.range.upperBound
        }
        for piece in pieces[next...] { result += piece.string }
        return result
    }

    private static func split(_ string: String) -> [Text] {
        var pieces: [Text] = []
        var piece = String.UnicodeScalarView()
        var isGap = true
        for scalar in string.unicodeScalars {
            if scalar.properties.isWhitespace != isGap {
                pieces.append(Text(String(piece)))
                piece = String.UnicodeScalarView()
                isGap.toggle()
            }
            piece.append(scalar)
        }
        pieces.append(Text(String(piece)))
        if !isGap { pieces.append("") }
        return pieces
    }
}
