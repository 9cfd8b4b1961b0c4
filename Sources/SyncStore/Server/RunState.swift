internal import SyncMerge
internal import SyncModel

/// A case while a run changes it; written when the run ends.
struct RunCase {
    /// The record number of the case file.
    let n: Int64
    /// The case.
    let id: CaseID
    /// Its number for people.
    var number: String
    /// How many saves were accepted to it.
    var revision: UInt64
    /// Where it stood before the run; who saw that knows all that was accepted before.
    var stood = Position.zero
    /// Whether the run makes it.
    let isNew: Bool
    /// The feed number of its first change, where the run makes it.
    var made: Int64 = 0
    /// The feed number of the last change before this run; 0 when there was none.
    var feedBefore: Int64 = 0
    /// The feed number of the last change in this run; 0 when the run changed nothing.
    var feed: Int64 = 0
    /// The stored hash.
    var hash: UInt64 = 0
    /// What the run adds to the hash.
    var hashChange: UInt64 = 0
    /// The users who hold it, by their interned names.
    var holders: [Int64] = []
    /// Who made it, where the run makes it: it is assigned to him.
    var maker: String?
    /// Whether the case travels whole to everyone once more.
    var isResent = false
    /// What `knows` asks of the case, once it was needed.
    var lineage: Lineage?
    /// The records of the case that the run met.
    var records: [RecordAddress: Int] = [:]
    /// The case file among the run's records; -1 until it was needed.
    var file = -1
    /// Whether the case file is shown as existing, as stored.
    var isAlive = true
    /// The stamp that wrote the case file whole, as stored.
    var whole: Int64 = 0

    /// The stamp of the last accepted part of a save; 0 when there is none.
    var lastStamp: Int64 { feed == 0 ? feedBefore : feed }
}

/// A record while a run changes it; written when the run ends.
struct RunRecord {
    /// The record.
    let reference: RecordReference
    /// Its address.
    let address: RecordAddress
    /// Its case among the run's cases.
    let caseIndex: Int
    /// Its kind.
    let plan: KindPlan
    /// The seed of its contributions to the hash.
    let seed: UInt64
    /// Whether the run makes it.
    let isNew: Bool
    /// The stamp that wrote it whole.
    var whole: Int64
    /// Whether it is shown as existing.
    var isAlive: Bool
    /// The contests of its units, `alive` included.
    var contests: [Int64: ContestRow] = [:]
    /// The stored versions of its units.
    var versions: [(unit: Int64, stamp: Int64, seq: UInt64)] = []
    /// What each column adds to the hash as it is stored, where the row was read whole; else empty.
    var row: [UInt64] = []
    /// The units that the run met.
    var units: [RunUnit] = []
    /// The interned names of ``units``, in the same order: what is searched for each change.
    var unitIDs: [Int64] = []
    /// Whether `alive` ever needed its history: a deletion may be live.
    var hasAliveContest = false
    /// Whether the row must be written.
    var isDirty = false
    /// Whether ``isAlive`` must be written.
    var isAliveDirty = false
}

/// A merge unit while a run changes it.
struct RunUnit {
    /// The interned name.
    let id: Int64
    /// Its place in ``KindPlan/units``; -1 for `alive`.
    let index: Int
    /// Which change wrote what is shown; `nil` when nothing is, or when the whole-record save did and no row says so.
    var version: (stamp: Int64, seq: UInt64)?
    /// Whether it was ever written.
    var isWritten: Bool
    /// What each of its columns adds to the hash now, in the order of ``KindPlan/Unit/columns``.
    var contributions: [UInt64] = []
    /// What is kept of a unit that needs its history.
    var contest: ContestRow?
    /// The history, once it was needed.
    var story: UnitStory?
    /// The value to write into the row; `nil` when it stays.
    var value: Value?
    /// Whether the version must be written.
    var isVersionDirty = false
    /// The changes that were live before the last one.
    var formerlyLive: [LoggedChange] = []
}

/// What the run knows of a stamp.
struct StampFacts {
    /// Where the part was accepted.
    let position: Position
    /// The interned incarnation.
    let incarnation: Int64
    /// The number of the part's first change.
    let first: UInt64
    /// The log row of change 0 of the save's chain: `log = base + seq`.
    let base: Int64
    /// The server's sorting time.
    let order: Instant
}

/// The save that a run is at, with the part of it that is accepted.
struct RunPart {
    /// The save.
    let save: Save
    /// Its row.
    let row: SaveRow
    /// The device.
    let replica: ReplicaID
    /// The device's user.
    let user: String
    /// Its case among the run's cases; `nil` while the server does not have the case.
    var caseIndex: Int?
    /// The stamp of the accepted part; `nil` until a change was accepted.
    var stamp: Int64?
    /// Where the accepted part stands; meaningful with ``stamp``.
    var position = Position.zero
    /// Whether the changes stand in the log already, kept aside, and are admitted now.
    var isAdmission = false
    /// Kept beside the log rows of the server's own changes, by number.
    var decisions: [UInt64: DecisionBody] = [:]
    /// Where its changes stood in earlier epochs, by number.
    var formers: [UInt64: [Position]] = [:]
    /// The name of a batch of decisions; `nil` outside one.
    var batch: String?
    /// Why, for decisions.
    var reason = ""
}
