/// Words of the invented notes and values.
enum Vocabulary {
    static let words = split(
        """
        de het een van in op voor met aan bij naar over uit door tot om te is was zijn wordt werd heeft had kan kon
        moet mag wil gaat komt staat blijft vraagt geeft neemt belt meldt bespreekt regelt plant volgt ziet hoort
        client buur moeder vader kind zoon dochter broer zus oom tante vriend werkgever school docent mentor dokter
        wijk team zorg kamer adres bewijs kaart brief bank schuld huur loket gemeente begeleider trajectplan
        gesprek overleg afspraak bezoek oproep intake aanvraag besluit verlenging melding signaal inrichting afdeling
        veilig risico zorgen doel plan actie termijn voortgang thuis gedrag relatie schulden uitkering borg pas
        inkomen woning werk opleiding stage dagbesteding medicijn diagnose verwijzing verslag sleutel tas telefoon
        goed beter slecht rustig druk onzeker stabiel tijdelijk dringend wekelijks maandelijks telefonisch schriftelijk
        morgen gisteren vandaag volgende week maand jaar begin einde tijdens daarna omdat hoewel echter samen alleen
        nog niet wel geen veel weinig vaak soms nooit altijd weer opnieuw verder afgerond gestart lopend gesloten
        """
    )
    static let first = split(
        "Aart Bente Coen Dieuwke Eline Freek Geert Hilde Ineke Jorrit Klaas Lieke Maud Niels Otto "
            + "Puck Rens Siem Tess Wout"
    )
    static let last = [
        "van Dam", "Hofman", "de Ruiter", "Kuiper", "Postma", "van Wijk", "Schouten", "Prins",
        "van der Linden", "Brandsma", "Verhoef", "Koster", "de Haan", "Wolters", "van Beek",
    ]
    static let streets = split(
        "Gracht Kade Singel Plein Laan Dreef Steeg Molenpad Havenweg Kerkpad Tuinlaan Bosweg"
    )
    static let cities = split(
        "Haarlem Zandvoort Heemstede Bloemendaal Velsen Alkmaar Hoorn Purmerend Zaandam Leiden"
    )

    static func capitalised(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }

    private static func split(_ text: String) -> [String] {
        text.split { $0 == " " || $0 == "\n" }.map(String.init)
    }
}
