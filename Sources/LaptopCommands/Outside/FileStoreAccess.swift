import SyncEngine
import SyncStore

/// Gives a sync the store for one step at a time.
struct FileStoreAccess: StoreAccess {
    let folder: DataFolder

    func withStore<Result>(_ body: (Store) throws -> Result) throws -> Result {
        do {
            return try LockedStore.run(folder, body)
        } catch let failure as CommandFailure {
            // The engine knows the store's errors only.
            let code: StoreError.Code = failure.exit == .busy ? .busy : .notSaved
            throw StoreError(code, failure.values["reason"] ?? "the folder's lock")
        }
    }
}
