internal import Casework
internal import Foundation
internal import SyncEngine
internal import SyncModel
internal import SyncStore
internal import SyncTesting
internal import SyncWire
internal import Synchronization
internal import Testing

@testable internal import LaptopCommands
@testable internal import ServerCore

/// A laptop of a replay: a real store, the engine, and what the commands make of what is typed; no sockets.
final class ReplayedLaptop {
    /// Opens the one store that stays open.
    private struct Access: StoreAccess {
        let store: Store

        func withStore<Result>(_ body: (Store) throws -> Result) throws -> Result {
            try body(store)
        }
    }

    let user: String
    let role: Role
    let store: Store
    /// The visit that was made last.
    private(set) var lastVisit: String?
    /// Its clock minus the right time, in milliseconds.
    var clockError: Int64 {
        get { clock.error.withLock { $0 } }
        set { clock.error.withLock { $0 = newValue } }
    }
    private let office: TestOffice
    private let identity: LaptopIdentity
    private let clock: Clock

    /// The laptop's own clock.
    private final class Clock: Sendable {
        let world: TestWorld
        let error = Mutex<Int64>(0)

        init(_ world: TestWorld) { self.world = world }

        var now: Instant { world.now.advanced(byMilliseconds: error.withLock { $0 }) }
    }

    /// Enrols with the real service.
    init(_ office: TestOffice, user: String, role: Role) async throws {
        self.office = office
        self.user = user
        self.role = role
        let world = office.world
        let replica = ReplicaID(world.identifier())
        let incarnation = IncarnationID(world.identifier())
        let key = SigningKey.generate()
        let enrolment = try await enrol(
            EnrolRequest(
                code: try office.invite(user, role: role),
                replica: replica,
                incarnation: incarnation,
                deviceName: "laptop of \(user)",
                signingKey: key.publicKey,
                sealingKey: [UInt8](repeating: 1, count: 32)
            ),
            over: Self.line(to: office.service),
            key: key
        )
        identity = LaptopIdentity(
            replica: replica,
            signingKey: key,
            serverKey: enrolment.serverKey
        )
        clock = Clock(world)
        store = try Store.create(
            at: office.folder.path + "/\(user).db",
            side: .laptop,
            schema: try SchemaReader.read(enrolment.schema, file: "schema"),
            replica: replica,
            incarnation: incarnation,
            environment: StoreEnvironment(
                now: { [clock] in clock.now },
                random: { world.random() },
                durability: .normal
            )
        )
        if let numbers = enrolment.numbers { try store.addNumbers(numbers) }
    }

    deinit { store.close() }

    private static func line(to service: SyncService) -> MemoryTransport {
        MemoryTransport { envelope throws(TransportError) in
            guard case .envelope(let bytes) = service.answer(envelope.bytes, from: "10.0.0.1")
            else { throw TransportError(.unreachable, detail: "no envelope") }
            return [Envelope(bytes: bytes)]
        }
    }

    private var today: CivilDate {
        CivilDate(dayNumber: Int(clock.now.milliseconds / 86_400_000))
    }

    @discardableResult
    func sync() async throws -> SyncReport {
        try await Synchroniser(
            access: Access(store: store),
            transport: Self.line(to: office.service),
            identity: identity,
            now: { [clock] in clock.now },
            readSchema: { try SchemaReader.read($0, file: "schema") }
        ).run { _ in }
    }

    private func builder() -> DraftBuilder {
        let world = office.world
        return DraftBuilder(
            schema: store.schema,
            today: today,
            language: .nl,
            newKey: { world.identifier() }
        )
    }

    private func save(
        _ id: CaseID,
        _ builder: DraftBuilder,
        number: String? = nil
    ) throws {
        _ = try store.save(
            SaveDraft(
                caseID: id,
                newCaseNumber: number,
                author: user,
                role: role,
                edits: builder.edits,
                newRecords: (number == nil ? [] : [.caseFile]) + builder.newRecords
            )
        )
    }

    /// As `case new` does.
    func newCase(_ assignments: [String]) throws -> CaseID {
        var builder = builder()
        for text in assignments { try builder.add(try Assignment(text)) }
        try builder.checkRequired(of: .caseFile)
        let id = CaseID(office.world.identifier())
        let (prefix, serial) = try #require(try store.nextNumber(year: today.year))
        let number = CaseNumber(prefix: prefix, year: today.year, serial: serial)
        try save(id, builder, number: number.description)
        return id
    }

    /// As `case set` does; returns the records that it made.
    @discardableResult
    func set(_ caseText: String, _ assignments: [String]) throws -> [RecordAddress] {
        let summary = try CaseLookup.find(caseText, in: store)
        var builder = builder()
        for text in assignments { try builder.add(try Assignment(text)) }
        for record in builder.newRecords { try builder.checkRequired(of: record) }
        try save(summary.id, builder)
        return builder.newRecords
    }

    /// As `visit new` does; `options` come in pairs.
    func newVisit(_ caseText: String, _ options: [String]) throws {
        let summary = try CaseLookup.find(caseText, in: store)
        var builder = builder()
        let kind = try DraftBuilder.kind(Schema.visitKind, in: store.schema)
        let visit = builder.newRecord(of: kind)
        for index in stride(from: 0, to: options.count, by: 2) {
            let field = String(options[index].dropFirst(2))
            try builder.add(visit, kind: kind, field: field, text: options[index + 1])
        }
        try builder.checkRequired(of: visit)
        try save(summary.id, builder)
        lastVisit = visit.key.description
    }
}
