extension Catalogue {
    /// What is known of the data.
    static let safety: [Message: Translation] = [
        .nothingWritten: Translation(
            nl: "Er is niets veranderd, en wat er stond staat er nog.",
            en: "Nothing was changed, and what was there is still there."
        ),
        .dataUntouched: Translation(
            nl: "De gegevens op deze laptop zijn niet aangeraakt.",
            en: "The data on this laptop was not touched."
        ),
        .nothingWaits: Translation(
            nl: "Er wachtte niets om te versturen.",
            en: "Nothing was waiting to be sent."
        ),
        .changesSafe: Translation(
            nl: "Uw {count} wijzigingen staan veilig op deze laptop.",
            en: "Your {count} changes are safe on this laptop."
        ),
        .changeSafe: Translation(
            nl: "Uw wijziging staat veilig op deze laptop.",
            en: "Your change is safe on this laptop."
        ),
        .saveUnknownSafety: Translation(
            nl: "Het is niet bekend of dit is opgeslagen. Wat er eerder stond is veilig.",
            en: "It is not known whether this was saved. What was there before is safe."
        ),
        .damagedSafety: Translation(
            nl: "Verwijder niets: ook een beschadigd bestand kan nog worden gelezen.",
            en: "Delete nothing: a damaged file can still be read."
        ),
        .divergedSafety: Translation(
            nl: "Wat u schreef is bewaard, op de laptop en op de server.",
            en: "What you wrote is kept, on the laptop and on the server."
        ),
        .clonedSafety: Translation(
            nl: "Er is niets kwijt. Alles wat u schreef staat op de server of nog op deze laptop.",
            en: "Nothing is lost. All that you wrote is on the server or still on this laptop."
        ),
        .bugSafety: Translation(
            nl: "Wat eerder is opgeslagen, is veilig. Of deze opdracht is opgeslagen is niet "
                + "bekend.",
            en: "What was saved before is safe. Whether this command was saved is not known."
        ),
    ]
}
