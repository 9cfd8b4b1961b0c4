extension Catalogue {
    /// What to do now.
    static let next: [Message: Translation] = [
        .enrolFirst: Translation(
            nl: "Meld de laptop aan: sluis enrol ADRES --code CODE",
            en: "Enrol the laptop: sluis enrol URL --code CODE"
        ),
        .tryAgain: Translation(nl: "Probeer het straks opnieuw.", en: "Try again in a moment."),
        .upgradeProgram: Translation(
            nl: "Vraag de helpdesk om de nieuwe versie van sluis.",
            en: "Ask the help desk for the new version of sluis."
        ),
        .makeRoom: Translation(
            nl: "Maak ruimte op de schijf, en geef de opdracht opnieuw.",
            en: "Make room on the disk, and give the command again."
        ),
        .lookAtCase: Translation(
            nl: "Kijk wat er staat: sluis case show ZAAK",
            en: "Look what is there: sluis case show CASE"
        ),
        .runRescue: Translation(
            nl: "Breng in veiligheid wat nog niet verstuurd is: sluis rescue BESTAND",
            en: "Bring to safety what is not sent yet: sluis rescue FILE"
        ),
        .otherFile: Translation(
            nl: "Geef een andere naam: wat er staat wordt nooit overschreven.",
            en: "Give another name: what is there is never overwritten."
        ),
        .restoreFirst: Translation(
            nl: "Haal het eerst terug: sluis case restore ZAAK",
            en: "Bring it back first: sluis case restore CASE"
        ),
        .lookAgain: Translation(
            nl: "Kijk opnieuw en beslis dan: sluis case show ZAAK",
            en: "Look again and then decide: sluis case show CASE"
        ),
        .callHelpDesk: Translation(
            nl: "Bel de helpdesk en lees deze melding voor.",
            en: "Call the help desk and read them this message."
        ),
        .checkFolder: Translation(
            nl: "Kijk of de map van u is en of u erin mag schrijven.",
            en: "See that the folder is yours and that you may write in it."
        ),
        .syncLater: Translation(
            nl: "Probeer het later opnieuw: sluis sync",
            en: "Try again later: sluis sync"
        ),
        .otherNetwork: Translation(
            nl: "Meld u aan op dit netwerk of neem een ander, en probeer: sluis sync",
            en: "Sign in to this network or take another, and try: sluis sync"
        ),
        .enrolAgain: Translation(
            nl: "Vraag een nieuwe code en meld de laptop in dezelfde map opnieuw aan.",
            en: "Ask for a new code and enrol the laptop again in the same folder."
        ),
        .enrolAnew: Translation(
            nl: "Vraag een nieuwe code en geef in deze map: sluis enrol {server} --code CODE",
            en: "Ask for a new code and run in this folder: sluis enrol {server} --code CODE"
        ),
        .askNewCode: Translation(
            nl: "Vraag de coördinator om een nieuwe code.",
            en: "Ask the coordinator for a new code."
        ),
        .waitForCode: Translation(
            nl: "Wacht een kwartier en probeer het dan opnieuw.",
            en: "Wait a quarter of an hour and then try again."
        ),
        .otherFolder: Translation(
            nl: "Kies met SLUIS_HOME een andere map, of meld aan bij de oude server.",
            en: "Choose another folder with SLUIS_HOME, or enrol with the old server."
        ),
        .giveMoreOfNumber: Translation(
            nl: "Geef meer tekens van het nummer.",
            en: "Give more characters of the number."
        ),
        .lookInList: Translation(
            nl: "Zoek de zaak op: sluis case list",
            en: "Look the case up: sluis case list"
        ),
        .compareNumber: Translation(
            nl: "Vergelijk het nummer teken voor teken met uw papieren.",
            en: "Compare the number with your papers, character by character."
        ),
        .lookAtVisits: Translation(
            nl: "Zoek het bezoek op: sluis visit list ZAAK",
            en: "Look the visit up: sluis visit list CASE"
        ),
        .useAmend: Translation(
            nl: "Schrijf een aanvulling: sluis visit amend ZAAK BEZOEK",
            en: "Write an amendment: sluis visit amend CASE VISIT"
        ),
        .outputFailedNext: Translation(
            nl: "Wat werd opgeslagen is opgeslagen. Kijk het na: sluis status",
            en: "What was saved is saved. Look it up: sluis status"
        ),
        .addressForm: Translation(
            nl: "Schrijf VELD=WAARDE, of SOORT/SLEUTEL:VELD=WAARDE.",
            en: "Write FIELD=VALUE, or KIND/KEY:FIELD=VALUE."
        ),
        .recordPathForm: Translation(
            nl: "Schrijf ZAAK, of ZAAK/SOORT/SLEUTEL.",
            en: "Write CASE, or CASE/KIND/KEY."
        ),
        .visitForm: Translation(
            nl: "Geef ze, of geef in een terminal geen enkele optie.",
            en: "Give them, or give no option at all on a terminal."
        ),
        .urlForm: Translation(
            nl: "Schrijf https://SERVER. Met http:// mag alleen deze computer zelf.",
            en: "Write https://SERVER. With http:// only this computer itself is allowed."
        ),
        .usage: Translation(nl: "Schrijf: {usage}", en: "Write: {usage}"),
    ]
}
