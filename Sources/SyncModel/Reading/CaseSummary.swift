/// A case in a list.
public struct CaseSummary: Hashable, Sendable {
    /// The case.
    public var id: CaseID
    /// Its number; `TMP-…` until the server gives one.
    public var number: String
    /// The person's name from the schema's `person.givenNames`, `person.prefix`, `person.familyName` as far
    /// as they exist; empty when unknown.
    public var name: String
    /// The number of this laptop's unreceipted changes in the case; 0 on the server.
    public var pending: Int
    /// The number of open conflicts in the case.
    public var contested: Int
    /// Whether it exists; false when deleted.
    public var isAlive: Bool

    /// Makes a case in short.
    public init(
        id: CaseID,
        number: String,
        name: String,
        pending: Int,
        contested: Int,
        isAlive: Bool
    ) {
        self.id = id
        self.number = number
        self.name = name
        self.pending = pending
        self.contested = contested
        self.isAlive = isAlive
    }
}
