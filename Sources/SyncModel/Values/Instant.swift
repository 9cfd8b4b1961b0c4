/// A point in time: milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
public struct Instant: Hashable, Comparable, Sendable {
    /// Milliseconds since the Unix epoch; negative before 1970.
    public let milliseconds: Int64

    /// The instant `milliseconds` after the Unix epoch.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The instant `offset` milliseconds later, clamped to what 64 bits hold.
    public func advanced(byMilliseconds offset: Int64) -> Instant {
        let (sum, overflow) = milliseconds.addingReportingOverflow(offset)
        return Instant(milliseconds: overflow ? (offset > 0 ? .max : .min) : sum)
    }

    /// Whether `left` is earlier than `right`.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

extension Instant: CustomStringConvertible {
    private static let millisecondsPerDay: Int64 = 86_400_000

    /// RFC 3339 in UTC with milliseconds, such as `2026-11-24T08:09:06.000Z`.
    public var description: String {
        var days = milliseconds / Self.millisecondsPerDay
        var rest = milliseconds % Self.millisecondsPerDay
        if rest < 0 {
            rest += Self.millisecondsPerDay
            days -= 1
        }
        let time = Int(rest)
        return "\(CivilDate(dayNumber: Int(days)))T\(padded(time / 3_600_000, 2)):"
            + "\(padded(time / 60_000 % 60, 2)):\(padded(time / 1000 % 60, 2))."
            + "\(padded(time % 1000, 3))Z"
    }

    /// Reads RFC 3339 in UTC (`Z`), with or without a fraction; digits beyond milliseconds are cut off.
    ///
    /// - Returns: `nil` for any other text.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), bytes.last == UInt8(ascii: "Z"),
            let date = CivilDate(String(decoding: bytes[0..<10], as: UTF8.self)),
            let hour = decimal(bytes[11..<13]), hour < 24,
            let minute = decimal(bytes[14..<16]), minute < 60,
            let second = decimal(bytes[17..<19]), second < 60
        else { return nil }
        var fraction = 0
        let tail = bytes[19..<(bytes.count - 1)]
        if let first = tail.first {
            guard first == UInt8(ascii: "."), tail.count >= 2, tail.count <= 10 else { return nil }
            var digits = Array(tail.dropFirst().prefix(3))
            guard decimal(tail.dropFirst()) != nil else { return nil }
            while digits.count < 3 { digits.append(UInt8(ascii: "0")) }
            fraction = decimal(digits[...]) ?? 0
        }
        let seconds = Int64(hour * 3600 + minute * 60 + second)
        self.init(
            milliseconds: Int64(date.dayNumber) * Self.millisecondsPerDay + seconds * 1000
                + Int64(fraction)
        )
    }
}

/// The decimal number in ASCII digits; `nil` when empty or when another byte occurs.
func decimal(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 18 else { return nil }
    var result = 0
    for digit in digits {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
        result = result * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return result
}

/// `number` in decimal, with leading zeros up to `width` digits.
func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
}
