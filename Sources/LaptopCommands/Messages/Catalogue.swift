/// All texts for people, in Dutch and English.
enum Catalogue {
    /// Every message; a test shows that none is missing.
    static let all: [Message: Translation] = [failures, usage, safety, next, output, help]
        .reduce(into: [:]) { all, part in all.merge(part) { $1 } }
}

extension Message {
    /// The text in a language, with its places filled in.
    ///
    /// Control characters and escapes in the values are made visible.
    func text(_ language: Language, _ values: [String: String] = [:]) -> String {
        guard let translation = Catalogue.all[self] else { return rawValue }
        let template =
            switch language {
            case .nl: translation.nl
            case .en: translation.en
            }
        guard template.utf8.contains(UInt8(ascii: "{")) else { return template }
        return filled(template, values)
    }

    /// Fills in each place once; a value that looks like a place is not filled in again.
    private func filled(_ template: String, _ values: [String: String]) -> String {
        var result = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            result += values[name].map(Sanitise.line) ?? ""
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}
