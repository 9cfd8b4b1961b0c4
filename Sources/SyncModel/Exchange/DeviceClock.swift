/// How long a machine has run, by a clock that nobody sets.
public struct BootTime: Hashable, Sendable {
    /// Names the run of the machine: another one after each start.
    public var boot: Identifier128
    /// Milliseconds since it started, sleep included.
    public var milliseconds: Int64

    /// Makes a reading.
    public init(boot: Identifier128, milliseconds: Int64) {
        self.boot = boot
        self.milliseconds = milliseconds
    }
}

/// The offset of a device's clock in one of its clock segments: from one jump or start of the machine to the next.
public struct SegmentOffset: Hashable, Sendable {
    /// Server's clock minus device's.
    public var milliseconds: Int64
    /// Whether it is inferred from the segments around it, and not measured.
    public var isEstimated: Bool

    /// Makes an offset.
    public init(milliseconds: Int64, isEstimated: Bool) {
        self.milliseconds = milliseconds
        self.isEstimated = isEstimated
    }
}
