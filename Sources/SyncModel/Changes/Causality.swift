/// The name of a change: its incarnation and its number there.
public struct Dot: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Whose numbering.
    public let incarnation: IncarnationID
    /// The number: gapless from 1, in a child incarnation from its fork.
    public let seq: UInt64

    /// Names change `seq` of `incarnation`.
    public init(incarnation: IncarnationID, seq: UInt64) {
        self.incarnation = incarnation
        self.seq = seq
    }

    /// `INCARNATION.SEQ`, as `history --json` prints it.
    public var description: String { "\(incarnation).\(seq)" }

    /// Whether `left` sorts before `right`.
    public static func < (left: Dot, right: Dot) -> Bool {
        (left.incarnation, left.seq) < (right.incarnation, right.seq)
    }
}

/// A place in the history of one case: the server's epoch, and its count of accepted saves to the case.
///
/// As a *position*: where a change was accepted. As a *context*: what was on the author's screen when he
/// began to edit; `.zero` when he had seen nothing of the case.
public struct Position: Hashable, Comparable, Sendable {
    /// The server's epoch, from 1; 0 only in ``zero``.
    public let epoch: UInt32
    /// The count of accepted saves, from 1; 0 means before the first.
    public let revision: UInt64

    /// Makes a position.
    public init(epoch: UInt32, revision: UInt64) {
        self.epoch = epoch
        self.revision = revision
    }

    /// Before everything.
    public static let zero = Position(epoch: 0, revision: 0)

    /// Whether `left` sorts before `right`.
    public static func < (left: Position, right: Position) -> Bool {
        (left.epoch, left.revision) < (right.epoch, right.revision)
    }
}

/// A hybrid logical clock stamp: orders one incarnation's own changes, strictly increasing.
///
/// Source: Kulkarni et al., "Logical Physical Clocks", 2014.
public struct HLC: Hashable, Comparable, Sendable {
    /// Milliseconds since the Unix epoch; not less than any wall clock seen.
    public let milliseconds: Int64
    /// Orders stamps of one millisecond; when it overflows it carries into `milliseconds`.
    public let counter: UInt16

    /// Makes a stamp.
    public init(milliseconds: Int64, counter: UInt16) {
        self.milliseconds = milliseconds
        self.counter = counter
    }

    /// The stamp after this one for an event at wall time `now`: never less, whatever `now` is.
    public func next(at now: Instant) -> HLC {
        if now.milliseconds > milliseconds {
            return HLC(milliseconds: now.milliseconds, counter: 0)
        }
        if counter < .max { return HLC(milliseconds: milliseconds, counter: counter + 1) }
        let (carried, overflow) = milliseconds.addingReportingOverflow(1)
        return overflow ? self : HLC(milliseconds: carried, counter: 0)
    }

    /// The stamp in one integer, for storage: 48 bits of milliseconds, 16 of counter.
    public var packed: Int64 { milliseconds << 16 | Int64(counter) }

    /// Reads ``packed``.
    public init(packed: Int64) {
        self.init(
            milliseconds: packed >> 16,
            counter: UInt16(truncatingIfNeeded: packed)
        )
    }

    /// Whether `left` sorts before `right`.
    public static func < (left: HLC, right: HLC) -> Bool {
        (left.milliseconds, left.counter) < (right.milliseconds, right.counter)
    }
}
