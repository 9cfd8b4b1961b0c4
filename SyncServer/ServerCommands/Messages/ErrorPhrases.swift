/// What went wrong.
enum ErrorPhrases {
    static let command = Phrase("The command line is wrong", "De opdracht klopt niet")
    static let unknownUser = Phrase("No such user", "Deze gebruiker bestaat niet")
    static let userExists = Phrase("This user exists already", "Deze gebruiker bestaat al")
    static let userName = Phrase(
        "A user name has at most 64 letters, digits or . - _ @ '",
        "Een gebruikersnaam heeft hoogstens 64 letters, cijfers of . - _ @ '"
    )
    static let userDisabled = Phrase("This user is disabled", "Deze gebruiker is uitgeschakeld")
    static let unknownCase = Phrase("No such case", "Dit dossier bestaat niet")
    static let ambiguousCase = Phrase(
        "More than one case begins like this",
        "Meer dan één dossier begint zo"
    )
    static let checkCharacter = Phrase(
        "This case number is mistyped; its last character does not fit",
        "Dit dossiernummer is verkeerd getypt; het laatste teken klopt niet"
    )
    static let unknownDevice = Phrase("No such device", "Dit apparaat bestaat niet")
    static let unknownRecord = Phrase("No such record", "Dit onderdeel bestaat niet")
    static let unknownField = Phrase("No such field", "Dit veld bestaat niet")
    static let unknownConflict = Phrase("No such conflict", "Dit conflict bestaat niet")
    static let unknownQuarantine = Phrase(
        "Nothing in quarantine has this id",
        "Niets in quarantaine heeft dit id"
    )
    static let unknownBatch = Phrase("No such batch", "Deze reeks bestaat niet")
    static let value = Phrase("This value does not fit", "Deze waarde past niet")
    static let text = Phrase(
        "What was given is not UTF-8 text",
        "Wat is opgegeven is geen UTF-8-tekst"
    )
    static let reason = Phrase(
        "Give a reason of at most 2,000 characters",
        "Geef een reden van hoogstens 2.000 tekens"
    )
    static let changed = Phrase("It changed since you read it", "Het is veranderd sinds u het las")
    static let notAllowed = Phrase("This user may not do that", "Deze gebruiker mag dat niet")
    static let schema = Phrase("The schema file is wrong", "Het schemabestand klopt niet")
    static let schemaRefused = Phrase(
        "This schema may not follow the one in use",
        "Dit schema mag het huidige niet opvolgen"
    )
    static let noServer = Phrase("This folder holds no server", "Deze map bevat geen server")
    static let serverExists = Phrase(
        "This folder holds a server already",
        "Deze map bevat al een server"
    )
    static let folderNotEmpty = Phrase("This folder is not empty", "Deze map is niet leeg")
    static let fileExists = Phrase("This file exists already", "Dit bestand bestaat al")
    static let noBackup = Phrase(
        "This file cannot be read",
        "Dit bestand kan niet gelezen worden"
    )
    static let backupDamaged = Phrase("The backup is damaged", "De back-up is beschadigd")
    static let journalDamaged = Phrase(
        "The journal is damaged or belongs to another server",
        "Het logboek is beschadigd of hoort bij een andere server"
    )
    static let busy = Phrase(
        "Another command holds this folder",
        "Een andere opdracht gebruikt deze map"
    )
    static let running = Phrase(
        "A server runs on this folder already",
        "Op deze map draait al een server"
    )
    static let listen = Phrase("Cannot listen there", "Kan daar niet luisteren")
    static let notSaved = Phrase(
        "The disk failed or is full; nothing was saved",
        "De schijf faalt of is vol; er is niets bewaard"
    )
    static let unknownOutcome = Phrase(
        "It is not known whether this was saved",
        "Het is niet bekend of dit bewaard is"
    )
    static let damaged = Phrase("The data is damaged", "De gegevens zijn beschadigd")
    static let bundle = Phrase(
        "This file is damaged, or was written for another server",
        "Dit bestand is beschadigd, of geschreven voor een andere server"
    )
    static let invalid = Phrase("That cannot be done", "Dat kan niet")
    static let failure = Phrase("A bug in the program", "Een fout in het programma")
}
