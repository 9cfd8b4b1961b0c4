extension Catalogue {
    /// What commands print for people.
    static let output: [Message: Translation] = [
        .enrolled: Translation(
            nl: "Laptop {device} is aangemeld voor {user} ({role}).",
            en: "Laptop {device} is enrolled for {user} ({role})."
        ),
        .enrolledNext: Translation(
            nl: "Haal nu uw zaken op: sluis sync",
            en: "Now fetch your cases: sluis sync"
        ),
        .caseMade: Translation(
            nl: "Zaak {case} is gemaakt en opgeslagen.",
            en: "Case {case} is made and saved."
        ),
        .caseChanged: Translation(
            nl: "Opgeslagen in {case}: {count} wijzigingen.",
            en: "Saved in {case}: {count} changes."
        ),
        .caseChangedOne: Translation(
            nl: "Opgeslagen in {case}: 1 wijziging.",
            en: "Saved in {case}: 1 change."
        ),
        .visitSaved: Translation(
            nl: "Het bezoek is opgeslagen in {case}.",
            en: "The visit is saved in {case}."
        ),
        .amendmentSaved: Translation(
            nl: "De aanvulling is opgeslagen in {case}.",
            en: "The amendment is saved in {case}."
        ),
        .deleted: Translation(
            nl: "{record} is verwijderd. Terughalen kan: sluis case restore {record}",
            en: "{record} is deleted. It can come back: sluis case restore {record}"
        ),
        .restored: Translation(nl: "{record} is terug.", en: "{record} is back."),
        .nothingChanged: Translation(
            nl: "Dit stond er al. Er is niets veranderd.",
            en: "This was there already. Nothing changed."
        ),
        .savedNext: Translation(
            nl: "Zij gaan mee bij de volgende sluis sync.",
            en: "They go along with the next sluis sync."
        ),
        .savedOneNext: Translation(
            nl: "Dit gaat mee bij de volgende sluis sync.",
            en: "It goes along with the next sluis sync."
        ),
        .noCases: Translation(
            nl: "Er staan geen zaken op deze laptop.",
            en: "There are no cases on this laptop."
        ),
        .noCasesNext: Translation(
            nl: "Haal ze op met sluis sync, of maak er een met sluis case new.",
            en: "Fetch them with sluis sync, or make one with sluis case new."
        ),
        .caseCount: Translation(nl: "{count} zaken", en: "{count} cases"),
        .caseCountOne: Translation(nl: "1 zaak", en: "1 case"),
        .noVisits: Translation(
            nl: "Bij {case} staan geen bezoeken.",
            en: "There are no visits in {case}."
        ),
        .nothingFound: Translation(
            nl: "Niets gevonden voor {text}.",
            en: "Nothing found for {text}."
        ),
        .noHistory: Translation(
            nl: "Van {field} is hier geen geschiedenis.",
            en: "There is no history of {field} here."
        ),
        .noNotices: Translation(nl: "Er zijn geen berichten.", en: "There are no notices."),
        .noticesNext: Translation(
            nl: "Gezien? Meld het met: sluis notices --ack",
            en: "Seen them? Say so with: sluis notices --ack"
        ),
        .noticeValues: Translation(
            nl: "U schreef: {mine}. Gekozen is: {chosen}.",
            en: "You wrote: {mine}. Chosen was: {chosen}."
        ),
        .noticeReason: Translation(
            nl: "Door {by}, {when}: {reason}",
            en: "By {by}, {when}: {reason}"
        ),
        .noticeBy: Translation(nl: "Door {by}, {when}.", en: "By {by}, {when}."),
        .noConflicts: Translation(
            nl: "Er wacht niets op een besluit.",
            en: "Nothing waits for a decision."
        ),
        .conflictOpen: Translation(nl: "wacht op een besluit", en: "waits for a decision"),
        .conflictSettled: Translation(
            nl: "opgelost door een latere wijziging",
            en: "settled by a later edit"
        ),
        .conflictResolved: Translation(
            nl: "besloten door {by}: {reason}",
            en: "decided by {by}: {reason}"
        ),
        .checkOK: Translation(nl: "Alles klopt.", en: "All is well."),
        .checkBad: Translation(nl: "Niet alles klopt.", en: "Not all is well."),
        .synced: Translation(
            nl: "Gesynchroniseerd: {pushed} verstuurd, {pulled} ontvangen.",
            en: "Synced: {pushed} sent, {pulled} received."
        ),
        .syncContested: Translation(
            nl: "{count} van uw waarden wachten op een besluit.",
            en: "{count} of your values wait for a decision."
        ),
        .syncContestedOne: Translation(
            nl: "Eén van uw waarden wacht op een besluit.",
            en: "One of your values waits for a decision."
        ),
        .syncRefused: Translation(
            nl: "{count} van uw wijzigingen zijn apart gezet. Ze zijn bewaard.",
            en: "{count} of your changes were set apart. They are kept."
        ),
        .syncRefusedOne: Translation(
            nl: "Eén van uw wijzigingen is apart gezet. Zij is bewaard.",
            en: "One of your changes was set apart. It is kept."
        ),
        .syncNotices: Translation(
            nl: "Berichten over wat besloten is: {count}. Lees ze met: sluis notices",
            en: "Notices of what was decided: {count}. Read them with: sluis notices"
        ),
        .mineAndShown: Translation(
            nl: "u: {mine} · getoond: {shown}",
            en: "you: {mine} · shown: {shown}"
        ),
        .reasonScope: Translation(
            nl: "de zaak is hier niet bekend, of niet van u",
            en: "the case is not known here, or not yours"
        ),
        .reasonAuthor: Translation(
            nl: "geschreven door een ander dan de gebruiker van deze laptop",
            en: "written by someone who is not this laptop's user"
        ),
        .reasonRole: Translation(
            nl: "uw rol mag dit niet schrijven",
            en: "your role may not write this"
        ),
        .reasonField: Translation(
            nl: "de server kent dit veld niet",
            en: "the server does not know this field"
        ),
        .reasonKey: Translation(
            nl: "de sleutel past niet bij deze soort",
            en: "the key does not fit this kind"
        ),
        .reasonServer: Translation(
            nl: "dit veld schrijft alleen de server",
            en: "only the server writes this field"
        ),
        .reasonType: Translation(
            nl: "de waarde past niet bij het veld",
            en: "the value does not fit the field"
        ),
        .reasonCode: Translation(
            nl: "de waarde staat niet in de lijst",
            en: "the value is not in the list"
        ),
        .reasonLength: Translation(nl: "de waarde is te lang", en: "the value is too long"),
        .reasonRange: Translation(
            nl: "de waarde ligt buiten de grenzen",
            en: "the value is out of range"
        ),
        .reasonFuture: Translation(
            nl: "de datum ligt in de toekomst",
            en: "the date is in the future"
        ),
        .reasonText: Translation(
            nl: "de tekst bevat tekens die niet mogen",
            en: "the text holds characters that are not allowed"
        ),
        .reasonMissing: Translation(
            nl: "een verplicht veld is leeg",
            en: "a required field is empty"
        ),
        .reasonWrittenOnce: Translation(
            nl: "het veld was al door een ander geschreven",
            en: "the field was written by someone else already"
        ),
        .reasonClone: Translation(
            nl: "geschreven op een kopie van deze laptop; de coördinator kijkt ernaar",
            en: "written on a copy of this laptop; the coordinator looks at it"
        ),
        .reasonRescued: Translation(
            nl: "gered uit een beschadigd bestand; de coördinator kijkt ernaar",
            en: "rescued from a damaged file; the coordinator looks at it"
        ),
        .reasonRevoked: Translation(
            nl: "deze laptop mocht niet meer aanleveren; de coördinator kijkt ernaar",
            en: "this laptop might not deliver any more; the coordinator looks at it"
        ),
        .rescued: Translation(
            nl: "{count} wijzigingen staan in {path}, alleen leesbaar voor de server.",
            en: "{count} changes are in {path}, for the server alone to read."
        ),
        .rescuedOne: Translation(
            nl: "1 wijziging staat in {path}, alleen leesbaar voor de server.",
            en: "1 change is in {path}, for the server alone to read."
        ),
        .rescuedNext: Translation(
            nl: "Breng het bestand naar de coördinator. Daar: sluis-server rescue {path}",
            en: "Bring the file to the coordinator. There: sluis-server rescue {path}"
        ),
        .rescuedAfter: Translation(
            nl: "Meld de laptop daarna in een nieuwe map aan, en bewaar de oude.",
            en: "Then enrol the laptop in a new folder, and keep the old one."
        ),
        .syncRestored: Translation(
            nl: "Deze laptop was teruggezet naar een eerdere toestand. Wat erna kwam, is er weer.",
            en: "This laptop had been put back to an earlier state. What came after it is back."
        ),
        .dryRun: Translation(
            nl: "Er gaan {count} wijzigingen naar {server}. Er is niets verstuurd.",
            en: "{count} changes would go to {server}. Nothing was sent."
        ),
        .dryRunOne: Translation(
            nl: "Er gaat 1 wijziging naar {server}. Er is niets verstuurd.",
            en: "1 change would go to {server}. Nothing was sent."
        ),
        .progressGreeting: Translation(
            nl: "Verbinden met de server…",
            en: "Connecting to the server…"
        ),
        .progressPushing: Translation(
            nl: "Versturen: {done} van {total} wijzigingen",
            en: "Sending: {done} of {total} changes"
        ),
        .progressPulling: Translation(nl: "Ophalen: {count} zaken", en: "Fetching: {count} cases"),
        .progressPullingOne: Translation(nl: "Ophalen: 1 zaak", en: "Fetching: 1 case"),
        .amendedBy: Translation(
            nl: "aanvulling van {author}, {when}: {reason}",
            en: "amendment by {author}, {when}: {reason}"
        ),
        .deletionAsked: Translation(
            nl: "Verwijderen gevraagd, wacht op een besluit",
            en: "Deletion asked, waits for a decision"
        ),
        .valueTrue: Translation(nl: "ja", en: "yes"),
        .valueFalse: Translation(nl: "nee", en: "no"),
        .valueExists: Translation(nl: "bestaat", en: "exists"),
        .valueDeleted: Translation(nl: "verwijderd", en: "deleted"),
        .markDeleted: Translation(nl: "verwijderd", en: "deleted"),
        .markAsked: Translation(nl: "verwijderen gevraagd", en: "deletion asked"),
        .markContested: Translation(nl: "{count} in conflict", en: "{count} contested"),
        .markPending: Translation(nl: "{count} niet verstuurd", en: "{count} unsent"),
        .markQuarantined: Translation(
            nl: "apart gezet door de server",
            en: "set apart by the server"
        ),
        .markUnsent: Translation(nl: "niet verstuurd", en: "unsent"),
        .markBeneath: Translation(nl: "op de server: {value}", en: "on the server: {value}"),
        .markOpen: Translation(nl: "wacht op een besluit", en: "waits for a decision"),
        .markShown: Translation(nl: "getoond", en: "shown"),
        .markClockSuspect: Translation(nl: "klok onzeker", en: "clock uncertain"),
        .headCase: Translation(nl: "Zaak", en: "Case"),
        .headName: Translation(nl: "Naam", en: "Name"),
        .headState: Translation(nl: "Stand", en: "State"),
        .headRecord: Translation(nl: "Onderdeel", en: "Record"),
        .headField: Translation(nl: "Veld", en: "Field"),
        .headExcerpt: Translation(nl: "Tekst", en: "Text"),
        .headWritten: Translation(nl: "Geschreven", en: "Written"),
        .headAuthor: Translation(nl: "Door", en: "By"),
        .headValue: Translation(nl: "Waarde", en: "Value"),
        .headVisits: Translation(nl: "Bezoeken", en: "Visits"),
        .statusServer: Translation(nl: "Server", en: "Server"),
        .statusLastSync: Translation(nl: "Laatste sync", en: "Last sync"),
        .statusNever: Translation(nl: "nog nooit", en: "never"),
        .statusPending: Translation(nl: "Niet verstuurd", en: "Unsent"),
        .statusContested: Translation(nl: "In conflict", en: "Contested"),
        .statusQuarantined: Translation(nl: "Apart gezet", en: "Set apart"),
        .statusNotices: Translation(nl: "Berichten", en: "Notices"),
        .statusDeletions: Translation(nl: "Verwijderen gevraagd", en: "Deletion asked"),
        .statusClock: Translation(nl: "Klok", en: "Clock"),
        .statusAlarm: Translation(nl: "Alarm", en: "Alarm"),
        .statusClockOff: Translation(
            nl: "Deze laptop loopt meer dan 5 minuten voor of achter.",
            en: "This laptop is more than 5 minutes ahead or behind."
        ),
        .homeWelcome: Translation(
            nl: "Welkom bij Sluis. Deze laptop is nog niet aangemeld.",
            en: "Welcome to Sluis. This laptop is not enrolled yet."
        ),
        .homeSync: Translation(
            nl: "sluis sync            verstuur wat wacht, en haal op",
            en: "sluis sync            send what waits, and fetch"
        ),
        .homeConflicts: Translation(
            nl: "sluis conflict list   zie wat op een besluit wacht",
            en: "sluis conflict list   see what waits for a decision"
        ),
        .homeNotices: Translation(
            nl: "sluis notices         lees wat er besloten is",
            en: "sluis notices         read what was decided"
        ),
        .homeList: Translation(
            nl: "sluis case list       uw zaken",
            en: "sluis case list       your cases"
        ),
        .homeVisit: Translation(
            nl: "sluis visit new ZAAK  leg een bezoek vast",
            en: "sluis visit new CASE  record a visit"
        ),
        .homeHelp: Translation(
            nl: "sluis --help          alle opdrachten",
            en: "sluis --help          all commands"
        ),
        .formTitle: Translation(nl: "Bezoek bij {case} {name}", en: "Visit for {case} {name}"),
        .formHint: Translation(
            nl: "Beantwoord de vragen. Een lege regel slaat een vraag over.",
            en: "Answer the questions. An empty line skips a question."
        ),
        .askReason: Translation(
            nl: "Het bezoek was meer dan drie dagen geleden. Waarom nu pas",
            en: "The visit was more than three days ago. Why only now"
        ),
        .askParagraphs: Translation(
            nl: "{label}. Sluit af met een lege regel.",
            en: "{label}. End with an empty line."
        ),
        .hintDate: Translation(
            nl: "bijvoorbeeld vandaag, gisteren of 2026-11-24",
            en: "such as today, yesterday or 2026-11-24"
        ),
    ]
}
