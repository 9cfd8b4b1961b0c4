public import SyncModel

/// The accepted changes of one merge unit, in order of acceptance, and which of them are live.
///
/// For an ordinary `queue` or `lww` unit the caller may leave out changes that are not live and are no
/// resolution, as long as `chainHeads` says how far each incarnation's accepted changes of the unit reach.
/// The other policies need all of them.
public struct UnitHistory: Hashable, Sendable {
    /// The unit's policy.
    public var policy: MergePolicy
    /// In order of acceptance.
    public var accepted: [Accepted]
    /// The live ones, in order of acceptance.
    public var live: [Dot]
    /// The highest accepted number of each incarnation in this unit.
    public var chainHeads: [IncarnationID: UInt64]

    /// A unit that was never written.
    public init(policy: MergePolicy) {
        self.policy = policy
        accepted = []
        live = []
        chainHeads = [:]
    }
}

/// What a unit's accepted changes come to.
public struct UnitOutcome: Hashable, Sendable {
    /// One of the different live values, with its supporters in order of acceptance; never empty.
    public struct LiveValue: Hashable, Sendable {
        /// The value; for `set` units not used.
        public var value: Value
        /// The live changes that wrote it.
        public var supporters: [Dot]
        /// Whether it is what is shown.
        public var isShown: Bool

        /// Makes a live value.
        public init(value: Value, supporters: [Dot], isShown: Bool) {
            self.value = value
            self.supporters = supporters
            self.isShown = isShown
        }
    }

    /// What people see; null when nothing is.
    public var shown: Value
    /// The change that wrote what is shown; for a derived value (set, text) the latest live one; `nil` for nothing.
    public var shownBy: Dot?
    /// The different live values, latest order first.
    public var values: [LiveValue]
    /// Whether the unit waits for a person.
    public var isConflict: Bool

    /// Makes an outcome.
    public init(shown: Value, shownBy: Dot?, values: [LiveValue], isConflict: Bool) {
        self.shown = shown
        self.shownBy = shownBy
        self.values = values
        self.isConflict = isConflict
    }
}

/// The result of accepting one change.
public struct Acceptance: Hashable, Sendable {
    /// What happened to the unit's conflict.
    public enum ConflictEffect: Hashable, Sendable {
        /// None was open and none is.
        case none
        /// One opened.
        case opened
        /// It stays open with other candidates or supporters.
        case changed
        /// It stays open as it was.
        case unchanged
        /// An ordinary edit ended it: of someone who had seen every candidate, or one that left one value.
        case settled
        /// A resolution ended it.
        case resolved
    }

    /// The history with the change in it.
    public var history: UnitHistory
    /// What the history now comes to.
    public var outcome: UnitOutcome
    /// The receipt of the change.
    public var receipt: ReceiptStatus
    /// What happened to the conflict.
    public var effect: ConflictEffect
    /// For the receipt `quarantined`: why; else `nil`.
    public var reason: String?

    /// The reason when a unit that is written once holds another value.
    public static let writtenOnce = "written-once"
    /// The reason when a unit is not writable offline.
    public static let serverOnly = "server-only"

    /// Makes an acceptance.
    public init(
        history: UnitHistory,
        outcome: UnitOutcome,
        receipt: ReceiptStatus,
        effect: ConflictEffect,
        reason: String? = nil
    ) {
        self.history = history
        self.outcome = outcome
        self.receipt = receipt
        self.effect = effect
        self.reason = reason
    }
}
