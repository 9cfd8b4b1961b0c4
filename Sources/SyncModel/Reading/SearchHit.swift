/// A place where a text was found.
public struct SearchHit: Hashable, Sendable {
    /// The case's number.
    public var caseNumber: String
    /// The case.
    public var caseID: CaseID
    /// The record.
    public var record: RecordAddress
    /// The field.
    public var field: String
    /// The text around the hit, at most 80 scalars.
    public var excerpt: String

    /// Makes a hit.
    public init(
        caseNumber: String,
        caseID: CaseID,
        record: RecordAddress,
        field: String,
        excerpt: String
    ) {
        self.caseNumber = caseNumber
        self.caseID = caseID
        self.record = record
        self.field = field
        self.excerpt = excerpt
    }
}
