/// The names under which the engine keeps its own small values in the store.
public enum SyncSetting {
    /// `1` from a sync that found that laptop and server differ until one that found that they do not.
    public static let diverged = "sync.diverged"
    /// The highest epoch that the server was met in.
    public static let epoch = "sync.epoch"
    /// The replica id of a laptop of which the server found two copies at work: it must enrol again.
    ///
    /// It says nothing any more once the store is another replica.
    public static let cloned = "sync.cloned"
    /// The same, with the epoch's name.
    public static let epochMark = "sync.epochMark"
    /// The number of syncs begun: the envelopes of each have numbers of their own.
    static let runs = "sync.runs"
}
