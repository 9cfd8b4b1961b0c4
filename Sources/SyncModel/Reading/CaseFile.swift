/// A case as shown.
public struct CaseFile: Hashable, Sendable {
    /// The case in short.
    public var summary: CaseSummary
    /// What revision is on screen: the context of an edit that begins here.
    public var position: Position
    /// The case file first, then the others by kind and key.
    public var records: [ShownRecord]

    /// Makes a case.
    public init(
        summary: CaseSummary,
        position: Position,
        records: [ShownRecord]
    ) {
        self.summary = summary
        self.position = position
        self.records = records
    }
}
