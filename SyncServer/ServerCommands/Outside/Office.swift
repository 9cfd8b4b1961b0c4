internal import Casework
internal import Glibc
internal import Logging
internal import ServerCore
internal import ServerWeb
internal import SyncModel
internal import SyncStore

/// Has commands done: by the server that runs on a folder, or on the folder's store itself.
struct Office {
    private static let pauseMicroseconds: UInt32 = 50_000

    let folder: DataFolder

    /// Does a command.
    ///
    /// - Throws: ``OperatorError``; `busy` when another command holds the folder for more than
    ///   ``Limits/lockWaitMax``.
    func perform(
        _ command: some OperatorCommand,
        actingAs user: String?
    ) throws(OperatorError) -> JSONValue {
        guard folder.holdsServer else { throw OperatorError(.noServer, folder.path) }
        let client = ControlClient(socketPath: folder.controlSocketPath)
        let deadline = ContinuousClock.now + Limits.lockWaitMax
        while true {
            if let document = try client.run(command, actingAs: user) { return document }
            if let lock = try folder.lock() {
                return try withExtendedLifetime(lock) { () throws(OperatorError) in
                    try performHere(command, actingAs: user)
                }
            }
            guard ContinuousClock.now < deadline else { throw OperatorError(.busy, folder.path) }
            usleep(Self.pauseMicroseconds)
        }
    }

    private func performHere(
        _ command: some OperatorCommand,
        actingAs user: String?
    ) throws(OperatorError) -> JSONValue {
        let store = try folder.openStore(environment: .system)
        defer { store.close() }
        let desk = try OperatorDesk(
            store: store,
            environment: .system,
            log: Logger(label: "sluis-server", factory: { _ in SwiftLogNoOpLogHandler() }),
            actingAs: user
        )
        return try command.run(at: desk)
    }

    /// Takes the folder for a server, waiting for a command that may hold it.
    ///
    /// - Throws: ``OperatorError`` `running` when a server holds it, `busy`, `noServer` or `notSaved`.
    func lockForServer() throws(OperatorError) -> FolderLock {
        let deadline = ContinuousClock.now + Limits.lockWaitMax
        let client = ControlClient(socketPath: folder.controlSocketPath)
        while true {
            if let lock = try folder.lock() { return lock }
            if client.isAnswered { throw OperatorError(.running, folder.path) }
            guard ContinuousClock.now < deadline else { throw OperatorError(.busy, folder.path) }
            usleep(Self.pauseMicroseconds)
        }
    }
}
