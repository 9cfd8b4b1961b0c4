internal import Casework
internal import Crypto
internal import Foundation
internal import Logging
internal import SyncModel
internal import SyncStore
internal import SyncTesting
internal import SyncWire
internal import Synchronization
internal import Testing

@testable internal import ServerCore

/// A clock and randomness that a test drives.
final class TestWorld: Sendable {
    private let state: Mutex<(now: Int64, generator: SeededGenerator)>

    init(now: Int64 = 1_795_000_000_000, seed: UInt64 = 7) {
        state = Mutex((now, SeededGenerator(seed: seed)))
    }

    var now: Instant { Instant(milliseconds: state.withLock { $0.now }) }

    func pass(milliseconds: Int64) { state.withLock { $0.now += milliseconds } }

    func random() -> UInt64 { state.withLock { $0.generator.next() } }

    func identifier() -> Identifier128 {
        Identifier128(version7At: now, random: (random(), random()))
    }

    var environment: StoreEnvironment {
        StoreEnvironment(
            now: { self.now },
            random: { self.random() },
            durability: .normal,
            caseNumber: { CaseNumber(prefix: $0, year: $1, serial: $2).description }
        )
    }
}

/// A server over a real store in a folder that is removed at the end; without sockets.
final class TestOffice {
    static let schemaText = """
        schema: office
        version: 3
        kinds:
          case:
            fields:
              person.familyName: { type: text, policy: queue, max: 20 }
              housing.status: { type: code, codes: [need, in_order], policy: queue }
              release.on: { type: date, policy: decide, notAfter: today }
              risk.level: { type: code, codes: [low, high], policy: queue, group: risk }
              risk.reason: { type: text, policy: queue, group: risk }
              aliases: { type: set, of: text, policy: set }
              planned: { type: integer, policy: queue, min: 0, max: 400 }
              flag: { type: boolean, policy: queue }
              granted: { type: code, codes: [granted, refused], policy: owner, owner: benefit_officer }
              stamped: { type: text, policy: server }
          screening:
            key: natural
            fields:
              status: { type: code, codes: [need, no_need], policy: queue }
          action:
            fields:
              title: { type: text, policy: queue }
        """

    let world: TestWorld
    let folder: DataFolder
    let store: Store
    let service: SyncService

    /// A server; `schema` is the text of its schema, `nil` for the built-in one.
    init(schema: String? = TestOffice.schemaText, world: TestWorld = TestWorld()) throws {
        self.world = world
        folder = DataFolder(path: NSTemporaryDirectory() + "/sluis-office-" + UUID().uuidString)
        try folder.make()
        store = try folder.createStore(
            schemaText: schema,
            schemaFile: "office.yaml",
            environment: world.environment
        )
        service = SyncService(
            store: store,
            identity: try ServerIdentity(keptIn: store),
            environment: world.environment,
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    deinit {
        store.close()
        // A folder that cannot be removed is left to the system.
        try? FileManager.default.removeItem(atPath: folder.path)
    }

    func run(_ command: some OperatorCommand, as user: String? = nil) throws -> JSONValue {
        let desk = try OperatorDesk(
            store: store,
            environment: world.environment,
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            actingAs: user
        )
        return try command.run(at: desk)
    }

    /// Adds a user and answers a code for a device of his.
    func invite(_ user: String, role: Role = .counsellor) throws -> String {
        if try store.users().contains(where: { $0.name == user }) == false {
            _ = try run(UserAdd(user: user, role: role.rawValue))
        }
        return try #require(try run(Invite(user: user))["code"]?.text)
    }

    /// A device that is enrolled for a user.
    func device(of user: String, role: Role = .counsellor) throws -> TestDevice {
        let device = TestDevice(office: self, user: user, role: role)
        let answer = try device.ask(.enrol(device.enrolment(code: try invite(user, role: role))))
        guard case .enrolment = answer else { throw Unexpected(answer: answer) }
        return device
    }

    /// What the service answers to bytes, opened and checked.
    func answer(_ bytes: [UInt8], from origin: String = "10.0.0.1") throws -> Response {
        guard case .envelope(let answer) = service.answer(bytes, from: origin) else {
            throw Unexpected(answer: nil)
        }
        let envelope = try Envelope(bytes: answer).open()
        #expect(envelope.isSigned(by: service.identity.signingKey.publicKey))
        #expect(envelope.sender == store.replica)
        return try envelope.response()
    }

    struct Unexpected: Error {
        var answer: Response?
    }
}

/// A laptop as the server sees it: keys, a chain, and envelopes.
final class TestDevice {
    let office: TestOffice
    let user: String
    let role: Role
    let replica: ReplicaID
    let incarnation: IncarnationID
    var key = SigningKey.generate()
    private var number: UInt64 = 0
    private var seq: UInt64 = 0
    private var chain: [UInt8] = []
    private var hlc = HLC(milliseconds: 0, counter: 0)

    init(office: TestOffice, user: String, role: Role) {
        self.office = office
        self.user = user
        self.role = role
        replica = ReplicaID(office.world.identifier())
        incarnation = IncarnationID(office.world.identifier())
    }

    func enrolment(code: String) -> EnrolRequest {
        EnrolRequest(
            code: code,
            replica: replica,
            incarnation: incarnation,
            deviceName: "laptop",
            signingKey: key.publicKey,
            sealingKey: [UInt8](repeating: 1, count: 32)
        )
    }

    func sealed(_ request: Request, as sender: ReplicaID? = nil) throws -> [UInt8] {
        number += 1
        return try Envelope.seal(
            request,
            sender: sender ?? replica,
            number: number,
            key: key
        ).bytes
    }

    func ask(_ request: Request, from origin: String = "10.0.0.1") throws -> Response {
        try office.answer(try sealed(request), from: origin)
    }

    func hello(
        schemaVersion: UInt32 = 3,
        numbersLeft: Int = 20,
        head: ChainHead = .none
    ) -> Request {
        .hello(
            HelloRequest(
                incarnation: incarnation,
                head: head,
                schemaVersion: schemaVersion,
                numbersLeft: numbersLeft
            )
        )
    }

    /// A new case with the given fields, in one save.
    func makeCase(_ fields: [(String, Value)] = []) -> Save {
        save(
            in: CaseID(office.world.identifier()),
            [(RecordAddress.caseFile, Schema.aliveUnit, .boolean(true))]
                + fields.map { (RecordAddress.caseFile, $0.0, $0.1) }
        )
    }

    func save(
        in caseID: CaseID,
        _ writes: [(RecordAddress, String, Value)],
        context: Position = .zero,
        author: String? = nil
    ) -> Save {
        hlc = hlc.next(at: office.world.now)
        let first = seq + 1
        seq += UInt64(writes.count)
        var save = Save(
            caseID: caseID,
            operation: OperationID(
                startingAt: Dot(incarnation: incarnation, seq: first)
            ),
            author: author ?? user,
            role: role,
            wallClock: office.world.now,
            hlc: hlc,
            schemaVersion: 3,
            changes: writes.enumerated().map { index, write in
                Change(
                    dot: Dot(incarnation: incarnation, seq: first + UInt64(index)),
                    record: write.0,
                    unit: write.1,
                    value: write.2,
                    context: context
                )
            }
        )
        save.chainHash = Array(SHA256.hash(data: save.canonicalBytes(after: chain)))
        chain = save.chainHash
        return save
    }

    func push(_ saves: [Save], clockOffset: Int64? = 0) throws -> PushResult {
        let answer = try ask(
            .push(PushRequest(clockOffsetMilliseconds: clockOffset, saves: saves))
        )
        guard case .pushResult(let result) = answer else {
            throw TestOffice.Unexpected(answer: answer)
        }
        return result
    }

    func pull(cursor: String? = nil) throws -> FeedPage {
        let answer = try ask(.pull(PullRequest(cursor: cursor, lettersSeen: 0)))
        guard case .page(let page) = answer else { throw TestOffice.Unexpected(answer: answer) }
        return page
    }
}

extension Response {
    /// The code of a refusal; `nil` for anything else.
    var refusal: Refusal.Code? {
        guard case .refusal(let refusal) = self else { return nil }
        return refusal.code
    }
}
