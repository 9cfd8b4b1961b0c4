/// Finds what somebody probably meant.
enum Suggestion {
    /// The nearest of `candidates`; `nil` when none is near enough: a third of the letters, at least two.
    static func nearest(to text: String, among candidates: [String]) -> String? {
        guard !text.isEmpty else { return nil }
        let allowed = max(2, text.count / 3)
        let typed = Array(text.lowercased())
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let letters = Array(candidate.lowercased())
            let distance =
                letters.count > typed.count && letters.suffix(typed.count) == typed[...]
                ? 1 : distance(typed, letters)
            guard distance <= allowed, distance < max(typed.count, letters.count) else { continue }
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// How many letters must be put in, taken out, replaced or swapped with their neighbour.
    ///
    /// Source: the optimal string alignment distance (Damerau 1964, restricted).
    static func distance(_ first: [Character], _ second: [Character]) -> Int {
        if first.isEmpty { return second.count }
        if second.isEmpty { return first.count }
        var rows = [[Int]](
            repeating: [Int](repeating: 0, count: second.count + 1),
            count: first.count + 1
        )
        for row in 0...first.count { rows[row][0] = row }
        for column in 0...second.count { rows[0][column] = column }
        for row in 1...first.count {
            for column in 1...second.count {
                let cost = first[row - 1] == second[column - 1] ? 0 : 1
                var least = min(
                    rows[row - 1][column] + 1,
                    rows[row][column - 1] + 1,
                    rows[row - 1][column - 1] + cost
                )
                if row > 1, column > 1, first[row - 1] == second[column - 2],
                    first[row - 2] == second[column - 1]
                {
                    least = min(least, rows[row - 2][column - 2] + 1)
                }
                rows[row][column] = least
            }
        }
        return rows[first.count][second.count]
    }
}
