/// One invariant and whether it holds.
public struct InvariantReport: Hashable, Sendable {
    /// A stable name, such as `chain`.
    public var name: String
    /// Whether it holds.
    public var ok: Bool
    /// What was found, without content; empty when `ok`.
    public var detail: String

    /// Makes a report.
    public init(name: String, ok: Bool, detail: String) {
        self.name = name
        self.ok = ok
        self.detail = detail
    }
}
