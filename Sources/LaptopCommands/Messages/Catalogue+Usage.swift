extension Catalogue {
    /// What is wrong with a command line.
    static let usage: [Message: Translation] = [
        .addressIncomplete: Translation(
            nl: "{text} noemt geen veld.",
            en: "{text} names no field."
        ),
        .assignmentWithoutEquals: Translation(
            nl: "In {text} ontbreekt het teken =.",
            en: "The sign = is missing in {text}."
        ),
        .recordPathIncomplete: Translation(
            nl: "{text} noemt geen onderdeel.",
            en: "{text} names no record."
        ),
        .sectionWithoutEquals: Translation(
            nl: "In --section {text} ontbreekt de voorwaarde of het teken =.",
            en: "The condition or the sign = is missing in --section {text}."
        ),
        .optionsMissing: Translation(
            nl: "Deze opties ontbreken: {options}.",
            en: "These options are missing: {options}."
        ),
        .urlUnreadable: Translation(
            nl: "{url} is geen adres van een server.",
            en: "{url} is not the address of a server."
        ),
        .urlNotSecure: Translation(nl: "{url} is niet beveiligd.", en: "{url} is not secured."),
        .limitTooLow: Translation(
            nl: "Het getal bij --limit moet 1 of meer zijn.",
            en: "The number with --limit must be 1 or more."
        ),
        .subcommandMissing: Translation(
            nl: "Geef een van de opdrachten hierboven.",
            en: "Give one of the commands above."
        ),
        .commandUnknown: Translation(
            nl: "Er is geen opdracht {name}.",
            en: "There is no command {name}."
        ),
        .commandUnknownSuggestion: Translation(
            nl: "Er is geen opdracht {name}. Bedoelt u {suggestion}?",
            en: "There is no command {name}. Did you mean {suggestion}?"
        ),
        .argumentMissing: Translation(
            nl: "Er ontbreekt iets: {name}.",
            en: "Something is missing: {name}."
        ),
        .optionValueMissing: Translation(
            nl: "Er ontbreekt een waarde bij {name}.",
            en: "A value is missing with {name}."
        ),
        .optionUnknown: Translation(
            nl: "Er is geen optie {name}.",
            en: "There is no option {name}."
        ),
        .optionUnknownSuggestion: Translation(
            nl: "Er is geen optie {name}. Bedoelt u {suggestion}?",
            en: "There is no option {name}. Did you mean {suggestion}?"
        ),
        .argumentUnexpected: Translation(
            nl: "Dit staat er te veel: {name}.",
            en: "This is too much: {name}."
        ),
        .optionValueInvalid: Translation(
            nl: "{value} past niet bij {name}.",
            en: "{value} does not fit {name}."
        ),
        .usageOther: Translation(
            nl: "De opdracht klopt niet: {detail}",
            en: "The command is wrong: {detail}"
        ),
    ]
}
