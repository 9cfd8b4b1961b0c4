/// What to do about it.
enum NextPhrases {
    static let seeUsers = Phrase("See: sluis-server user list", "Zie: sluis-server user list")
    static let seeDevices = Phrase("See: sluis-server device list", "Zie: sluis-server device list")
    static let seeConflicts = Phrase(
        "See: sluis-server conflict list",
        "Zie: sluis-server conflict list"
    )
    static let seeQuarantine = Phrase(
        "See: sluis-server quarantine list",
        "Zie: sluis-server quarantine list"
    )
    static let nothingChanged = Phrase("Nothing was changed.", "Er is niets veranderd.")
    static let lookAgain = Phrase(
        "Nothing was decided. Look again.",
        "Er is niets beslist. Kijk opnieuw."
    )
    static let giveMore = Phrase("Give more of the number.", "Geef meer van het nummer.")
    static let makeServer = Phrase(
        "Make one: sluis-server init --data DIR",
        "Maak er een: sluis-server init --data MAP"
    )
    static let otherBackup = Phrase(
        "Nothing was restored. Take another backup.",
        "Er is niets teruggezet. Neem een andere back-up."
    )
    static let otherJournal = Phrase(
        "Nothing was restored. Give another copy of it: --journal FILE",
        "Er is niets teruggezet. Geef een andere kopie op: --journal BESTAND"
    )
    static let emptyFolder = Phrase(
        "Give a folder that is empty, or a new one.",
        "Geef een lege map op, of een nieuwe."
    )
    static let tryAgain = Phrase("Try again.", "Probeer het opnieuw.")
    static let freeSpace = Phrase(
        "Free some space and try again.",
        "Maak ruimte vrij en probeer opnieuw."
    )
    static let lookFirst = Phrase(
        "Look before you try again.",
        "Kijk eerst, voordat u het opnieuw probeert."
    )
    static let runCheck = Phrase("Run: sluis-server check", "Voer uit: sluis-server check")
    static let keepFile = Phrase(
        "What could be read was taken in. Keep the file, and run sluis rescue once more.",
        "Wat leesbaar was is opgenomen. Bewaar het bestand, en geef nog eens sluis rescue."
    )
    static let deleteNothing = Phrase(
        "Not all is well. Delete nothing.",
        "Niet alles klopt. Verwijder niets."
    )
    static let copyData = Phrase(
        "Stop the server and copy the whole data folder to another disk.",
        "Stop de server en kopieer de hele gegevensmap naar een andere schijf."
    )
    static let restoreBackup = Phrase(
        "Then restore the last backup: sluis-server restore FILE --data DIR",
        "Zet dan de laatste back-up terug: sluis-server restore BESTAND --data MAP"
    )
    static let laptopsHeal = Phrase(
        "What came after the backup comes back from the laptops at their next sync.",
        "Wat er na de back-up bij kwam, komt bij de volgende sync van de laptops terug."
    )
    static let mendJournal = Phrase(
        "The journal lags: free space beside the data, and start the server again.",
        "Het logboek loopt achter: maak ruimte vrij naast de gegevens en start de server opnieuw."
    )
    static let reportIt = Phrase("Please report it.", "Meld dit alstublieft.")
}
