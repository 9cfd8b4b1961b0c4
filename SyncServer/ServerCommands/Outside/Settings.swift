internal import Configuration
internal import Logging

/// What the environment sets: `SLUIS_DATA`, `SLUIS_LISTEN` and `SLUIS_LOG_LEVEL`; a flag goes before it.
enum Settings {
    private static let reader = ConfigReader(provider: EnvironmentVariablesProvider())

    /// The data folder.
    static var dataFolder: String? { reader.string(forKey: "sluis.data") }

    /// Where to listen, `HOST:PORT`.
    static var listen: String? { reader.string(forKey: "sluis.listen") }

    /// The least level that is logged.
    static var logLevel: Logger.Level {
        reader.string(forKey: "sluis.log.level").flatMap { Logger.Level(rawValue: $0) } ?? .info
    }

    /// The language of messages, as the system's environment says it.
    static var locale: String {
        for key in ["lc.all", "lc.messages", "lang"] {
            if let locale = reader.string(forKey: ConfigKey(key)), !locale.isEmpty { return locale }
        }
        return ""
    }

    /// Whether the terminal may show bold letters.
    static var allowsStyle: Bool {
        (reader.string(forKey: "no.color") ?? "").isEmpty && reader.string(forKey: "term") != "dumb"
    }
}
