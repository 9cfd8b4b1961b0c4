import Foundation

/// Runs `body` and gives its seconds.
func seconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let duration = try clock.measure(body)
    let parts = duration.components
    return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
}

/// The middle of some figures.
func median(_ figures: [Double]) -> Double {
    let sorted = figures.sorted()
    return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
}

/// The bytes of a database: the file and its log.
func fileBytes(_ path: String) -> Int {
    ["", "-wal"].reduce(0) { sum, suffix in
        let attributes = try? FileManager.default.attributesOfItem(atPath: path + suffix)
        return sum + ((attributes?[.size] as? Int) ?? 0)
    }
}

/// Copies a closed database.
func copyDatabase(_ from: String, _ to: String) throws {
    removeDatabase(to)
    try FileManager.default.copyItem(atPath: from, toPath: to)
}

/// Removes a database with its log.
func removeDatabase(_ path: String) {
    for suffix in ["", "-wal", "-shm", ".mark"] {
        // Absent is what is wanted.
        try? FileManager.default.removeItem(atPath: path + suffix)
    }
}

/// One line of the result table.
struct Row {
    let what: String
    let ours: String
    let raw: String
    let ratio: Double?
    let must: String

    /// As a line of a Markdown table.
    var line: String {
        let shown = ratio.map { String(format: "%.2f", $0) } ?? ""
        return "| \(what) | \(ours) | \(raw) | \(shown) | \(must) |"
    }
}

/// A rate for people.
func rate(_ count: Int, _ time: Double) -> String {
    let perSecond = Double(count) / time
    return perSecond >= 1e6
        ? String(format: "%.2f M/s", perSecond / 1e6) : String(format: "%.1f k/s", perSecond / 1e3)
}

/// A time for people.
func time(_ seconds: Double) -> String {
    seconds < 1e-3
        ? String(format: "%.1f µs", seconds * 1e6)
        : seconds < 1 ? String(format: "%.2f ms", seconds * 1e3) : String(format: "%.2f s", seconds)
}
