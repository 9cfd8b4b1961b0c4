public import SyncStore

/// Opens the store for one step and closes it again, so that nothing holds it while the network is awaited.
public protocol StoreAccess: Sendable {
    /// Runs `body` with the open store.
    ///
    /// - Throws: What `body` throws, or the ``StoreError`` of opening.
    func withStore<Result>(_ body: (Store) throws -> Result) throws -> Result
}
