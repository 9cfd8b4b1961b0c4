/// The texts for people, in one language.
struct Catalogue {
    let language: Language

    init(_ language: Language) { self.language = language }

    /// A text for people.
    func text(_ phrase: Phrase) -> String {
        switch language {
        case .english: phrase.english
        case .dutch: phrase.dutch
        }
    }
}

/// A text in each language.
struct Phrase {
    let english: String
    let dutch: String

    init(_ english: String, _ dutch: String) {
        self.english = english
        self.dutch = dutch
    }
}
