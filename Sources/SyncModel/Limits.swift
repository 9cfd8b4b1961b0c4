/// Bounds of the engine: each text, list and wait has one.
public enum Limits {
    /// The most Unicode scalars of a text field that declares no `max`.
    public static let textScalarsMax = 20_000
    /// The most UTF-8 bytes of any stored value: 20,000 scalars of at most 4 bytes, with room for a set.
    public static let valueBytesMax = 131_072
    /// The most elements of a set.
    public static let setElementsMax = 1_000
    /// The most changes in one save.
    public static let saveChangesMax = 20_000
    /// The most cases in one question of a device to a server that was restored.
    public static let reconcileCasesMax = 5_000
    /// The most changes in one report of a device to a server that was restored.
    public static let reportChangesMax = 5_000
    /// The most cases that a pull asks for whole.
    public static let wholeCasesMax = 500
    /// How long a backup counts as one that may be restored.
    public static let backupLifeMilliseconds: Int64 = 90 * 24 * 3_600_000
    /// The most changes in one upload; at least one save is always sent whole.
    public static let uploadChangesMax = 10_000
    /// The most changes in one envelope of a rescue: what one damaged envelope costs.
    public static let rescueChangesMax = 1_000
    /// About how many bytes of rows a page of the feed holds before it ends; a case is never split.
    ///
    /// Small, so that also of a first sync of 1,000 cases the next page is made while the last is kept.
    public static let pageBytesTarget = 1 << 20
    /// The most bytes of an envelope as it arrives.
    public static let envelopeBytesMax = 32 << 20
    /// The most bytes of an envelope's body after decompression.
    public static let bodyBytesMax = 128 << 20
    /// The longest wait for a store that another process holds.
    public static let lockWaitMax: Duration = .seconds(5)
    /// The most ends of saves that one request compares.
    public static let compareHeadsMax = 1_000
    /// The most ancestors of its incarnation that a device names.
    public static let originsMax = 64
    /// A page of `conflict list` unless told otherwise.
    public static let pageConflictsDefault = 100
    /// Wall time that moves more against the time since the machine started was set by somebody.
    public static let clockJumpMilliseconds: Int64 = 2000
    /// A clock that differs more from the server's is tagged `clock-suspect`.
    public static let clockSuspectMilliseconds: Int64 = 5 * 60 * 1000

    /// The pages of a laptop's write-ahead log before they are written back into its file: 16 MiB.
    ///
    /// A save writes two pages or more, and each checkpoint syncs twice.
    public static let laptopCheckpointPages = 4096
}
