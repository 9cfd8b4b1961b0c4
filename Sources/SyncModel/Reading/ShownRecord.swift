/// A record as shown.
public struct ShownRecord: Hashable, Sendable {
    /// The address in its case.
    public var address: RecordAddress
    /// Whether it exists.
    public var isAlive: Bool
    /// Whether a conflict on its deletion waits.
    public var deletionAsked: Bool
    /// Who made it.
    public var author: String
    /// When, by the author's clock.
    public var written: Instant
    /// The fields that were ever written, in the order of the schema; unknown fields last.
    public var fields: [ShownField]

    /// Makes a shown record.
    public init(
        address: RecordAddress,
        isAlive: Bool,
        deletionAsked: Bool,
        author: String,
        written: Instant,
        fields: [ShownField]
    ) {
        self.address = address
        self.isAlive = isAlive
        self.deletionAsked = deletionAsked
        self.author = author
        self.written = written
        self.fields = fields
    }
}
