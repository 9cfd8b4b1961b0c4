import Glibc

/// The languages that the commands speak.
enum Language: String, CaseIterable, Sendable {
    case nl
    case en

    /// The language of this process, for texts that are made before a command runs.
    static let current = Language(environment: Outside.environment)

    /// Reads `LC_ALL`, `LC_MESSAGES` and `LANG`, of which the first that is set counts: Dutch when it says so,
    /// else English.
    init(environment: [String: String]) {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
            .compactMap { environment[$0] }.first { !$0.isEmpty }
        self = locale?.lowercased().hasPrefix("nl") == true ? .nl : .en
    }
}
