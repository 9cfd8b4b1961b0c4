public import SyncModel
public import SyncStore

/// What the server needs of its store: a port with one adapter now, the embedded SQLite store.
///
/// Calls block, and come from one thread at a time. Each call is one transaction: when it returns, what it
/// wrote is durable; when it throws anything but ``StoreError`` `unknown`, nothing was written.
public protocol ServerStore: Sendable {
    /// The schema in use.
    var schema: Schema { get }
    /// The server's id; the sender of its envelopes.
    var replica: ReplicaID { get }

    /// Takes a higher version of the schema into use.
    ///
    /// - Throws: ``StoreError`` `schemaRefused` when it does not follow the one in use.
    func publish(_ schema: Schema) throws(StoreError)
    /// A small value kept beside the data under a name; `nil` when never set.
    ///
    /// - Throws: ``StoreError``.
    func setting(_ name: String) throws(StoreError) -> String?
    /// Keeps a small value under a name; `nil` removes it.
    ///
    /// - Throws: ``StoreError``.
    func setSetting(_ name: String, to value: String?) throws(StoreError)
    /// Checks the invariants that one replica can check alone.
    ///
    /// - Throws: ``StoreError``.
    func check() throws(StoreError) -> [InvariantReport]
    /// The server's epoch, from 1.
    ///
    /// - Throws: ``StoreError``.
    func epoch() throws(StoreError) -> UInt32

    /// The server's epochs, the first one first.
    ///
    /// - Throws: ``StoreError``.
    func epochs() throws(StoreError) -> [EpochMark]
    /// The copies of cases that hold more than the present epoch took over.
    ///
    /// - Throws: ``StoreError``.
    func lost(among cases: [CasePosition]) throws(StoreError) -> [CasePosition]
    /// Takes in what a device holds of changes that may be lost.
    ///
    /// - Throws: ``StoreError``.
    func takeReport(_ changes: [ReportedChange]) throws(StoreError)
    /// The last change of an incarnation that every restorable backup holds.
    ///
    /// - Throws: ``StoreError``.
    func watermark(of incarnation: IncarnationID) throws(StoreError) -> UInt64
    /// Makes a backup of everything in a file, checks it, and remembers it.
    ///
    /// - Throws: ``OperatorError``.
    func backUp(
        to path: String,
        environment: StoreEnvironment
    ) throws(OperatorError) -> BackupFacts

    /// All users, by name.
    ///
    /// - Throws: ``StoreError``.
    func users() throws(StoreError) -> [User]
    /// Adds a user or changes the one of that name.
    ///
    /// - Throws: ``StoreError``.
    func put(_ user: User) throws(StoreError)
    /// All devices, by user and name.
    ///
    /// - Throws: ``StoreError``.
    func devices() throws(StoreError) -> [Device]
    /// The device of that id; `nil` when there is none.
    ///
    /// - Throws: ``StoreError``.
    func device(_ replica: ReplicaID) throws(StoreError) -> Device?
    /// Adds a device or changes the one of that id.
    ///
    /// - Throws: ``StoreError``.
    func put(_ device: Device) throws(StoreError)
    /// Keeps an invitation.
    ///
    /// - Throws: ``StoreError``.
    func put(_ invitation: Invitation) throws(StoreError)
    /// Uses up the invitation of that hash and enrols the device; `nil` when there is none that holds.
    ///
    /// - Throws: ``Refusal`` `chain`, or a ``StoreError``.
    func redeem(
        codeHash: [UInt8],
        for device: Device,
        origin: Origin?,
        now: Instant
    ) throws -> String?
    /// Reserves `count` serials of `year` for a device.
    ///
    /// - Throws: ``StoreError``.
    func reserveNumbers(
        for replica: ReplicaID,
        prefix: String,
        year: Int,
        count: Int
    ) throws(StoreError) -> NumberBlock

    /// Accepts saves of one device; see ``Store/accept(_:from:judge:)``.
    ///
    /// - Throws: ``Refusal`` `chain`, or a ``StoreError``.
    func accept(
        _ saves: [Save],
        from device: DeviceContext,
        judge: (Save, Change, CaseStanding) -> Verdict
    ) throws -> [Receipt]
    /// Keeps saves aside that do not fit their device's chain; see ``Store/keepAside(_:from:reason:)``.
    ///
    /// - Throws: ``Refusal`` `chain`, or a ``StoreError``.
    func keepAside(_ saves: [Save], from device: DeviceContext, reason: String) throws -> [Receipt]
    /// Looks a device's incarnation up, and registers a new child; see ``Store/meet(_:of:)``.
    ///
    /// - Throws: ``Refusal`` `chain`, or a ``StoreError``.
    func meet(_ hello: HelloRequest, of replica: ReplicaID) throws -> IncarnationStanding
    /// The highest of a device's ends of saves that the server has too.
    ///
    /// - Throws: ``Refusal`` `chain`, or a ``StoreError``.
    func common(_ request: CompareRequest, of replica: ReplicaID) throws -> ChainHead
    /// Whose an incarnation is; `nil` when it is not known.
    ///
    /// - Throws: ``StoreError``.
    func owner(of incarnation: IncarnationID) throws(StoreError) -> ReplicaID?
    /// What the server has of an incarnation.
    ///
    /// - Throws: ``StoreError``.
    func known(of incarnation: IncarnationID) throws(StoreError) -> ChainHead
    /// What changed in `scope` after `cursor`.
    ///
    /// - Throws: ``StoreError``.
    func feedPage(
        _ scope: Scope,
        for device: DeviceContext,
        cursor: String?,
        lettersSeen: UInt64,
        whole: [CaseID]
    ) throws(StoreError) -> FeedPage

    /// The cases whose number or id begins with `prefix`; at most 2.
    ///
    /// - Throws: ``StoreError``.
    func findCases(_ prefix: String) throws(StoreError) -> [CaseSummary]
    /// A case as shown; `nil` when there is none.
    ///
    /// - Throws: ``StoreError``.
    func caseFile(_ id: CaseID) throws(StoreError) -> CaseFile?
    /// A unit's history, oldest first.
    ///
    /// - Throws: ``StoreError``.
    func history(
        _ id: CaseID,
        record: RecordAddress,
        field: String
    ) throws(StoreError) -> [HistoryEntry]
    /// Assigns a case to a user; answers who holds it then.
    ///
    /// - Throws: ``StoreError``.
    func assign(_ id: CaseID, to user: String) throws(StoreError) -> [String]
    /// Takes a case from a user; answers who holds it then.
    ///
    /// - Throws: ``StoreError``.
    func unassign(_ id: CaseID, from user: String) throws(StoreError) -> [String]

    /// The conflicts after id `after`, in order of id.
    ///
    /// - Throws: ``StoreError``.
    func conflicts(
        includingClosed: Bool,
        limit: Int,
        after: UInt64
    ) throws(StoreError) -> [Conflict]
    /// One conflict; `nil` when there is none of that id.
    ///
    /// - Throws: ``StoreError``.
    func conflict(_ id: UInt64) throws(StoreError) -> Conflict?
    /// Decides a conflict.
    ///
    /// - Throws: ``StoreError``.
    func resolve(
        _ id: UInt64,
        version: UInt64,
        decision: Decision,
        by user: String,
        reason: String
    ) throws(StoreError) -> Conflict
    /// Decides all open conflicts with a candidate of `device`.
    ///
    /// - Throws: ``StoreError``.
    func resolveAll(
        from device: ReplicaID,
        takeLatest: Bool,
        by user: String,
        reason: String
    ) throws(StoreError) -> (resolved: Int, batch: String)
    /// Reopens what a batch decided.
    ///
    /// - Throws: ``StoreError``.
    func undo(batch: String, by user: String, reason: String) throws(StoreError) -> Int
    /// Makes a closed conflict's candidates live again.
    ///
    /// - Throws: ``StoreError``.
    func reopen(_ id: UInt64, by user: String, reason: String) throws(StoreError) -> Conflict

    /// The changes kept aside, oldest first.
    ///
    /// - Throws: ``StoreError``.
    func quarantine(includingEnded: Bool) throws(StoreError) -> [QuarantinedChange]
    /// Gives a change kept aside to the merge.
    ///
    /// - Throws: ``StoreError``.
    func admit(quarantined id: UInt64, by user: String) throws(StoreError) -> Receipt
    /// Refuses a change kept aside, for good.
    ///
    /// - Throws: ``StoreError``.
    func refuse(quarantined id: UInt64, by user: String, reason: String) throws(StoreError)
}

/// The embedded adapter: the shared storage core itself.
extension Store: ServerStore {}
