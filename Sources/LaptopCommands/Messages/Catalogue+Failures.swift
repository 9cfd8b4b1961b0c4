extension Catalogue {
    /// What happened.
    static let failures: [Message: Translation] = [
        .notEnrolled: Translation(
            nl: "Deze laptop is nog niet aangemeld bij een server.",
            en: "This laptop is not enrolled with a server yet."
        ),
        .storeBusy: Translation(
            nl: "Een andere opdracht van sluis is bezig, al langer dan 5 seconden.",
            en: "Another sluis command has been busy for more than 5 seconds."
        ),
        .programTooOld: Translation(
            nl: "Een nieuwere versie van sluis heeft dit bestand geschreven.",
            en: "A newer version of sluis wrote this file."
        ),
        .notSaved: Translation(
            nl: "De schijf is vol of weigert, dus er is niet opgeslagen. ({detail})",
            en: "The disk is full or failed, so nothing was saved. ({detail})"
        ),
        .saveUnknown: Translation(
            nl: "De schijf weigerde tijdens het opslaan. ({detail})",
            en: "The disk failed during the save. ({detail})"
        ),
        .storeDamaged: Translation(
            nl: "Het bestand met de gegevens is beschadigd. ({detail})",
            en: "The file that holds the data is damaged. ({detail})"
        ),
        .notHere: Translation(
            nl: "De zaak of het onderdeel staat niet op deze laptop. ({detail})",
            en: "The case or record is not on this laptop. ({detail})"
        ),
        .isDeleted: Translation(
            nl: "De zaak of het onderdeel is verwijderd.",
            en: "The case or record is deleted."
        ),
        .changedMeanwhile: Translation(
            nl: "De waarde is veranderd sinds u haar las.",
            en: "The value changed since you read it."
        ),
        .invalidDraft: Translation(
            nl: "De waarde past niet bij de regels van het veld. ({detail})",
            en: "The value does not fit the rules of the field. ({detail})"
        ),
        .schemaRefused: Translation(
            nl: "De server stuurde een schema dat deze laptop niet kan gebruiken. ({detail})",
            en: "The server sent a schema that this laptop cannot use. ({detail})"
        ),
        .fileRefused: Translation(
            nl: "Sluis mag hier niet schrijven of lezen: {path}. ({reason})",
            en: "Sluis may not write or read here: {path}. ({reason})"
        ),
        .fileFailed: Translation(
            nl: "De schijf is vol of weigert: {path}. ({reason})",
            en: "The disk is full or failed: {path}. ({reason})"
        ),
        .outputFailed: Translation(
            nl: "De uitvoer kon niet worden geschreven.",
            en: "The output could not be written."
        ),
        .identityDamaged: Translation(
            nl: "Het bestand {path} is beschadigd.",
            en: "The file {path} is damaged."
        ),
        .unreachable: Translation(
            nl: "Geen verbinding met {server}.",
            en: "No connection with {server}."
        ),
        .notTheServer: Translation(
            nl: "Er antwoordde iets anders dan de server {server}.",
            en: "Something else than the server {server} answered."
        ),
        .tooLarge: Translation(
            nl: "De server neemt een bericht van deze grootte niet aan.",
            en: "The server does not take a message of this size."
        ),
        .serverFull: Translation(
            nl: "De schijf van de server is vol of weigert.",
            en: "The disk of the server is full or failed."
        ),
        .answerDamaged: Translation(
            nl: "Het antwoord van {server} was niet te lezen.",
            en: "The answer of {server} could not be read."
        ),
        .answerNotSigned: Translation(
            nl: "Het antwoord is niet ondertekend door de server van deze laptop.",
            en: "The answer is not signed by the server of this laptop."
        ),
        .serverVersion: Translation(
            nl: "Deze versie van sluis past niet bij de server.",
            en: "This version of sluis does not fit the server."
        ),
        .requestDamaged: Translation(
            nl: "De server kon het bericht van deze laptop niet lezen.",
            en: "The server could not read the message of this laptop."
        ),
        .deviceUnknown: Translation(
            nl: "De server kent deze laptop niet.",
            en: "The server does not know this laptop."
        ),
        .deviceRevoked: Translation(
            nl: "Deze laptop of deze gebruiker is geblokkeerd.",
            en: "This laptop or this user was blocked."
        ),
        .codeRefused: Translation(
            nl: "De code klopt niet, is al gebruikt of is verlopen.",
            en: "The code is wrong, used or expired."
        ),
        .codesThrottled: Translation(
            nl: "Er zijn te veel verkeerde codes gegeven.",
            en: "Too many wrong codes were given."
        ),
        .otherRestore: Translation(
            nl: "De server is teruggezet uit een andere back-up dan deze laptop kent.",
            en: "The server was restored from another backup than this laptop knows."
        ),
        .chainRefused: Translation(
            nl: "Wat deze laptop stuurt, sluit niet aan op wat de server heeft.",
            en: "What this laptop sends does not follow what the server has."
        ),
        .cloned: Translation(
            nl: "Er zijn twee kopieën van deze laptop in gebruik, en de server heeft dat gemerkt.",
            en: "Two copies of this laptop are in use, and the server has noticed it."
        ),
        .serverFailed: Translation(
            nl: "De server heeft een fout gemaakt.",
            en: "The server made an error."
        ),
        .otherServer: Translation(
            nl: "Deze map hoort bij een andere server: {server}.",
            en: "This folder belongs to another server: {server}."
        ),
        .argumentNotUTF8: Translation(
            nl: "Woord {position} van de opdracht is geen geldige UTF-8.",
            en: "Word {position} of the command is not valid UTF-8."
        ),
        .inputNotUTF8: Translation(
            nl: "De tekst van standaardinvoer is geen geldige UTF-8.",
            en: "The text from standard input is not valid UTF-8."
        ),
        .inputHasNUL: Translation(
            nl: "De tekst bevat een NUL-teken.",
            en: "The text holds a NUL character."
        ),
        .inputTooLong: Translation(
            nl: "De tekst is langer dan {max} bytes.",
            en: "The text is longer than {max} bytes."
        ),
        .inputEnded: Translation(
            nl: "De invoer stopte voordat alles was ingevuld.",
            en: "The input ended before everything was filled in."
        ),
        .unknownChoice: Translation(
            nl: "{text} is geen keuze. Kies {choices}.",
            en: "{text} is not a choice. Choose {choices}."
        ),
        .caseUnknown: Translation(
            nl: "Er is hier geen zaak {case}.",
            en: "There is no case {case} here."
        ),
        .caseAmbiguous: Translation(
            nl: "{case} past op meer dan één zaak, zoals {first} en {second}.",
            en: "{case} fits more than one case, such as {first} and {second}."
        ),
        .caseNumberMistyped: Translation(
            nl: "Het laatste teken van {case} klopt niet met de rest van het nummer.",
            en: "The last character of {case} does not fit the rest of the number."
        ),
        .recordUnknown: Translation(
            nl: "De zaak heeft geen onderdeel {record}.",
            en: "The case has no record {record}."
        ),
        .kindUnknown: Translation(nl: "Er is geen soort {name}.", en: "There is no kind {name}."),
        .kindUnknownSuggestion: Translation(
            nl: "Er is geen soort {name}. Bedoelt u {suggestion}?",
            en: "There is no kind {name}. Did you mean {suggestion}?"
        ),
        .fieldUnknown: Translation(
            nl: "{record} heeft geen veld {name}.",
            en: "{record} has no field {name}."
        ),
        .fieldUnknownSuggestion: Translation(
            nl: "{record} heeft geen veld {name}. Bedoelt u {suggestion}?",
            en: "{record} has no field {name}. Did you mean {suggestion}?"
        ),
        .keyNotNatural: Translation(
            nl: "{key} kan geen sleutel zijn. Gebruik 1 tot 64 letters, cijfers, punten, "
                + "streepjes.",
            en: "{key} cannot be a key. Use 1 to 64 letters, digits, dots, dashes."
        ),
        .writtenOnce: Translation(
            nl: "{record} is al geschreven en verandert niet meer.",
            en: "{record} is written already and does not change any more."
        ),
        .serverOnly: Translation(
            nl: "Het veld {field} schrijft alleen de server.",
            en: "Only the server writes the field {field}."
        ),
        .requiredMissing: Translation(
            nl: "{record} kan niet zonder {label} ({field}).",
            en: "{record} needs {label} ({field})."
        ),
        .codeUnknown: Translation(
            nl: "{value} is geen waarde van {field}. Kies uit: {codes}.",
            en: "{value} is not a value of {field}. Choose from: {codes}."
        ),
        .codeUnknownSuggestion: Translation(
            nl: "{value} is geen waarde van {field}. Bedoelt u {suggestion}? Kies uit: {codes}.",
            en: "{value} is not a value of {field}. Did you mean {suggestion}? Choose from: "
                + "{codes}."
        ),
        .valueTooLong: Translation(
            nl: "De waarde van {field} telt {count} tekens. Er passen {max}.",
            en: "The value of {field} has {count} characters. It holds {max}."
        ),
        .valueOutOfRange: Translation(
            nl: "{value} ligt buiten wat {field} toelaat: {range}.",
            en: "{value} is outside what {field} allows: {range}."
        ),
        .dateInFuture: Translation(
            nl: "{value} ligt in de toekomst, en dat mag niet in {field}.",
            en: "{value} is in the future, which {field} does not allow."
        ),
        .textUnreadable: Translation(
            nl: "De waarde van {field} bevat tekens die niet mogen.",
            en: "The value of {field} holds characters that are not allowed."
        ),
        .cannotClear: Translation(
            nl: "Het veld {field} mag niet leeg zijn.",
            en: "The field {field} may not be empty."
        ),
        .notText: Translation(
            nl: "{value} past niet in {field}.",
            en: "{value} does not fit {field}."
        ),
        .notInteger: Translation(
            nl: "{value} is geen heel getal, en {field} vraagt er een.",
            en: "{value} is not a whole number, and {field} needs one."
        ),
        .notBoolean: Translation(
            nl: "{value} is niet true of false, en {field} vraagt dat.",
            en: "{value} is not true or false, and {field} needs that."
        ),
        .notDate: Translation(
            nl: "{value} is geen datum als 2026-11-24, en {field} vraagt er een.",
            en: "{value} is not a date like 2026-11-24, and {field} needs one."
        ),
        .notInstant: Translation(
            nl: "{value} is geen tijdstip als 2026-11-24T08:09:06.000Z, en {field} vraagt er "
                + "een.",
            en: "{value} is not a time like 2026-11-24T08:09:06.000Z, and {field} needs one."
        ),
        .notSet: Translation(
            nl: "{value} is geen lijst als [\"Jan\",\"Johan\"], en {field} vraagt er een.",
            en: "{value} is not a list like [\"Jan\",\"Johan\"], and {field} needs one."
        ),
        .visitUnknown: Translation(
            nl: "De zaak {case} heeft geen bezoek {visit}.",
            en: "The case {case} has no visit {visit}."
        ),
        .visitAmbiguous: Translation(
            nl: "{visit} past op meer dan één bezoek van {case}.",
            en: "{visit} fits more than one visit of {case}."
        ),
        .amendmentEmpty: Translation(
            nl: "Een aanvulling heeft een reden en een tekst nodig.",
            en: "An amendment needs a reason and a text."
        ),
        .searchEmpty: Translation(
            nl: "Geef een tekst om te zoeken.",
            en: "Give a text to search for."
        ),
        .checkFailed: Translation(
            nl: "De controle vond een fout in de gegevens.",
            en: "The check found a fault in the data."
        ),
        .diverged: Translation(
            nl: "De gegevens op deze laptop zijn anders dan op de server.",
            en: "The data on this laptop differs from the server's."
        ),
        .noSealingKey: Translation(
            nl: "Deze laptop kent de sleutel niet waarmee een bestand voor de server op slot gaat.",
            en: "This laptop does not know the key that locks a file for the server."
        ),
        .fileExists: Translation(
            nl: "Er staat al een bestand {path}.",
            en: "There is a file {path} already."
        ),
        .nothingToRescue: Translation(
            nl: "Er is hier geen bestand met gegevens dat gelezen kan worden.",
            en: "There is no file with data here that can be read."
        ),
        .rescueNotWhole: Translation(
            nl: "Een deel was niet te lezen, waarin ook wijzigingen kunnen staan. Zeker ontbreken: "
                + "{count}. De rest staat in het bestand.",
            en: "A part could not be read, and may hold changes too. Missing for certain: {count}. "
                + "The rest is in the file."
        ),
        .bug: Translation(
            nl: "Sluis heeft een fout gemaakt. ({detail})",
            en: "Sluis made an error. ({detail})"
        ),
    ]
}
