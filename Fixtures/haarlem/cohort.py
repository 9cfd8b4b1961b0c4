"""FX2 and FX9: the 75 people whose detention began from 1 May to 1 October 2018, and who was reached.

That the 48 spoken inside, the 6 already out, the 10 who declined and 11 others make up the 75 is the choice of this
data set; the source gives the numbers side by side and does not say that they are parts of one whole.
"""

from made import DAY, Log, Person, date, instant, workday

FACILITIES = ["PI Heerhugowaard", "JC Schiphol", "JC Zaanstad"]
KINDS = ["remand", "sentence", "fine_default", "converted_community_order"]


def name(number):
    return f"P{number:03d}"


def counsellor(number):
    return "noor" if number % 7 < 4 else "samir"


def start_of(number):
    """When the detention of a person of the cohort began; both borders of the period occur."""
    if number == 48:
        return date("2018-09-18")
    if number == 75:
        return date("2018-09-30")
    if number <= 54:
        return date("2018-05-01") + ((number - 1) * 112 // 53) * DAY
    return date("2018-05-03") + ((number - 55) * 140 // 20) * DAY


def first_visit(number):
    return date("2018-09-28") if number == 48 else workday(start_of(number) + (8 + number % 15) * DAY)


def open_case(log, person, case, started, municipality, kind, facility, expected=None):
    at = instant(started, 15)
    fields = person.fields()
    if expected:
        fields["release.expectedOn"] = expected.isoformat()
    log.add(case, "case", fields, "ria", at)
    detention = {
        "startedOn": started.isoformat(),
        "kind": kind,
        "releaseMunicipality": municipality,
        "noticeSource": "dji",
        "noticeReceivedAt": at,
    }
    if expected:
        detention["expectedReleaseOn"] = expected.isoformat()
    log.add(case, "detention/#d1", detention, "ria", at)
    stay = {"detention": "#d1", "facility": facility, "from": started.isoformat(), "seenBy": "dji_notice"}
    log.add(case, "stay/#s1", stay, "ria", at)


def visit(log, case, key, on, kind, result, by, facility=None, note=None, recorded=None, received=None, reason=None):
    fields = {"on": on.isoformat(), "kind": kind, "result": result}
    if facility:
        fields["facility"] = facility
    if note:
        fields["note"] = note
    if reason:
        fields["reason"] = reason
    log.add(case, f"visit/#{key}", fields, by, recorded or instant(on, 16), received or instant(on + DAY, 8))


def cohort(random):
    log = Log("fx02-cohort")
    people = {number: Person(name(number), random) for number in range(1, 76)}
    places = {number: random.pick(FACILITIES) for number in range(1, 76)}
    for number, person in people.items():
        started = start_of(number)
        expected = started + random.between(20, 200) * DAY
        open_case(
            log, person, name(number), started, "haarlem", random.pick(KINDS), places[number], expected
        )
    second_episode(log)
    contacts(log, random, places)
    trajectories(log)
    noise(log, people, random)
    return log


def second_episode(log):
    """Of P003: a converted community order for an offence of 2016. No new offence."""
    fields = {
        "startedOn": "2018-09-10",
        "kind": "converted_community_order",
        "offenceYear": 2016,
        "releaseMunicipality": "haarlem",
        "noticeSource": "dji",
        "noticeReceivedAt": instant(date("2018-09-10"), 15),
    }
    log.add("P003", "detention/#d1", {"releasedOn": "2018-07-20"}, "ria", instant(date("2018-07-20"), 9))
    log.add("P003", "detention/#d2", fields, "ria", instant(date("2018-09-10"), 15))


def contacts(log, random, places):
    for number in range(1, 49):
        case, by, on = name(number), counsellor(number), first_visit(number)
        late = {}
        if number == 48:
            late = {
                "recorded": instant(date("2018-10-03"), 16),
                "received": instant(date("2018-10-09"), 8),
                "reason": "Laptop kapot; aantekeningen van papier overgenomen.",
            }
        note = f"Kennismaking. Hulpvraag besproken: {random.pick(['woning', 'inkomen', 'schulden', 'zorg'])}."
        visit(log, case, "v1", on, "pi_visit", "spoken", by, places[number], note, **late)
        if number <= 24:
            again = workday(on + (14 + number % 14) * DAY)
            visit(log, case, "v2", again, "pi_visit", "spoken", by, places[number], "Vervolggesprek.")
    for number in range(49, 55):
        case, started = name(number), start_of(number)
        released = started + (12 + number % 3) * DAY
        log.add(case, "detention/#d1", {"releasedOn": released.isoformat()}, "ria", instant(released, 9))
        log.add(case, "case", {"release.on": released.isoformat()}, "ria", instant(released, 9))
        on = workday(released + 5 * DAY)
        visit(log, case, "v1", on, "post_release", "spoken", counsellor(number), None, "Gesproken op kantoor.")
    for number in range(55, 65):
        case, by = name(number), counsellor(number)
        on = workday(start_of(number) + 10 * DAY)
        if number <= 58:
            visit(log, case, "v1", on, "pi_visit", "refused", by, places[number])
        offer = {"on": on.isoformat(), "madeBy": by, "result": "declined_conversation"}
        log.add(case, "offer/#o1", offer, by, instant(on, 16), instant(on + DAY, 8))
    for number in range(65, 70):
        on = workday(start_of(number) + 9 * DAY)
        visit(log, name(number), "v1", on, "pi_visit", "not_available", counsellor(number), places[number])


def trajectories(log):
    for number in list(range(1, 25)) + list(range(49, 53)):
        case, by = name(number), counsellor(number)
        on = first_visit(number) if number <= 24 else workday(start_of(number) + 22 * DAY)
        at, received = instant(on, 17), instant(on + DAY, 8)
        offer = {"on": on.isoformat(), "madeBy": by, "result": "accepted"}
        log.add(case, "offer/#o1", offer, by, at, received)
        fields = {"status": "active", "acceptedOn": on.isoformat(), "startedOn": on.isoformat()}
        log.add(case, "trajectory/#t1", fields, by, at, received)
        judged = {
            "recidivism.established": "no",
            "recidivism.on": "2018-09-28",
            "recidivism.basis": "Navraag bij partners.",
        }
        log.add(case, "trajectory/#t1", judged, "ria", instant(date("2018-09-28"), 12))
    for number in (25, 26):
        case, by, on = name(number), counsellor(number), first_visit(number)
        offer = {"on": on.isoformat(), "madeBy": by, "result": "undecided"}
        log.add(case, "offer/#o1", offer, by, instant(on, 17), instant(on + DAY, 8))
        log.add(case, "trajectory/#t1", {"status": "proposed"}, by, instant(on, 17), instant(on + DAY, 8))


def noise(log, people, random):
    """What must not count in the reach of the cohort."""
    for key, started, municipality in (
        ("N01", "2018-04-30", "haarlem"),
        ("N02", "2018-10-01", "haarlem"),
        ("N03", "2018-06-04", "zandvoort"),
        ("N04", "2018-07-02", "zandvoort"),
        ("N05", "2018-08-06", "zandvoort"),
    ):
        open_case(log, Person(key, random), key, date(started), municipality, "sentence", "JC Zaanstad")
    visit(log, "N02", "v1", date("2018-10-01"), "pi_visit", "spoken", "noor", "JC Zaanstad", "Eerste gesprek.")
    visit(log, "N03", "v1", date("2018-06-20"), "pi_visit", "spoken", "noor", "JC Zaanstad", "Doorverwezen.")
    double = Person("N06", random)
    double.family, double.given, double.birth = people[10].family, people[10].given + "n", people[10].birth
    open_case(log, double, "N06", start_of(10), "haarlem", "remand", "JC Schiphol")
    visit(log, "N06", "v1", date("2018-06-12"), "pi_visit", "spoken", "samir", "JC Schiphol", "Zelfde persoon als P010?")
    log.add("N06", "case", {"person.duplicateOf": "P010"}, "ria", instant(date("2018-06-14"), 9))
    on = date("2018-09-03")
    visit(log, "P070", "v1", on, "pi_visit", "spoken", "samir", "JC Schiphol", "Hoort bij P012, verkeerd dossier.")
    moved = {"visit": "#v1", "event": "moved", "toCase": "P012", "reason": "Verkeerd dossier gekozen."}
    log.add("P070", "visitEvent/#e1", moved, "samir", instant(on + DAY, 9))


def screening(random):
    """FX9: what the 54 who were spoken to said at the start. Who was not spoken to has no record at all."""
    log = Log("fx09-screening")
    for number in range(1, 55):
        case, by = name(number), counsellor(number)
        on = first_visit(number) if number <= 48 else workday(start_of(number) + 19 * DAY)
        recorded = instant(date("2018-10-03"), 17) if number == 48 else instant(on, 17)
        received = instant(date("2018-10-09"), 8) if number == 48 else instant(on + DAY, 8)
        homeless, without_income, in_debt = number % 2 == 1, number % 3 == 0 or number == 1, number % 18 != 0
        facts = {
            "identity": {"identity.docKind": random.pick(["none", "id_card", "passport"]), "identity.seen": False},
            "housing": {"housing.noFixedAbode": homeless},
            "work_income": {"workIncome.regular": not without_income},
            "debts": {"debts.present": in_debt, "debts.band": "unknown" if in_debt else "none"},
            "care": {"care.contact": random.below(3) == 0},
        }
        needs = {"housing": homeless, "work_income": without_income, "debts": in_debt}
        for condition, values in facts.items():
            needed = needs.get(condition, random.below(2) == 0)
            fields = {
                "condition": condition,
                "moment": "start",
                "status": "need" if needed else "in_order",
                "screenedOn": on.isoformat(),
                "provenance": "client_stated",
                **values,
            }
            log.add(case, f"screening/start.{condition}", fields, by, recorded, received)
    return log
