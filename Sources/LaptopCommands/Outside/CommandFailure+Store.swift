import Glibc
import SyncModel
import SyncStore

extension CommandFailure {
    /// What a failure of the store means for the person at the keyboard.
    init(_ error: StoreError) {
        let detail = ["detail": error.message]
        switch error.code {
        case .busy: self.init(.busy, .storeBusy, safety: .nothingWritten, next: .tryAgain)
        case .missing: self.init(.notAllowed, .notEnrolled, next: .enrolFirst)
        case .schemaTooNew:
            self.init(.data, .programTooOld, safety: .dataUntouched, next: .upgradeProgram)
        case .notSaved:
            self.init(.disk, .notSaved, detail, safety: .nothingWritten, next: .makeRoom)
        case .unknown:
            self.init(.disk, .saveUnknown, detail, safety: .saveUnknownSafety, next: .lookAtCase)
        case .corrupt:
            self.init(.disk, .storeDamaged, detail, safety: .damagedSafety, next: .runRescue)
        case .fault: self.init(.bug, .bug, detail, safety: .bugSafety, next: .callHelpDesk)
        case .notFound: self.init(.data, .notHere, detail, safety: .nothingWritten)
        case .deleted:
            self.init(.data, .isDeleted, safety: .nothingWritten, next: .restoreFirst)
        case .changedMeanwhile:
            self.init(.busy, .changedMeanwhile, safety: .nothingWritten, next: .lookAgain)
        case .invalid: self.init(.data, .invalidDraft, detail, safety: .nothingWritten)
        case .schemaRefused:
            self.init(.data, .schemaRefused, detail, safety: .dataUntouched, next: .callHelpDesk)
        }
    }

    /// What a failed call of the operating system on a file means.
    static func file(_ path: String, errno code: Int32) -> CommandFailure {
        let values = ["path": path, "reason": String(cString: strerror(code))]
        switch code {
        case EACCES, EPERM, EROFS:
            return CommandFailure(
                .disk,
                .fileRefused,
                values,
                safety: .nothingWritten,
                next: .checkFolder
            )
        default:
            return CommandFailure(
                .disk,
                .fileFailed,
                values,
                safety: .nothingWritten,
                next: .makeRoom
            )
        }
    }
}
