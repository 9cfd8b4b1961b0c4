/// What happened in a run, in lines that a person can read, and one number over all of it.
struct Trace {
    private(set) var lines: [String] = []
    /// FNV-1a over all lines: the same seed gives the same number.
    private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ line: String) {
        lines.append(line)
        for byte in line.utf8 { fold(byte) }
        fold(10)
    }

    private mutating func fold(_ byte: UInt8) {
        hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
}

/// An invariant that did not hold.
struct Violation: Error, Equatable, CustomStringConvertible {
    /// Its name in `docs/FAULTS.md` §5, such as `I6`.
    var invariant: String
    /// What was found.
    var detail: String

    var description: String { "\(invariant): \(detail)" }
}
