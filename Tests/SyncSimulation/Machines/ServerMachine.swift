internal import Casework
internal import Foundation
internal import Logging
internal import SyncModel
internal import SyncWire

@testable internal import ServerCore
@testable internal import SyncStore

/// The server: its disk, its store, and the service over it.
final class ServerMachine {
    let folder: String
    let disk: SimulatedDisk
    let clock: MachineClock
    let dice: Dice
    let schemas: OfficeSchema
    let key: SigningKey
    private(set) var replica: ReplicaID
    private(set) var incarnation: IncarnationID
    private(set) var store: Store?
    /// How often it was started again after it had ended badly.
    private(set) var lives = 0
    /// How many failures of the disk were noticed.
    var failuresSeen = 0
    private let log = Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() }

    init(
        folder: String,
        disk: SimulatedDisk,
        clock: MachineClock,
        dice: Dice,
        schemas: OfficeSchema
    ) {
        self.folder = folder
        self.disk = disk
        self.clock = clock
        self.dice = dice
        self.schemas = schemas
        key = SigningKey.seeded(dice)
        replica = ReplicaID(
            Identifier128(version7At: clock.now, random: (dice.next(), dice.next()))
        )
        incarnation = IncarnationID(
            Identifier128(version7At: clock.now, random: (dice.next(), dice.next()))
        )
    }

    var path: String { folder + "/server.db" }

    var environment: StoreEnvironment {
        let (clock, dice) = (clock, dice)
        return StoreEnvironment(
            now: { clock.now },
            random: { dice.next() },
            caseNumber: { CaseNumber(prefix: $0, year: $1, serial: $2).description }
        )
    }

    /// Makes the store.
    func create(schema: Schema) throws {
        store = try Store.create(
            at: path,
            side: .server,
            schema: schema,
            replica: replica,
            incarnation: incarnation,
            environment: environment
        )
    }

    /// The open store; opens it when the server was not running.
    func opened() throws(StoreError) -> Store {
        if let store { return store }
        let schemas = schemas
        let opened = try Store.open(at: path, side: .server, environment: environment) {
            try schemas.schema($0)
        }
        incarnation = opened.incarnation
        store = opened
        return opened
    }

    /// Answers bytes; `nil` when nothing comes back.
    func answer(_ bytes: [UInt8], from origin: String) throws(StoreError) -> [UInt8]? {
        let service = SyncService(
            store: try opened(),
            identity: ServerIdentity(replica: replica, signingKey: key),
            environment: environment,
            log: log
        )
        switch service.answer(bytes, from: origin) {
        case .envelope(let answer): return answer
        case .noEnvelope, .tooLarge: return nil
        }
    }

    /// Runs an operator's command.
    func run(_ command: some OperatorCommand) throws -> JSONValue {
        let desk = try OperatorDesk(
            store: try opened(),
            environment: environment,
            log: log
        )
        return try command.run(at: desk)
    }

    /// Ends the server in order.
    func close() {
        store?.close()
        store = nil
    }

    /// What is left when the process, or the machine, ended.
    func restart() {
        disk.kill()
        store?.close()
        store = nil
        // There is none unless the close above left one.
        try? FileManager.default.removeItem(atPath: path + ".mark")
        disk.restart()
        lives += 1
    }
}
