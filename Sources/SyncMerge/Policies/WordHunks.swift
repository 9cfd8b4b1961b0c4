import SyncModel

/// The stretches in which `text` differs from `base`, in order and apart.
func hunks(from base: Words, to text: Words) -> [Hunk] {
    var result: [Hunk] = []
    var previous = (base: -1, text: -1)
    for pair in matchedWords(base, text) + [(base.wordCount, text.wordCount)] {
        let old = (2 * previous.base + 2)..<(2 * pair.0 + 1)
        let new = (2 * previous.text + 2)..<(2 * pair.1 + 1)
        if let hunk = hunk(base, old, text, new) { result.append(hunk) }
        previous = (pair.0, pair.1)
    }
    return result
}

/// The hunk between two matched words; `nil` when nothing differs.
///
/// Both ranges begin and end with a gap. Equal
/// gaps at the end and at the start are left out, as long as the hunk keeps a piece of the base.
private func hunk(
    _ base: Words,
    _ old: Range<Int>,
    _ text: Words,
    _ new: Range<Int>
) -> Hunk? {
    var range = old
    var pieces = text.pieces[new]
    if base.pieces[old].elementsEqual(pieces) { return nil }
    if range.count > 1, pieces.count > 0, base.pieces[range.lowerBound] == pieces.first {
        range = (range.lowerBound + 1)..<range.upperBound
        pieces = pieces.dropFirst()
    }
    if range.count > 1, pieces.count > 0, base.pieces[range.upperBound - 1] == pieces.last {
        range = range.lowerBound..<(range.upperBound - 1)
        pieces = pieces.dropLast()
    }
    return Hunk(range: range, pieces: Array(pieces))
}

/// The cells of the table of common subsequences above which the middle of two texts counts as one hunk.
private let tableCellsMax = 16_000_000

/// The words of a longest common subsequence, as index pairs: the common start, then what a walk over the
/// rest finds that takes equal words at once and else leaves out a word of the base first, then the common end.
private func matchedWords(_ base: Words, _ text: Words) -> [(Int, Int)] {
    var start = 0
    let shorter = min(base.wordCount, text.wordCount)
    while start < shorter, base.word(start) == text.word(start) { start += 1 }
    var end = 0
    while end < shorter - start,
        base.word(base.wordCount - 1 - end) == text.word(text.wordCount - 1 - end)
    {
        end += 1
    }
    let head = (0..<start).map { ($0, $0) }
    let middle = walk(
        base,
        start..<(base.wordCount - end),
        text,
        start..<(text.wordCount - end)
    )
    let tail = (0..<end).reversed().map { (base.wordCount - 1 - $0, text.wordCount - 1 - $0) }
    return head + middle + tail
}

private func walk(
    _ base: Words,
    _ old: Range<Int>,
    _ text: Words,
    _ new: Range<Int>
) -> [(Int, Int)] {
    let width = new.count + 1
    guard !old.isEmpty, !new.isEmpty, old.count + 1 <= tableCellsMax / width else { return [] }
    var numbers: [Text: Int32] = [:]
    func number(_ word: Text) -> Int32 {
        if let known = numbers[word] { return known }
        let next = Int32(truncatingIfNeeded: numbers.count)
        numbers[word] = next
        return next
    }
    let oldWords = old.map { number(base.word($0)) }
    let newWords = new.map { number(text.word($0)) }
    var lengths = [UInt16](repeating: 0, count: (old.count + 1) * width)
    for row in (0..<old.count).reversed() {
        for column in (0..<new.count).reversed() {
            let cell = row * width + column
            lengths[cell] =
                oldWords[row] == newWords[column]
                ? lengths[cell + width + 1] + 1 : max(lengths[cell + width], lengths[cell + 1])
        }
    }
    var pairs: [(Int, Int)] = []
    var (row, column) = (0, 0)
    while row < old.count, column < new.count {
        let cell = row * width + column
        if oldWords[row] == newWords[column] {
            pairs.append((old.lowerBound + row, new.lowerBound + column))
            row += 1
            column += 1
        } else if lengths[cell + width] >= lengths[cell + 1] {
            row += 1
        } else {
            column += 1
        }
    }
    return pairs
}
