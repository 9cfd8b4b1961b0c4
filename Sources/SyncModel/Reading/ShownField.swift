/// A shown value of a field, or of `alive`.
public struct ShownField: Hashable, Sendable {
    /// The field's name.
    public var name: String
    /// The value; never null unless it was cleared.
    public var value: Value
    /// Who wrote it.
    public var author: String
    /// When, by the author's clock.
    public var written: Instant
    /// Whether it is an own change without receipt, or one in quarantine.
    public var isPending: Bool
    /// Whether an open conflict waits on its unit.
    public var isContested: Bool
    /// A newer server value beneath an own pending change; `nil` when there is none.
    public var beneath: Value?

    /// Makes a shown field.
    public init(
        name: String,
        value: Value,
        author: String,
        written: Instant,
        isPending: Bool,
        isContested: Bool,
        beneath: Value? = nil
    ) {
        self.name = name
        self.value = value
        self.author = author
        self.written = written
        self.isPending = isPending
        self.isContested = isContested
        self.beneath = beneath
    }
}
