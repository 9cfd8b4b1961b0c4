import SyncModel
import SyncStore
import SyncTesting
import SyncWire
import Synchronization
import Testing

@testable import SyncEngine

/// A laptop of an office, with short words for what tests do.
final class Laptop: Sendable {
    let office: Office
    let user: String
    let role: Role
    let access: any StoreAccess
    let path: String
    let environment: StoreEnvironment
    /// The machine's clock, which people set and the machine's start moves.
    let machine: MachineClock
    private let who: Mutex<LaptopIdentity>

    /// Who it is to the server.
    var identity: LaptopIdentity { who.withLock { $0 } }

    init(
        _ office: Office,
        user: String,
        role: Role,
        clockError: Int64,
        staysOpen: Bool
    ) throws {
        self.office = office
        self.user = user
        self.role = role
        machine = MachineClock(error: clockError, office.clock)
        let clock = office.clock
        let replica = ReplicaID(clock.identifier())
        let incarnation = IncarnationID(clock.identifier())
        path = office.path + "/\(replica).db"
        let identity = LaptopIdentity(
            replica: replica,
            signingKey: .generate(),
            serverKey: office.responder.key.publicKey
        )
        who = Mutex(identity)
        environment = clock.environment(machine)
        let store = try Store.create(
            at: path,
            side: .laptop,
            schema: office.server.schema,
            replica: replica,
            incarnation: incarnation,
            environment: environment
        )
        let file = FileAccess(path: path, environment: environment, schemas: office.schemas)
        if staysOpen {
            access = OpenAccess(store: store, base: file)
        } else {
            store.close()
            access = file
        }
        try office.responder.admit(
            replica,
            Responder.Member(
                user: user,
                role: role,
                incarnation: incarnation,
                publicKey: identity.signingKey.publicKey
            )
        )
    }

    private init(copyOf original: Laptop, at path: String) {
        office = original.office
        user = original.user
        role = original.role
        machine = original.machine
        who = Mutex(original.identity)
        self.path = path
        environment = original.environment
        access = FileAccess(
            path: path,
            environment: environment,
            schemas: original.office.schemas
        )
    }

    // MARK: Copies

    /// A copy of everything on the laptop, to put it back to.
    struct Image: Sendable {
        let path: String
        let identity: LaptopIdentity
    }

    /// Makes an image.
    func image() throws -> Image {
        let image = Image(
            path: "\(path).\(office.clock.identifier())",
            identity: identity
        )
        try office.copy(path, to: image.path)
        return image
    }

    /// Puts the laptop back to an image.
    func restore(_ image: Image) throws {
        if let open = access as? OpenAccess {
            try open.whileClosed { try office.copy(image.path, to: path) }
        } else {
            try office.copy(image.path, to: path)
        }
        who.withLock { $0 = image.identity }
    }

    /// A second laptop with the same data, ids and keys.
    func clone() throws -> Laptop {
        let image = try image()
        return Laptop(copyOf: self, at: image.path)
    }

    /// Enrols again in the same folder, as the program does after a clone was found.
    func enrolAgain() throws {
        let clock = office.clock
        let replica = ReplicaID(clock.identifier())
        let incarnation = IncarnationID(clock.identifier())
        let origin = try access.withStore { store in
            Origin(
                incarnation: incarnation,
                parent: store.incarnation,
                fork: try store.receiptedHead()
            )
        }
        let fresh = LaptopIdentity(
            replica: replica,
            signingKey: .generate(),
            serverKey: office.responder.key.publicKey
        )
        try office.responder.admit(
            replica,
            Responder.Member(
                user: user,
                role: role,
                incarnation: incarnation,
                publicKey: fresh.signingKey.publicKey
            ),
            origin: origin
        )
        try access.withStore { try $0.rejoin(as: replica, origin) }
        who.withLock { $0 = fresh }
    }

    // MARK: Syncing

    /// Runs a sync to its end.
    @discardableResult
    func sync(
        over transport: (any Transport)? = nil,
        access: (any StoreAccess)? = nil,
        changesMax: Int = Limits.uploadChangesMax,
        compareHeadsMax: Int = Limits.compareHeadsMax
    ) async throws(SyncFailure) -> SyncReport {
        let responder = office.responder
        let direct = MemoryTransport { envelope throws(TransportError) in
            do throws(WireError) {
                return [try responder.answer(envelope)]
            } catch {
                throw TransportError(.unreachable, detail: error.detail)
            }
        }
        let (machine, schemas) = (machine, office.schemas)
        let synchroniser = Synchroniser(
            access: access ?? self.access,
            transport: transport ?? direct,
            identity: identity,
            now: { machine.now },
            readSchema: { try schemas.read($0) },
            changesMax: changesMax,
            compareHeadsMax: compareHeadsMax
        )
        return try await synchroniser.run { _ in }
    }

    // MARK: Writing

    func draft(_ id: CaseID, _ edits: [FieldEdit]) -> SaveDraft {
        SaveDraft(
            caseID: id,
            operation: office.clock.random() % 2 == 0
                ? nil : OperationID(office.clock.identifier()),
            author: user,
            role: role,
            edits: edits
        )
    }

    func newCase(_ fields: [(String, Value)] = []) throws -> CaseID {
        office.clock.tick()
        let id = CaseID(office.clock.identifier())
        var draft = draft(
            id,
            fields.map { FieldEdit(record: .caseFile, field: $0.0, value: $0.1) }
        )
        draft.newCaseNumber = "TMP-\(id.description.suffix(8))"
        _ = try access.withStore { try $0.save(draft) }
        return id
    }

    @discardableResult
    func set(
        _ id: CaseID,
        _ field: String,
        _ value: Value,
        in record: RecordAddress = .caseFile
    ) throws -> Int {
        office.clock.tick()
        let draft = draft(id, [FieldEdit(record: record, field: field, value: value)])
        return try access.withStore { try $0.save(draft) }
    }

    @discardableResult
    func setAlive(_ id: CaseID, _ isAlive: Bool, of record: RecordAddress = .caseFile) throws -> Int
    {
        try set(id, Schema.aliveUnit, .boolean(isAlive), in: record)
    }

    func newVisit(_ id: CaseID, note: String) throws -> RecordAddress {
        office.clock.tick()
        let visit = RecordAddress(kind: "visit", key: .unique(office.clock.identifier()))
        var draft = draft(
            id,
            [
                FieldEdit(record: visit, field: "on", value: .text("2026-11-20")),
                FieldEdit(record: visit, field: "note", value: .text(Text(note))),
            ]
        )
        draft.newRecords = [visit]
        _ = try access.withStore { try $0.save(draft) }
        return visit
    }

    // MARK: Reading

    func file(_ id: CaseID) throws -> CaseFile {
        try #require(try access.withStore { try $0.caseFile(id) })
    }

    func value(_ id: CaseID, _ field: String, in record: RecordAddress = .caseFile) throws -> Value
    {
        let shown = try file(id).records.first { $0.address == record }
        return shown?.fields.first { $0.name == field }?.value ?? .null
    }

    func isAlive(_ id: CaseID, _ record: RecordAddress = .caseFile) throws -> Bool {
        try #require(try file(id).records.first { $0.address == record }).isAlive
    }

    func counts() throws -> LaptopCounts { try access.withStore { try $0.counts() } }

    func stateHash() throws -> StateHash { try access.withStore { try $0.stateHash() } }

    /// What `check` finds.
    func faults() throws -> [String] {
        try access.withStore { try $0.check() }.filter { !$0.ok }
            .map { "\($0.name): \($0.detail)" }
    }
}
