/// The names under which the engine keeps its own small values in the store.
public enum SyncSetting {
    /// `1` from a sync that found that laptop and server differ until one that found that they do not.
    public static let diverged = "sync.diverged"
    /// The highest epoch that the server was met in.
    public static let epoch = "sync.epoch"
    /// The number of syncs begun: the envelopes of each have numbers of their own.
    static let runs = "sync.runs"
}
