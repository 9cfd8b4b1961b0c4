/// A case number for people: `HLM-2018-0042-K`.
public struct CaseNumber: Hashable, Sendable, CustomStringConvertible {
    /// The letters before the year.
    public let prefix: String
    /// The year.
    public let year: Int
    /// The serial, from 1.
    public let serial: Int

    /// Makes a number.
    public init(prefix: String, year: Int, serial: Int) {
        self.prefix = prefix
        self.year = year
        self.serial = serial
    }

    /// The number with its check character.
    public var description: String { "\(prefix)-\(year)-\(serial)" }
}
