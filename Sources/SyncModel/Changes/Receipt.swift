/// The server's answer to one change: the outcome at acceptance.
///
/// Raw values are those of `--json`.
public enum ReceiptStatus: String, CaseIterable, Hashable, Sendable {
    /// Shown, and nothing waits.
    case applied
    /// Equal to a live value.
    case agreed
    /// Part of what is shown: set, text.
    case merged
    /// Another value is shown and nothing waits: lww, restrictive.
    case beaten
    /// Shown, and an open conflict waits for a person.
    case conflictShown = "conflict-shown"
    /// Not shown, and an open conflict waits; also a `decide` or `owner` proposal that waits.
    case conflictBeaten = "conflict-beaten"
    /// An accepted change already replaces it.
    case superseded
    /// Arrived before; the receipt carries the first outcome.
    case duplicate
    /// Did nothing by its author's own doing.
    case void
    /// Kept with its bytes and a reason until a person decides; a second receipt follows.
    case quarantined
    /// The second receipt of a quarantined change that was refused.
    case refused
}

/// The server's answer to one change.
public struct Receipt: Hashable, Sendable {
    /// The change.
    public var dot: Dot
    /// The outcome.
    public var status: ReceiptStatus
    /// For `duplicate`: the first outcome; else `nil`.
    public var first: ReceiptStatus?
    /// Where the change was accepted; `nil` when it was not (void, quarantined, refused).
    public var position: Position?
    /// For `quarantined` and `refused`: why, without content; else `nil`.
    public var reason: String?

    /// Makes a receipt.
    public init(
        dot: Dot,
        status: ReceiptStatus,
        first: ReceiptStatus? = nil,
        position: Position? = nil,
        reason: String? = nil
    ) {
        self.dot = dot
        self.status = status
        self.first = first
        self.position = position
        self.reason = reason
    }

    /// The outcome of the change itself: `first` of a duplicate, else `status`.
    public var outcome: ReceiptStatus { first ?? status }
}
