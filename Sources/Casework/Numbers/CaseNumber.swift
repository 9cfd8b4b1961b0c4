/// A case number for people: `HLM-2018-0042-K`.
///
/// The last character is computed from the others, so that a mistyped number fails instead of opening another
/// person's file. Letters count 1 to 26 and digits 0 to 9; the character at place `k` from the right (the last
/// digit of the serial is place 1) weighs `3^k`; the sum modulo 31 picks the check character.
///
/// Because 31 is prime and 3 has order 30 modulo 31, any two of the at most 21 weights differ and none is 0, so
/// the check finds every single wrong character and every exchange of two characters; what changes a letter to a
/// digit or moves a hyphen is no case number at all.
///
/// Source: the alphabet is that of the Finnish personal identity code, which leaves out G, I, O, Q and Z; the
/// weighted sum over a prime is that of ISBN-10.
public struct CaseNumber: Hashable, Sendable, CustomStringConvertible {
    /// The highest serial: nine digits.
    public static let serialMax = 999_999_999
    /// The most letters of a prefix.
    public static let prefixLettersMax = 8

    /// The letters before the year, `A` to `Z`, in `1...8`.
    public let prefix: String
    /// The year, in `1...9999`.
    public let year: Int
    /// The serial within the year, in `1...999_999_999`.
    public let serial: Int

    /// Makes a number.
    ///
    /// Programmer errors trap: the arguments come from the schema's name, a clock and a counter. What a
    /// person typed is read by ``init(reading:)``.
    ///
    /// - Parameters:
    ///   - prefix: Letters `A` to `Z`, as ``prefix(forSchema:)`` gives them.
    ///   - year: The year of the clock that numbered the case.
    ///   - serial: Counts the cases of that year.
    public init(prefix: String, year: Int, serial: Int) {
        precondition(Self.isPrefix(prefix[...]))
        precondition((1...9999).contains(year))
        precondition((1...Self.serialMax).contains(serial))
        self.prefix = prefix
        self.year = year
        self.serial = serial
    }

    /// Reads a number as a person types it: either case, white space around it allowed.
    ///
    /// - Parameter text: `PREFIX-YEAR-SERIAL-CHECK`; the serial has at least four digits, and no leading zero
    ///   beyond that.
    /// - Throws: ``CaseNumberError`` `malformed` for other text, `wrongCheck` for a mistyped number.
    public init(reading text: String) throws(CaseNumberError) {
        let parts = Self.uppercase(text).split(
            separator: "-",
            omittingEmptySubsequences: false
        )
        guard parts.count == 4, Self.isPrefix(parts[0]), parts[1].utf8.count == 4,
            let year = Self.number(parts[1]), year >= 1, (4...9).contains(parts[2].utf8.count),
            let serial = Self.number(parts[2]), serial >= 1,
            parts[2].utf8.count == 4 || serial >= 10_000,
            parts[3].utf8.count == 1, let check = parts[3].utf8.first
        else { throw .malformed }
        prefix = String(parts[0])
        self.year = year
        self.serial = serial
        guard Self.checkByte(body) == check else { throw .wrongCheck }
    }

    /// The number with its check character.
    public var description: String {
        "\(body)-\(String(decoding: [Self.checkByte(body)], as: UTF8.self))"
    }

    /// The prefix of the numbers under a schema: `HLM` under the built-in one, else the first three letters
    /// of the schema's name in capitals; fewer when it has fewer.
    ///
    /// - Parameter name: The schema's name.
    /// - Returns: One to three letters; `C` for a name without letters.
    public static func prefix(forSchema name: String) -> String {
        if name == "haarlem" { return "HLM" }
        let letters = uppercase(name).utf8.filter {
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
        }
        return letters.isEmpty ? "C" : String(decoding: letters.prefix(3), as: UTF8.self)
    }

    private static let checkAlphabet = Array("0123456789ABCDEFHJKLMNPRSTUVWXY".utf8)

    private var body: String {
        let digits = String(serial)
        let zeros = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
        let years = String(year)
        let yearZeros = String(repeating: "0", count: max(0, 4 - years.utf8.count))
        return "\(prefix)-\(yearZeros)\(years)-\(zeros)\(digits)"
    }

    private static func checkByte(_ body: String) -> UInt8 {
        var sum = 0
        var weight = 1
        for byte in body.utf8.reversed() where byte != UInt8(ascii: "-") {
            weight = weight * 3 % 31
            let value =
                byte >= UInt8(ascii: "A") ? byte - UInt8(ascii: "@") : byte - UInt8(ascii: "0")
            sum = (sum + weight * Int(value)) % 31
        }
        return checkAlphabet[sum]
    }

    private static func isPrefix(_ text: Substring) -> Bool {
        (1...prefixLettersMax).contains(text.utf8.count)
            && text.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }

    private static func number(_ digits: Substring) -> Int? {
        guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else {
            return nil
        }
        return Int(digits)
    }

    private static func uppercase(_ text: String) -> String {
        let bytes = text.utf8.map { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 32 : byte
        }
        let isSpace = { (byte: UInt8) in byte == 32 || (9...13).contains(byte) }
        let trimmed = bytes.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
        return String(decoding: Array(trimmed), as: UTF8.self)
    }
}

/// Why text is not a case number.
public enum CaseNumberError: Error, Hashable, Sendable {
    /// Not of the form `PREFIX-YEAR-SERIAL-CHECK`.
    case malformed
    /// Of that form, but mistyped: the check character does not fit.
    case wrongCheck
}
