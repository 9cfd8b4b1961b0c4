public import SyncModel
public import SyncStore
public import SyncWire

/// Why a sync ended early; what was done before stays done.
public enum SyncFailure: Error, Hashable, Sendable {
    /// The transport failed.
    case transport(TransportError)
    /// The answer could not be read, or is not signed by the pinned server.
    case wire(WireError)
    /// The server refused, or what it knows of this laptop does not fit what this laptop knows (`chain`).
    case refused(Refusal)
    /// This laptop's store failed.
    case store(StoreError)

    /// What a step of the store threw, as this type.
    init(storeStep error: any Error) {
        switch error {
        case let failure as SyncFailure: self = failure
        case let error as StoreError: self = .store(error)
        default: self = .store(StoreError(.unknown, String(describing: type(of: error))))
        }
    }
}
