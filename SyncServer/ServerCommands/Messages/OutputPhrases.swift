/// Headings and remarks of the output.
enum OutputPhrases {
    static let user = Phrase("USER", "GEBRUIKER")
    static let role = Phrase("ROLE", "ROL")
    static let state = Phrase("STATE", "STAND")
    static let enabled = Phrase("may sync", "mag synchroniseren")
    static let disabled = Phrase("disabled", "uitgeschakeld")
    static let device = Phrase("DEVICE", "APPARAAT")
    static let lastContact = Phrase("LAST CONTACT", "LAATSTE CONTACT")
    static let changes = Phrase("CHANGES", "WIJZIGINGEN")
    static let clock = Phrase("CLOCK", "KLOK")
    static let never = Phrase("never", "nooit")
    static let caseNumber = Phrase("CASE", "DOSSIER")
    static let record = Phrase("RECORD", "ONDERDEEL")
    static let field = Phrase("FIELD", "VELD")
    static let value = Phrase("VALUE", "WAARDE")
    static let author = Phrase("AUTHOR", "AUTEUR")
    static let written = Phrase("WRITTEN", "GESCHREVEN")
    static let status = Phrase("STATUS", "STATUS")
    static let shown = Phrase("SHOWN", "GETOOND")
    static let version = Phrase("VERSION", "VERSIE")
    static let candidates = Phrase("CANDIDATES", "KANDIDATEN")
    static let opened = Phrase("OPENED", "GEOPEND")
    static let reason = Phrase("REASON", "REDEN")
    static let received = Phrase("RECEIVED", "ONTVANGEN")
    static let nothing = Phrase("Nothing.", "Niets.")
    static let base = Phrase("before", "voorheen")
    static let isShown = Phrase("shown", "getoond")
    static let clockSuspect = Phrase("clock uncertain", "klok onzeker")
    static let noValue = Phrase("(no value)", "(geen waarde)")
    static let visits = Phrase("Visits", "Bezoeken")
    static let contested = Phrase("contested", "betwist")
    static let deleted = Phrase("deleted", "verwijderd")
    static let deletionAsked = Phrase("deletion asked", "verwijdering gevraagd")
    static let code = Phrase("Code", "Code")
    static let expires = Phrase("holds until", "geldig tot")
    static let users = Phrase("held by", "in handen van")
    static let nobody = Phrase("nobody", "niemand")
    static let resolved = Phrase("decided", "beslist")
    static let reopened = Phrase("reopened", "heropend")
    static let batch = Phrase("batch", "reeks")
    static let serverMade = Phrase("The server was made", "De server is gemaakt")
    static let schemaVersion = Phrase("schema version", "schemaversie")
    static let decided = Phrase("decision", "besluit")
    static let by = Phrase("by", "door")
    static let backupMade = Phrase("The backup was made", "De back-up is gemaakt")
    static let epoch = Phrase("epoch", "tijdvak")
    static let restored = Phrase("The server was restored", "De server is teruggezet")
    static let journalReplayed = Phrase(
        "What was decided after the backup holds again.",
        "Wat na de back-up is beslist, geldt weer."
    )
    static let journalMissing = Phrase(
        "There was no journal: decisions, users and revocations after the backup are missing.",
        "Er was geen logboek: besluiten, gebruikers en intrekkingen van na de back-up ontbreken."
    )
    static let rescued = Phrase("changes taken in", "wijzigingen opgenomen")
    static let plainHTTP = Phrase(
        "Warning: this address is reached without TLS. Put a TLS proxy before it.",
        "Let op: dit adres is zonder TLS bereikbaar. Zet er een TLS-proxy voor."
    )
}
