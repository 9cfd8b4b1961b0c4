internal import Casework
internal import Foundation
internal import Glibc
internal import SyncModel
public import SyncStore

/// The folder of one server: its database, its lock and its control socket.
public struct DataFolder: Hashable, Sendable {
    /// The folder's path, as given.
    public let path: String

    /// Names a folder; nothing is opened.
    ///
    /// - Parameter path: The folder.
    public init(path: String) { self.path = path }

    /// The embedded store's file.
    public var databasePath: String { path + "/server.db" }
    /// The file that ``FolderLock`` locks.
    public var lockPath: String { path + "/lock" }
    /// The socket of a running server.
    public var controlSocketPath: String { path + "/control.sock" }

    /// Whether a server was made here.
    public var holdsServer: Bool { access(databasePath, F_OK) == 0 }

    /// Makes the folder with access for its owner only, and what is missing above it.
    ///
    /// - Throws: ``OperatorError`` `notSaved`.
    public func make() throws(OperatorError) {
        var made = path.utf8.first == UInt8(ascii: "/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/\(part)"
            guard mkdir(made, 0o700) != 0 else { continue }
            let failure = errno
            // Where a folder stands already, mkdir may answer EEXIST, but also EROFS or EACCES.
            guard access(made, F_OK) == 0 else {
                throw OperatorError(.notSaved, "mkdir: errno \(failure)")
            }
        }
    }

    /// Takes the lock at once; `nil` when another process holds it.
    ///
    /// - Throws: ``OperatorError`` `noServer` when there is no folder, `notSaved`.
    public func lock() throws(OperatorError) -> FolderLock? {
        guard access(path, F_OK) == 0 else { throw OperatorError(.noServer, path) }
        return try FolderLock(path: lockPath)
    }

    /// Makes a server's store here, with its key.
    ///
    /// - Parameters:
    ///   - schemaText: The schema file's text; `nil` for the built-in one.
    ///   - schemaFile: Its name for messages.
    ///   - environment: Clock and randomness.
    /// - Returns: The open store.
    /// - Throws: ``OperatorError`` `serverExists`, `schema`, or as the store.
    public func createStore(
        schemaText: String?,
        schemaFile: String,
        environment: StoreEnvironment
    ) throws(OperatorError) -> Store {
        guard !holdsServer else { throw OperatorError(.serverExists, path) }
        let schema: Schema
        do {
            schema = try SchemaReader.read(schemaText ?? SchemaReader.builtIn, file: schemaFile)
        } catch {
            throw OperatorError(schema: error)
        }
        let now = environment.now()
        func identifier() -> Identifier128 {
            Identifier128(version7At: now, random: (environment.random(), environment.random()))
        }
        let store: Store
        do {
            store = try Store.create(
                at: databasePath,
                side: .server,
                schema: schema,
                replica: ReplicaID(identifier()),
                incarnation: IncarnationID(identifier()),
                environment: environment
            )
        } catch {
            throw OperatorError(storeFailure: error)
        }
        do {
            try keepJournal(of: store)
            return store
        } catch {
            store.close()
            throw error
        }
    }

    /// Opens the store that was made here.
    ///
    /// - Parameter environment: Clock and randomness.
    /// - Returns: The open store.
    /// - Throws: ``OperatorError`` `noServer`, or as the store.
    public func openStore(environment: StoreEnvironment) throws(OperatorError) -> Store {
        guard holdsServer else { throw OperatorError(.noServer, path) }
        let store: Store
        do {
            store = try Store.open(
                at: databasePath,
                side: .server,
                environment: environment,
                readSchema: { try SchemaReader.read($0, file: "the schema in use") }
            )
        } catch {
            throw OperatorError(storeFailure: error)
        }
        do {
            try keepJournal(of: store)
            return store
        } catch {
            store.close()
            throw error
        }
    }

    /// Lets the journal be kept outside the database from now on.
    private func keepJournal(of store: Store) throws(OperatorError) {
        let key = try ServerIdentity(keptIn: store).signingKey
        let place = FileManager.default.currentDirectoryPath
        let absolute = journalPath.hasPrefix("/") ? journalPath : place + "/" + journalPath
        do {
            if try store.setting(Self.journalSetting) != absolute {
                try store.setSetting(Self.journalSetting, to: absolute)
            }
        } catch {
            throw OperatorError(storeFailure: error)
        }
        let keeper = JournalKeeper(path: absolute, key: key)
        store.keepJournal { [weak store] in
            if let store { keeper.keep(store) }
        }
    }
}
