/// A language of messages.
enum Language: CaseIterable {
    case english
    case dutch

    /// The language that the environment asks for: Dutch for `nl`, else English.
    static var ofProcess: Language { Language(locale: Settings.locale) }

    /// The language of a locale such as `nl_NL.UTF-8`.
    init(locale: String) {
        self = locale.utf8.starts(with: "nl".utf8) ? .dutch : .english
    }
}
