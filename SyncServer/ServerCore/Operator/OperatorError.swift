internal import SyncModel
public import SyncStore

/// Why an operator's command was not done; nothing was written unless the code says otherwise.
public struct OperatorError: Error, Hashable, Sendable, Codable {
    /// What failed.
    ///
    /// Raw values travel over the control socket; the text for people is made where it is shown.
    public enum Code: String, CaseIterable, Hashable, Sendable, Codable {
        /// No such command, or its arguments cannot be read.
        case command
        case unknownUser = "unknown-user"
        case userExists = "user-exists"
        case userName = "user-name"
        case userDisabled = "user-disabled"
        case unknownCase = "unknown-case"
        /// More than one case begins with what was given.
        case ambiguousCase = "ambiguous-case"
        /// The number is mistyped: its check character does not fit.
        case checkCharacter = "check-character"
        case unknownDevice = "unknown-device"
        case unknownRecord = "unknown-record"
        case unknownField = "unknown-field"
        case unknownConflict = "unknown-conflict"
        case unknownQuarantine = "unknown-quarantine"
        case unknownBatch = "unknown-batch"
        /// A value does not fit its field.
        case value
        /// What was given is not UTF-8.
        case text
        /// A reason is missing or too long.
        case reason
        /// It changed since it was read.
        case changed
        /// The acting user may not do this.
        case notAllowed = "not-allowed"
        /// The schema file is wrong; the detail names file, line and reason.
        case schema
        /// The schema file may not follow the one in use.
        case schemaRefused = "schema-refused"
        /// The folder holds no server.
        case noServer = "no-server"
        /// The folder holds a server already.
        case serverExists = "server-exists"
        /// A restore fills an empty folder only.
        case folderNotEmpty = "folder-not-empty"
        /// A backup never takes the place of a file.
        case fileExists = "file-exists"
        /// There is no such backup, or it cannot be read.
        case noBackup = "no-backup"
        /// The backup does not hold what it should.
        case backupDamaged = "backup-damaged"
        /// A line of the journal was altered, or is of another server.
        case journalDamaged = "journal-damaged"
        /// Another process holds the folder.
        case busy
        /// A server runs on the folder.
        case running
        /// The address cannot be listened on.
        case listen
        /// The disk is full or failed; nothing was written.
        case notSaved = "not-saved"
        /// Whether it was written is not known.
        case unknownOutcome = "unknown-outcome"
        /// The file is damaged.
        case damaged
        /// A file from a laptop, or a part of it, is damaged or was sealed for another server.
        case bundle
        /// The rules of the store do not allow it.
        case invalid
        /// A bug.
        case failure
    }

    /// What failed.
    public var code: Code
    /// Which one, or why: names, ids and reasons, never case content; may be empty.
    public var detail: String

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - code: What failed.
    ///   - detail: Which one, or why.
    public init(_ code: Code, _ detail: String = "") {
        self.code = code
        self.detail = detail
    }

    /// The error of an operator for one of the store.
    ///
    /// - Parameters:
    ///   - error: The store's error.
    ///   - missing: What `notFound` means here.
    public init(storeFailure error: StoreError, missing: Code = .invalid) {
        switch error.code {
        case .busy: self.init(.busy)
        case .missing: self.init(.noServer, error.message)
        case .schemaTooNew, .fault: self.init(.failure, error.message)
        case .notSaved: self.init(.notSaved, error.message)
        case .unknown: self.init(.unknownOutcome, error.message)
        case .corrupt: self.init(.damaged, error.message)
        case .notFound: self.init(missing, error.message)
        case .deleted, .invalid: self.init(.invalid, error.message)
        case .changedMeanwhile: self.init(.changed, error.message)
        case .schemaRefused: self.init(.schemaRefused, error.message)
        }
    }

    /// The error of an operator for any other.
    ///
    /// - Parameter error: Any error.
    public init(wrapping error: any Error) {
        switch error {
        case let error as OperatorError: self = error
        case let error as StoreError: self.init(storeFailure: error)
        default: self.init(.failure, "\(type(of: error))")
        }
    }
}
