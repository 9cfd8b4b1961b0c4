"""FX1: who came back to Haarlem after detention, 2013 to 2017."""

from made import DAY, Log, Person, add_months, date, instant

COUNTS = {2013: (340, 187), 2014: (365, 201), 2015: (293, 161), 2016: (280, 154), 2017: (227, 125)}
SHORT_KINDS = ["fine_default", "remand", "converted_community_order", "sentence"]


def open_case(log, person, case, started, kind, released, municipality, error=False):
    """A case with its one detention, as the notice of the prison service brings it."""
    at = instant(max(started, released - 14 * DAY), 9)
    log.add(case, "case", person.fields(), "ria", at)
    detention = {
        "startedOn": started.isoformat(),
        "kind": kind,
        "releasedOn": released.isoformat(),
        "releaseMunicipality": municipality,
        "noticeSource": "dji",
        "noticeReceivedAt": at,
    }
    if error:
        detention["enteredInError"] = True
    log.add(case, "detention/#d1", detention, "ria", instant(released, 9))


def started_before(released, is_short, index, random):
    """A start of a stay that is short (less than a calendar month) or is not; two a year on the border."""
    if is_short:
        return released - random.between(1, 27) * DAY
    if index < 2:
        day = add_months(released, -1)
        return day if add_months(day, 1) == released else day - DAY
    return add_months(released, -random.between(2, 30)) - random.between(0, 20) * DAY


def returns(random):
    log = Log("fx01-returns")
    people = []
    number = 0
    for year, (count, short) in COUNTS.items():
        known = len(people)
        first = date(f"{year}-01-01")
        days = 366 if year % 4 == 0 else 365
        for index in range(count):
            number += 1
            # Evenly over the year: the first on New Year's Day, the last on New Year's Eve.
            released = first + (index * (days - 1) // (count - 1)) * DAY
            is_short = (index * short) // count != ((index + 1) * short) // count
            longs = index - (index * short) // count
            started = started_before(released, is_short, longs, random)
            if known and number % 14 == 0:
                person = people[random.below(known)]
            else:
                person = Person(f"R{len(people) + 1:04d}", random)
                people.append(person)
            case = f"R{year}-{index + 1:03d}"
            kind = random.pick(SHORT_KINDS) if is_short else "sentence"
            open_case(log, person, case, started, kind, released, "haarlem")
            if year == 2016 and index in (50, 150, 250):
                middle = started + (released - started) // 2
                stay = {"detention": "#d1", "seenBy": "dji_notice"}
                log.add(
                    case,
                    "stay/#s1",
                    {**stay, "facility": "JC Schiphol", "from": started.isoformat(), "to": middle.isoformat()},
                    "ria",
                    instant(released, 10),
                )
                log.add(
                    case,
                    "stay/#s2",
                    {**stay, "facility": "PI Heerhugowaard", "from": middle.isoformat(), "to": released.isoformat()},
                    "ria",
                    instant(released, 11),
                )
    noise(log, random)
    return log


def noise(log, random):
    """What must not count: another municipality, the year after, and what was entered in error."""
    for index in range(12):
        person = Person(f"X{index + 1:03d}", random)
        released = date("2017-01-10") + index * 30 * DAY
        open_case(log, person, f"XZ-{index + 1:02d}", released - 20 * DAY, "remand", released, "zandvoort")
    for index in range(6):
        person = Person(f"X{index + 13:03d}", random)
        released = date("2018-01-01")
        open_case(log, person, f"XN-{index + 1:02d}", released - 40 * DAY, "sentence", released, "haarlem")
    for index in range(2):
        person = Person(f"X{index + 19:03d}", random)
        released = date("2015-06-15")
        open_case(log, person, f"XE-{index + 1:02d}", released - 9 * DAY, "remand", released, "haarlem", True)
