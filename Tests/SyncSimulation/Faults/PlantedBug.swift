internal import SyncStore

/// A wrong variant of one rule, planted through a seam that only tests have.
///
/// None of them touches the product's code: they are triggers in the stores' own databases, messages changed and
/// sealed again with their sender's key, a store that reports before it syncs, or a form that does not keep what it
/// showed.
enum PlantedBug: String, CaseIterable, Sendable {
    // A form, and how far a commit goes.
    /// A form that is saved claims to have seen what arrived after it was opened.
    case contextRaised
    /// "Saved" is said before the disk has it.
    case savedBeforeSync
    // The laptop's store.
    /// A chain of unsent changes that came back is sent as real ones.
    case voidNotVoided
    /// That changes were sent is forgotten when the program ends.
    case sentNotMarked
    /// A case that left the user's scope takes its unsent changes with it.
    case purgeBeforePush
    /// Of a group only one member is written.
    case groupHalfWritten
    /// An own change goes when its receipt comes, and not when a backup covers it.
    case receiptDropsChange
    /// The cursor is kept before the rows of its page are.
    case cursorBeforeRows
    /// A counter comes to its end, and the save is refused.
    case overflowTraps
    /// What the server said beneath an own change is lost.
    case beneathLost
    /// Quarantined changes are forgotten at the next start.
    case parkedLost
    /// The number of a purged record is given to another.
    case purgedNumberReused
    // The server's store.
    /// Second receipts are not sent.
    case lettersLost
    /// A case that was taken from a user stays his.
    case unassignForgotten
    /// A disabled user is served on.
    case disabledStillServed
    /// A new role does not hold.
    case roleForgotten
    /// A deletion never waits for a person.
    case deletionConflictForgotten
    /// Every fifth conflict is closed as it opens.
    case conflictForgotten
    /// What is kept aside is dropped.
    case strayDropped
    /// Every fifth change of a case moves no feed number.
    case feedForgets
    /// The server's sorting time goes back with its clock.
    case receivedGoesBack
    /// A change of a case leaves its hash as it was.
    case hashForgotten
    /// What a decision covers is lost.
    case coversForgotten
    // Messages.
    /// A page passes its cases over: the cursor is `>` where it should be `>=`.
    case pageSkipped
    /// That a case left the user's scope is not told.
    case removalNotTold
    /// Receipts are matched by their place in the batch, one off.
    case receiptsShifted
    /// One bad change makes the server refuse the whole push.
    case poisonStopsQueue
    /// What arrives again is judged again.
    case duplicateJudgedAgain
    /// The error of a laptop's clock is not corrected.
    case clockOffsetIgnored
    /// The server says that it knows nothing of the chain.
    case chainForgotten

    /// How far a commit of a laptop goes.
    var durability: StoreDurability { self == .savedBeforeSync ? .normal : .full }
}
