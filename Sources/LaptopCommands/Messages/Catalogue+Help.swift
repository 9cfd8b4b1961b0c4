extension Catalogue {
    /// The help of the commands; in English each abstract is the command's docstring.
    static let help: [Message: Translation] = [
        .helpRoot: Translation(
            nl: "Legt bezoeken en zaakgegevens offline vast, en synchroniseert ze met de "
                + "server.",
            en: "Records prison visits and case facts offline, and syncs them with the server."
        ),
        .helpRootMore: Translation(
            nl: "Exitcodes: 0 gelukt, 64 opdracht fout, 65 gegevens fout, 69 geen server, 70 "
                + "programmafout, 74 schijf, 75 bezet of veranderd, 77 mag niet.",
            en: "Exit codes: 0 done, 64 wrong command line, 65 wrong data, 69 no server, 70 "
                + "bug, 74 disk, 75 busy or changed, 77 not allowed."
        ),
        .helpEnrol: Translation(
            nl: "Verbindt deze laptop met de server door een eenmalige code.",
            en: "Connects this laptop with the server by a one-time code."
        ),
        .helpEnrolMore: Translation(
            nl: "Opnieuw aanmelden in dezelfde map bewaart de laptop en wat nog wacht.",
            en: "Enrolling again in the same folder keeps the laptop and what still waits."
        ),
        .helpCase: Translation(
            nl: "Maakt, toont en wijzigt zaken.",
            en: "Makes, shows and changes case files."
        ),
        .helpCaseNew: Translation(
            nl: "Maakt een zaak, met de velden die u geeft.",
            en: "Makes a case file, with the fields that are given."
        ),
        .helpCaseList: Translation(
            nl: "Toont de zaken op deze laptop.",
            en: "Lists the case files on this laptop."
        ),
        .helpCaseShow: Translation(
            nl: "Toont een zaak: wat er staat, wie het schreef, en wat wacht.",
            en: "Shows a case file: what stands, who wrote it, and what waits."
        ),
        .helpCaseSet: Translation(
            nl: "Schrijft velden van een zaak, allemaal of geen.",
            en: "Writes fields of a case file, all of them or none."
        ),
        .helpAddressing: Translation(
            nl: "VELD=WAARDE schrijft in de zaak zelf. SOORT/SLEUTEL:VELD=WAARDE schrijft in "
                + "een onderdeel. SOORT/new maakt een onderdeel. VELD= maakt leeg. Een "
                + "verzameling is een lijst in JSON.",
            en: "FIELD=VALUE writes in the case file itself. KIND/KEY:FIELD=VALUE writes in a "
                + "record of it. KIND/new makes a record. FIELD= clears. A set is a list in JSON."
        ),
        .helpCaseDelete: Translation(
            nl: "Verwijdert een zaak, of een onderdeel ervan; terughalen kan.",
            en: "Deletes a case file, or one record of it; it can be restored."
        ),
        .helpCaseRestore: Translation(
            nl: "Haalt terug wat verwijderd was.",
            en: "Brings back what was deleted."
        ),
        .helpVisit: Translation(
            nl: "Legt bezoeken vast en toont ze.",
            en: "Records visits and reads them."
        ),
        .helpVisitNew: Translation(
            nl: "Legt een bezoek vast; zonder opties in een terminal vraagt het, vraag voor "
                + "vraag.",
            en: "Records a visit; on a terminal and without options it asks, question by "
                + "question."
        ),
        .helpVisitNewMore: Translation(
            nl: "De datum mag niet in de toekomst liggen. Met --note - komt de tekst van "
                + "standaardinvoer.",
            en: "The date may not be in the future. With --note - the text comes from standard "
                + "input."
        ),
        .helpVisitAmend: Translation(
            nl: "Voegt een correctie toe; het bezoek zelf blijft zoals het is geschreven.",
            en: "Adds a correction to a visit; the visit itself stays as it was written."
        ),
        .helpVisitList: Translation(
            nl: "Toont de bezoeken van een zaak, met hun correcties.",
            en: "Lists the visits of a case, with their corrections."
        ),
        .helpSearch: Translation(
            nl: "Zoekt in alle tekst op deze laptop; heeft geen netwerk nodig.",
            en: "Searches the text of all case files on this laptop; needs no network."
        ),
        .helpStatus: Translation(
            nl: "Toont hoe deze laptop ervoor staat: wat wacht, en wanneer de laatste sync was.",
            en: "Shows where this laptop stands: what is unsent, what waits for a decision, "
                + "when it last synced."
        ),
        .helpSync: Translation(
            nl: "Verstuurt wat wacht, en haalt op wat anderen wijzigden.",
            en: "Sends what is unsent, and takes in what others changed."
        ),
        .helpSyncMore: Translation(
            nl: "Breekt een sync af, dan gaat de volgende verder waar deze bleef. Er gaat "
                + "niets verloren.",
            en: "When a sync breaks off, the next one goes on where it stopped. Nothing gets "
                + "lost."
        ),
        .helpConflict: Translation(
            nl: "Toont wat op een besluit wacht.",
            en: "Shows what waits for a decision."
        ),
        .helpConflictList: Translation(
            nl: "Toont de velden van uw zaken waarvoor meer waarden op een besluit wachten.",
            en: "Lists the fields of your cases for which several values wait for a decision."
        ),
        .helpNotices: Translation(
            nl: "Toont wat besloten is over waarden die u schreef.",
            en: "Shows what was decided about values that you wrote."
        ),
        .helpHistory: Translation(
            nl: "Toont wat deze laptop weet van de geschiedenis van een veld, oudste eerst.",
            en: "Shows what this laptop knows of the history of one field, oldest first."
        ),
        .helpCheck: Translation(
            nl: "Controleert de gegevens op deze laptop, regel voor regel.",
            en: "Checks the store on this laptop, invariant by invariant."
        ),
        .argJSON: Translation(
            nl: "Geeft het antwoord als JSON op standaarduitvoer.",
            en: "Prints the answer as JSON on standard output."
        ),
        .argURL: Translation(
            nl: "Het adres van de server, zoals https://sluis.example.",
            en: "The address of the server, such as https://sluis.example."
        ),
        .argCode: Translation(
            nl: "De eenmalige code die u kreeg.",
            en: "The one-time code that you were given."
        ),
        .argDevice: Translation(
            nl: "De naam van deze laptop; anders die van de computer.",
            en: "The name of this laptop; else that of the computer."
        ),
        .argCase: Translation(
            nl: "Een zaaknummer, een id, of het begin daarvan.",
            en: "A case number, an id, or the beginning of one."
        ),
        .argAssignments: Translation(
            nl: "Wat te schrijven: VELD=WAARDE, of SOORT/SLEUTEL:VELD=WAARDE.",
            en: "What to write: FIELD=VALUE, or KIND/KEY:FIELD=VALUE."
        ),
        .argRecordPath: Translation(
            nl: "De zaak, of ZAAK/SOORT/SLEUTEL.",
            en: "The case, or CASE/KIND/KEY."
        ),
        .argAllCases: Translation(
            nl: "Toont ook verwijderde zaken.",
            en: "Lists deleted cases too."
        ),
        .argAllConflicts: Translation(
            nl: "Toont ook wat al besloten is.",
            en: "Lists what was decided too."
        ),
        .argLimit: Translation(nl: "Het hoogste aantal.", en: "The most to show."),
        .argAfter: Translation(nl: "Begint na dit nummer.", en: "Begins after this id."),
        .argOn: Translation(
            nl: "De dag van het bezoek, JJJJ-MM-DD.",
            en: "The day of the visit, YYYY-MM-DD."
        ),
        .argKind: Translation(
            nl: "De soort bezoek, zoals pi_visit.",
            en: "The kind of visit, such as pi_visit."
        ),
        .argResult: Translation(
            nl: "Het resultaat, zoals spoken.",
            en: "The result, such as spoken."
        ),
        .argFacility: Translation(nl: "De inrichting.", en: "The prison or other place."),
        .argSection: Translation(
            nl: "Tekst bij een voorwaarde, zoals housing=TEKST; mag vaker.",
            en: "Text for a condition, such as housing=TEXT; may be given more than once."
        ),
        .argNote: Translation(
            nl: "Het verslag; met - komt het van standaardinvoer.",
            en: "The note; with - it comes from standard input."
        ),
        .argVisitReason: Translation(
            nl: "Waarom het bezoek later wordt vastgelegd.",
            en: "Why the visit is recorded later."
        ),
        .argVisit: Translation(
            nl: "Het id van het bezoek, of het begin daarvan.",
            en: "The id of the visit, or the beginning of it."
        ),
        .argAmendReason: Translation(
            nl: "Waarom de correctie nodig is.",
            en: "Why the correction is needed."
        ),
        .argSearch: Translation(nl: "De tekst om te zoeken.", en: "The text to search for."),
        .argHistoryField: Translation(
            nl: "Een veld, een groep of alive; ook SOORT/SLEUTEL:VELD.",
            en: "A field, a group or alive; also KIND/KEY:FIELD."
        ),
        .argAck: Translation(
            nl: "Meldt dat u ze gezien hebt.",
            en: "Says that you have seen them."
        ),
        .helpRescue: Translation(
            nl:
                "Schrijft wat niet verstuurd is uit een beschadigd bestand, verzegeld voor de server.",
            en: "Writes the unsent changes of a damaged store into a file, sealed for the server."
        ),
        .helpRescueMore: Translation(
            nl: "De beschadigde gegevens worden alleen gelezen. Wat de server al heeft, telt niet "
                + "dubbel.",
            en: "The damaged data is only read. What the server has already does not count twice."
        ),
        .argRescueFile: Translation(
            nl: "Het bestand dat gemaakt wordt; het mag er nog niet zijn.",
            en: "The file to make; it may not be there yet."
        ),
        .argDryRun: Translation(
            nl: "Zegt wat er zou gaan, en verstuurt niets.",
            en: "Says what would go, and sends nothing."
        ),
    ]
}
