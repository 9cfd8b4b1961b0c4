/// Translates the fixed words of ArgumentParser's help.
enum HelpText {
    /// The help in the language; the texts of this program are in it already.
    static func translated(_ help: String, _ language: Language) -> String {
        switch language {
        case .en: return help
        case .nl: break
        }
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var text = String(line)
            for (english, dutch) in beginnings where text.hasPrefix(english) {
                text = dutch + text.dropFirst(english.count)
                break
            }
            for (english, dutch) in phrases {
                if let range = text.firstRange(of: english) {
                    text.replaceSubrange(range, with: dutch)
                }
            }
            return text
        }
        return lines.joined(separator: "\n")
    }

    private static let beginnings = [
        ("OVERVIEW: ", ""),
        ("USAGE: ", "GEBRUIK: "),
        ("ARGUMENTS:", "GEGEVENS:"),
        ("OPTIONS:", "OPTIES:"),
        ("SUBCOMMANDS:", "OPDRACHTEN:"),
    ]

    private static let phrases = [
        ("Show help information.", "Toont deze uitleg."),
        ("Show the version.", "Toont de versie."),
        ("for detailed help.", "voor uitleg bij een opdracht."),
        ("See '", "Zie '"),
        ("<subcommand>", "<opdracht>"),
        ("(aliases: ", "(ook: "),
        ("<options>", "<opties>"),
    ]
}
