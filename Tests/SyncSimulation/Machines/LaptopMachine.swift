internal import Foundation
internal import SyncEngine
internal import SyncModel
internal import SyncWire

@testable internal import SyncStore

/// One laptop: its disk, its clock, its store, who uses it, and what that person has on screen.
final class LaptopMachine {
    /// A form that a person opened and may save later.
    struct Form {
        var caseID: CaseID
        var position: Position
        var head: UInt64
        var file: CaseFile
        /// What the oracle says that the person saw.
        var screen: DotSet
        /// The own changes that lay over the server's values then.
        var over: [UnitName: DotSet]
    }

    let index: Int
    let user: String
    /// The role as the laptop was last told.
    var role: Role
    var replica: ReplicaID
    var incarnation: IncarnationID
    var key: SigningKey
    var serverKey: [UInt8]
    let folder: String
    let disk: SimulatedDisk
    let clock: MachineClock
    let dice: Dice
    let schemas: OfficeSchema
    var isEnrolled = false
    /// Whether the server told that it does not serve this laptop any more.
    var refusal: Refusal.Code?
    var forms: [Form] = []
    /// What has arrived of each case, as a set of changes.
    var knowledge: [CaseID: DotSet] = [:]
    /// The own changes of each case since it was last put on this laptop.
    var own: [CaseID: DotSet] = [:]
    /// The cases that the last whole pull left here.
    var scope: Set<CaseID> = []
    /// The cases that left the user's scope, and go when nothing of his waits in them.
    var leaving: Set<CaseID> = []
    /// The own changes whose case was purged: nothing of them is shown any more.
    var gone = DotSet.none
    /// The number of the request that waits for an answer.
    var asked: UInt64 = 0
    /// The changes of which a second receipt has arrived.
    var ended: Set<Dot> = []
    /// The highest seq that the person was told is saved.
    var saved: UInt64 = 0
    /// The own changes that were in a request begun.
    var begun: UInt64 = 0
    /// The last clock stamp of a save.
    var hlc: HLC?
    /// What the clock showed at the last save.
    var lastWall = Int64.min
    /// What came later was in no request for certain, and the laptop knows it.
    var maybeSent: UInt64 = 0
    /// How often the program started after it had ended badly; then a sync that ran is over.
    private(set) var lives = 0
    var livesInSync = 0
    /// How many failures of the disk were noticed.
    var failuresSeen = 0
    /// Runs before and after each step of the store, in a sync.
    var stepHook: ((_ isAfter: Bool) throws -> Void)?
    private(set) var store: Store?
    private let durability: StoreDurability

    init(
        index: Int,
        user: String,
        role: Role,
        folder: String,
        disk: SimulatedDisk,
        clock: MachineClock,
        dice: Dice,
        schemas: OfficeSchema,
        serverKey: [UInt8],
        durability: StoreDurability
    ) {
        self.index = index
        self.user = user
        self.role = role
        self.folder = folder
        self.disk = disk
        self.clock = clock
        self.dice = dice
        self.schemas = schemas
        self.serverKey = serverKey
        self.durability = durability
        replica = ReplicaID(
            Identifier128(version7At: clock.now, random: (dice.next(), dice.next()))
        )
        incarnation = IncarnationID(
            Identifier128(version7At: clock.now, random: (dice.next(), dice.next()))
        )
        key = SigningKey.seeded(dice)
    }

    var path: String { folder + "/laptop.db" }

    var name: String { "laptop \(index) (\(user))" }

    var environment: StoreEnvironment {
        let (clock, dice) = (clock, dice)
        return StoreEnvironment(
            now: { clock.now },
            random: { dice.next() },
            durability: durability
        )
    }

    var identity: LaptopIdentity {
        LaptopIdentity(replica: replica, signingKey: key, serverKey: serverKey)
    }

    /// Makes the store, as `enrol` does.
    func create(schema: Schema) throws {
        store = try Store.create(
            at: path,
            side: .laptop,
            schema: schema,
            replica: replica,
            incarnation: incarnation,
            environment: environment
        )
    }

    /// The open store; opens it when the program was not running.
    func opened() throws(StoreError) -> Store {
        if let store { return store }
        let schemas = schemas
        let opened = try Store.open(at: path, side: .laptop, environment: environment) {
            try schemas.schema($0)
        }
        store = opened
        return opened
    }

    /// Ends the program in order.
    func close() {
        store?.close()
        store = nil
    }

    /// What is left when the process, or the machine, ended: the files, and no mark of a close in order.
    func restart() {
        disk.kill()
        store?.close()
        store = nil
        // There is none unless the close above left one.
        try? FileManager.default.removeItem(atPath: path + ".mark")
        disk.restart()
        forms = []
        lives += 1
    }

    /// The process was killed at a step; nothing ran after it.
    struct Killed: Error {}

    /// One step of a sync.
    func withStore<Result>(_ body: (Store) throws -> Result) throws -> Result {
        try stepHook?(false)
        if disk.isDown || lives != livesInSync { throw Killed() }
        let result: Result
        do {
            result = try body(try opened())
        } catch {
            if disk.isDown { throw Killed() }
            throw error
        }
        if disk.isDown { throw Killed() }
        try stepHook?(true)
        return result
    }
}

/// The way of the engine to a laptop's store.
struct MachineAccess: StoreAccess {
    let laptop: Confined<LaptopMachine>

    func withStore<Result>(_ body: (Store) throws -> Result) throws -> Result {
        try laptop.value.withStore(body)
    }
}

extension SigningKey {
    /// A key from a machine's randomness.
    static func seeded(_ dice: Dice) -> SigningKey {
        var seed: [UInt8] = []
        for _ in 0..<4 { withUnsafeBytes(of: dice.next().littleEndian) { seed += $0 } }
        // Any 32 bytes are a key.
        return SigningKey(seed: seed) ?? .generate()
    }
}
