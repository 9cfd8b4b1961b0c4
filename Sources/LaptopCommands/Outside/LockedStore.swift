import SyncModel
import SyncStore

/// Opens the laptop's store under the folder's lock, and closes it again.
enum LockedStore {
    /// Runs `body` with the open store.
    ///
    /// - Throws: ``CommandFailure`` of the lock, ``StoreError`` of opening, or what `body` throws.
    static func run<Result>(_ folder: DataFolder, _ body: (Store) throws -> Result) throws -> Result
    {
        guard DataFolder.exists(folder.store) else {
            throw StoreError(.missing, "no store in the folder")
        }
        return try StoreLock.hold(folder.lock) {
            let store = try Store.open(
                at: folder.store,
                side: .laptop,
                environment: Outside.storeEnvironment,
                readSchema: { try SchemaCache.read($0) }
            )
            defer { store.close() }
            return try body(store)
        }
    }
}
