import SyncEngine
import SyncModel
import SyncStore

/// What a laptop knows of copies of itself that are at work too.
enum Clones {
    /// Whether the server found two copies of this laptop at work: it must enrol again before it syncs.
    static func isFound(in store: Store) throws -> Bool {
        let found = try store.setting(SyncSetting.cloned)
        return found.map { Text($0) } == Text(store.replica.description)
    }

    /// Keeps that the server said so.
    static func note(in store: Store) throws {
        try store.setSetting(SyncSetting.cloned, to: store.replica.description)
    }
}
