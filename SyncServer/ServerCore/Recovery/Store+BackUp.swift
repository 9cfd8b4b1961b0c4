internal import Casework
internal import Glibc
internal import SyncModel
public import SyncStore

extension Store {
    /// Makes a backup of everything in a file, checks it, and remembers it.
    ///
    /// - Parameters:
    ///   - path: The file, absolute; there is none of that name.
    ///   - environment: Clock and randomness.
    /// - Returns: What the backup holds.
    /// - Throws: ``OperatorError`` `fileExists`; `notSaved` when the disk is full or fails; `damaged` when the copy
    ///   does not hold what it should: nothing is left behind then.
    public func backUp(
        to path: String,
        environment: StoreEnvironment
    ) throws(OperatorError) -> BackupFacts {
        guard access(path, F_OK) != 0 else { throw OperatorError(.fileExists, path) }
        let part = path + ".part"
        DurableFiles.removeDatabase(part)
        do {
            let facts = try copy(to: part)
            guard chmod(part, 0o600) == 0 else {
                throw OperatorError(.notSaved, "chmod: errno \(errno)")
            }
            let (ends, head) = try Self.checked(part, environment)
            for suffix in ["-wal", "-shm", ".mark"] { unlink(part + suffix) }
            try DurableFiles.sync(part)
            try DurableFiles.rename(part, to: path)
            let start = JournalFile.start(after: head.number, head.hash)
            unlink(path + ".journal")
            try DurableFiles.append(Array(start.utf8), to: path + ".journal", at: 0)
            try noteBackup(at: path, facts, covering: ends)
            return facts
        } catch {
            DurableFiles.removeDatabase(part)
            throw OperatorError(wrapping: error)
        }
    }

    /// What a copy covers, once every invariant that it can be checked for holds.
    private static func checked(
        _ path: String,
        _ environment: StoreEnvironment
    ) throws -> (ends: [IncarnationID: UInt64], head: (number: UInt64, hash: [UInt8])) {
        let copy = try Store.open(
            at: path,
            side: .server,
            environment: environment,
            readSchema: { try SchemaReader.read($0, file: "the schema in use") }
        )
        defer { copy.close() }
        if let fault = try copy.check().first(where: { !$0.ok }) {
            throw OperatorError(.damaged, "\(fault.name): \(fault.detail)")
        }
        return (try copy.chainEnds(), try copy.journalHead())
    }
}
