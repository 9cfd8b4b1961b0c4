/// How far a sync is, for a progress line.
public enum SyncProgress: Hashable, Sendable {
    case greeting
    case pushing(done: Int, total: Int)
    case pulling(cases: Int)
}
