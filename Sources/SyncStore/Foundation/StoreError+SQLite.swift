internal import GRDB

extension StoreError {
    /// Puts any error of the layers below into the words of this one; a `StoreError` stays as it is.
    init(wrapping error: any Error) {
        if let error = error as? StoreError {
            self = error
        } else if let error = error as? DatabaseError {
            self.init(
                Self.code(of: error.resultCode),
                "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "")"
            )
        } else {
            self.init(.corrupt, "\(type(of: error))")
        }
    }

    private static func code(of result: ResultCode) -> Code {
        switch result.primaryResultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM,
            .SQLITE_NOMEM, .SQLITE_TOOBIG:
            .notSaved
        case .SQLITE_ERROR, .SQLITE_MISUSE, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_RANGE:
            .fault
        default: .corrupt
        }
    }
}
