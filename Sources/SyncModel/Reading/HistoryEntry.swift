/// One entry of a field's history, oldest first.
public struct HistoryEntry: Hashable, Sendable {
    /// The change.
    public var dot: Dot
    /// What it wrote.
    public var value: Value
    /// The user's name.
    public var author: String
    /// The device.
    public var device: ReplicaID
    /// The author's clock.
    public var written: Instant
    /// The context.
    public var context: Position
    /// Where it was accepted; `nil` when pending, void, quarantined or refused.
    public var position: Position?
    /// The receipt; `nil` while pending.
    public var status: ReceiptStatus?

    /// Makes an entry.
    public init(
        dot: Dot,
        value: Value,
        author: String,
        device: ReplicaID,
        written: Instant,
        context: Position,
        position: Position? = nil,
        status: ReceiptStatus? = nil
    ) {
        self.dot = dot
        self.value = value
        self.author = author
        self.device = device
        self.written = written
        self.context = context
        self.position = position
        self.status = status
    }
}
