import SyncEngine
import SyncModel
import SyncStore
import SyncWire

extension CommandFailure {
    /// What an early end of a sync means; the message counts the changes that wait on the laptop.
    ///
    /// - Parameters:
    ///   - failure: Why it ended.
    ///   - server: The server's address.
    ///   - pending: How many changes still wait; `nil` when that is not known.
    init(_ failure: SyncFailure, server: String, pending: Int?) {
        let safety: Message? = pending.map { count in
            count == 0 ? .nothingWaits : count == 1 ? .changeSafe : .changesSafe
        }
        let values = ["server": server, "count": String(pending ?? 0)]
        switch failure {
        case .store(let error): self.init(error)
        case .transport(let error):
            self.init(error, values.merging(["detail": error.detail]) { $1 }, safety: safety)
        case .wire(let error):
            switch error.code {
            case .damaged, .tooLarge:
                self.init(.unavailable, .answerDamaged, values, safety: safety, next: .syncLater)
            case .version:
                self.init(
                    .unavailable,
                    .serverVersion,
                    values,
                    safety: safety,
                    next: .upgradeProgram
                )
            case .signature:
                self.init(
                    .unavailable,
                    .answerNotSigned,
                    values,
                    safety: safety,
                    next: .callHelpDesk
                )
            }
        case .refused(let refusal):
            self.init(refusal, values.merging(["detail": refusal.detail]) { $1 }, safety: safety)
        }
    }

    private init(_ error: TransportError, _ values: [String: String], safety: Message?) {
        switch error.code {
        case .unreachable:
            self.init(.unavailable, .unreachable, values, safety: safety, next: .syncLater)
        case .notTheServer:
            self.init(.unavailable, .notTheServer, values, safety: safety, next: .otherNetwork)
        case .tooLarge:
            self.init(.unavailable, .tooLarge, values, safety: safety, next: .callHelpDesk)
        case .full:
            self.init(.unavailable, .serverFull, values, safety: safety, next: .syncLater)
        }
    }

    private init(_ refusal: Refusal, _ values: [String: String], safety: Message?) {
        switch refusal.code {
        case .damaged:
            self.init(.unavailable, .requestDamaged, values, safety: safety, next: .syncLater)
        case .version:
            self.init(.unavailable, .serverVersion, values, safety: safety, next: .upgradeProgram)
        case .unknownDevice:
            self.init(.notAllowed, .deviceUnknown, values, safety: safety, next: .enrolAgain)
        case .revoked:
            self.init(.notAllowed, .deviceRevoked, values, safety: safety, next: .callHelpDesk)
        case .code:
            self.init(.notAllowed, .codeRefused, values, safety: safety, next: .askNewCode)
        case .throttled:
            self.init(.notAllowed, .codesThrottled, values, safety: safety, next: .waitForCode)
        case .chain:
            self.init(.notAllowed, .chainRefused, values, safety: safety, next: .enrolAgain)
        case .clone:
            self.init(.notAllowed, .cloned, values, safety: .clonedSafety, next: .enrolAnew)
        case .branch:
            self.init(.notAllowed, .otherRestore, values, safety: safety, next: .callHelpDesk)
        case .storage:
            self.init(.unavailable, .serverFull, values, safety: safety, next: .syncLater)
        case .tooLarge:
            self.init(.unavailable, .tooLarge, values, safety: safety, next: .callHelpDesk)
        case .failure:
            self.init(.unavailable, .serverFailed, values, safety: safety, next: .syncLater)
        }
    }
}
