"""FX10 to FX12: measures, figures and staff. Facts and figures of the source, in words of this project."""

from made import Log

MEASURES = [
    ("m1", "identity", "Tijdens detentie een legitimatiebewijs kunnen regelen", "KCC en RCN maken aanvullende afspraken"),
    ("m2", "housing", "Huisbewaarderschap tijdens detentie", "Nauwelijks ingezet vanwege aansprakelijkheid"),
    ("m3", "housing", "Helpen een woning te behouden", "Aanvragen kan; overleg als stukken ontbreken"),
    ("m4", "housing", "Meer woningen", "Nog geen aanbod voor deze groep; er wordt gesproken"),
    ("m5", "housing", "Sneller bij bestaande woningen", "De contingentenregeling is ruimer geworden"),
    ("m6", "work_income", "Re-integratie voor ex-gedetineerden", "Minder aanmeldingen dan verwacht; soms een gat na detentie"),
    ("m7", "work_income", "Maatwerk bij inkomen", "Maatwerk is de lijn"),
    ("m8", "debts", "Binnen beginnen met voorlichting over schulden", "Gebeurt in de maatwerkgesprekken van m9"),
    ("m9", "debts", "Schulden van ex-gedetineerden aanpakken", "Twee maatwerkgesprekken van 1 mei tot 1 oktober 2018"),
    ("m10", "care", "Extra begeleiding voor volwassenen", "Nuttig voor kwetsbare mensen"),
    ("m11", "care", "Extra begeleiding voor jongvolwassenen", "Gericht op een sluitende aanpak"),
    ("m12", "care", "Passende zorg bij een forensisch kader", "Beschikkingen komen; plekken in de regio zijn er te weinig"),
    ("m", None, "Voortgang volgen en evalueren", None),
]

FIGURES = [
    ("return_2013_2017", 1505, 1505, "returns", "sum of the five years"),
    ("pi_count", 24, 24, "facilities", None),
    ("lvb_share", 30, 45, "percent", "literature, first study"),
    ("lvb_share_second", 15, 25, "percent", "literature, second study"),
    ("alcohol_share", 23, 33, "percent", "literature, first study"),
    ("alcohol_share_second", 30, 30, "percent", "literature, second study, about"),
    ("drugs_share", 30, 44, "percent", "literature, first study"),
    ("drugs_share_second", 30, 40, "percent", "literature, second study"),
    ("psychiatric_share", 50, 100, "percent", "literature, second study, at least"),
    ("housing_budget", 500000, 500000, "euro", "2018 and 2019; each year or together is not clear"),
    ("counselling_budget_year", 75000, 75000, "euro", "each of 2017, 2018, 2019"),
    ("homes_needed_year", 200, 200, "homes", "about"),
    ("homes_found", 60, 60, "homes", None),
    ("homes_short", 140, 140, "homes", "200 less 60"),
    ("homes_extra", 1400, 1400, "homes", "a tenth of them comes free each year: 140"),
    ("homes_ex_detainees_year", 20, 20, "homes", "about"),
    ("unit_share_max", 30, 30, "percent", "of one unit"),
    ("rent_max", 950, 950, "euro", "a month"),
    ("guarantees_year", 3, 4, "requests", "about"),
]

STAFF = [
    ("noor", "counsellor", 32), ("samir", "counsellor", 24), ("ria", "coordinator", None), ("wim", "benefit_officer", None),
    ("dirk", "debt_officer", None), ("karin", "id_desk", None), ("ada", "admin", None),
]

# "Eigen duiding, niet uit de bron": a reading of the texts, for a demonstration that needs colours.
READING = [
    "attention", "stalled", "attention", "stalled", "done", "attention", "on_track", "on_track", "on_track", "on_track",
    "on_track", "attention", "unknown",
]


def measures():
    log = Log("fx10-measures")
    for key, condition, action, state in MEASURES:
        log.row(
            reference="policyMeasure", measure=key, condition=condition, action=action, state=state, progress="unknown",
            reason=None, asOf="2018-10-01",
        )
    return log


def figures():
    log = Log("fx11-figures")
    for key, low, high, unit, note in FIGURES:
        log.row(reference="referenceFigure", figure=key, low=low, high=high, unit=unit, note=note, validFrom="2018-01-01")
    return log


def staff():
    log = Log("fx12-staff")
    for name, role, hours in STAFF:
        log.row(reference="user", name=name, role=role, hoursPerWeek=hours, validFrom="2018-05-01")
    return log


def reading():
    log = Log("measures-our-reading")
    for (key, *_), progress in zip(MEASURES, READING):
        log.row(reference="ourReading", measure=key, progress=progress, note="eigen duiding, niet uit de bron")
    return log
