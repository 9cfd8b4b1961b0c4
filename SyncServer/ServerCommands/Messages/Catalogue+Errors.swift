internal import ServerCore

extension Catalogue {
    /// What happened, and what to do about it.
    func lines(for error: OperatorError) -> [String] {
        let detail = SafeText.of(error.detail)
        var lines = [text(what(error.code)) + (detail.isEmpty ? "." : ": \(detail)")]
        if let next = next(error.code) { lines.append(text(next)) }
        return lines
    }

    private func what(_ code: OperatorError.Code) -> Phrase {
        switch code {
        case .command: ErrorPhrases.command
        case .unknownUser: ErrorPhrases.unknownUser
        case .userExists: ErrorPhrases.userExists
        case .userName: ErrorPhrases.userName
        case .userDisabled: ErrorPhrases.userDisabled
        case .unknownCase: ErrorPhrases.unknownCase
        case .ambiguousCase: ErrorPhrases.ambiguousCase
        case .checkCharacter: ErrorPhrases.checkCharacter
        case .unknownDevice: ErrorPhrases.unknownDevice
        case .unknownRecord: ErrorPhrases.unknownRecord
        case .unknownField: ErrorPhrases.unknownField
        case .unknownConflict: ErrorPhrases.unknownConflict
        case .unknownQuarantine: ErrorPhrases.unknownQuarantine
        case .unknownBatch: ErrorPhrases.unknownBatch
        case .value: ErrorPhrases.value
        case .text: ErrorPhrases.text
        case .reason: ErrorPhrases.reason
        case .changed: ErrorPhrases.changed
        case .notAllowed: ErrorPhrases.notAllowed
        case .schema: ErrorPhrases.schema
        case .schemaRefused: ErrorPhrases.schemaRefused
        case .noServer: ErrorPhrases.noServer
        case .serverExists: ErrorPhrases.serverExists
        case .folderNotEmpty: ErrorPhrases.folderNotEmpty
        case .fileExists: ErrorPhrases.fileExists
        case .noBackup: ErrorPhrases.noBackup
        case .backupDamaged: ErrorPhrases.backupDamaged
        case .journalDamaged: ErrorPhrases.journalDamaged
        case .busy: ErrorPhrases.busy
        case .running: ErrorPhrases.running
        case .listen: ErrorPhrases.listen
        case .notSaved: ErrorPhrases.notSaved
        case .unknownOutcome: ErrorPhrases.unknownOutcome
        case .damaged: ErrorPhrases.damaged
        case .bundle: ErrorPhrases.bundle
        case .invalid: ErrorPhrases.invalid
        case .failure: ErrorPhrases.failure
        }
    }

    private func next(_ code: OperatorError.Code) -> Phrase? {
        switch code {
        case .unknownUser: NextPhrases.seeUsers
        case .unknownDevice: NextPhrases.seeDevices
        case .unknownConflict: NextPhrases.seeConflicts
        case .unknownQuarantine: NextPhrases.seeQuarantine
        case .backupDamaged: NextPhrases.otherBackup
        case .journalDamaged: NextPhrases.otherJournal
        case .folderNotEmpty: NextPhrases.emptyFolder
        case .value, .text, .schema, .schemaRefused, .invalid, .serverExists, .fileExists:
            NextPhrases.nothingChanged
        case .changed: NextPhrases.lookAgain
        case .ambiguousCase: NextPhrases.giveMore
        case .noServer: NextPhrases.makeServer
        case .busy: NextPhrases.tryAgain
        case .notSaved: NextPhrases.freeSpace
        case .unknownOutcome: NextPhrases.lookFirst
        case .damaged: NextPhrases.runCheck
        case .bundle: NextPhrases.keepFile
        case .failure: NextPhrases.reportIt
        case .command, .userExists, .userName, .userDisabled, .unknownCase, .checkCharacter,
            .unknownRecord, .unknownField, .unknownBatch, .reason, .notAllowed, .running, .listen,
            .noBackup:
            nil
        }
    }
}
