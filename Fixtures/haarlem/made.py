"""What all sets are made with: random numbers from a seed, dates, invented people, and operations."""

import datetime
import json

DAY = datetime.timedelta(days=1)


class Random:
    """Splitmix64: the same numbers from the same seed under every version of Python."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        """A number in 0 to bound - 1."""
        self.state = (self.state + 0x9E3779B97F4A7C15) % 2**64
        mixed = self.state
        mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 % 2**64
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB % 2**64
        return (mixed ^ mixed >> 31) % bound

    def between(self, low, high):
        """A number in low to high, both included."""
        return low + self.below(high - low + 1)

    def pick(self, items):
        return items[self.below(len(items))]


def date(text):
    return datetime.date.fromisoformat(text)


def add_months(day, months):
    """The same day of a later (or earlier) month, or the last day of a shorter one."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    month += 1
    for last in (day.day, 30, 29, 28):
        if last <= day.day:
            try:
                return datetime.date(year, month, last)
            except ValueError:
                continue
    raise ValueError(day)


def workday(day):
    """The day, or the Monday after a Sunday."""
    return day + DAY if day.weekday() == 6 else day


def instant(day, hour):
    return f"{day.isoformat()}T{hour:02d}:00:00.000Z"


# Family names put together from parts, so that none is anybody's in particular.
FIRST_PARTS = [
    "Brake", "Donker", "Elsen", "Fraan", "Grolle", "Haver", "IJzer", "Kade", "Lom", "Merel", "Noord", "Oster",
    "Palm", "Quast", "Rietel", "Sluiter", "Tarwe", "Uiter", "Veen", "Wester", "Zilver", "Duin", "Spaar", "Bolk",
]
SECOND_PARTS = [
    "stein", "vliet", "kamp", "mans", "horst", "beek", "rade", "wijn", "dorp", "laan", "molen", "sluis", "burg",
]
PREFIXES = ["", "", "", "", "van", "de", "van der", "van den", "ter", "in 't"]
GIVEN = [
    "Aron", "Bilal", "Chantal", "Dewi", "Emre", "Fenna", "Gino", "Hamza", "Ilse", "Jayden", "Kelvin", "Lotte",
    "Milan", "Nadia", "Orlando", "Priya", "Quinten", "Ruben", "Samira", "Tygo", "Umut", "Vera", "Wesley", "Xavi",
    "Youssef", "Zoë", "André", "Søren", "Łukasz", "Noël",
]


class Person:
    """An invented person."""

    def __init__(self, key, random, age_from=19, age_to=61):
        self.key = key
        self.family = random.pick(FIRST_PARTS) + random.pick(SECOND_PARTS)
        self.prefix = random.pick(PREFIXES)
        self.given = random.pick(GIVEN)
        year = 2018 - random.between(age_from, age_to)
        self.birth = datetime.date(year, random.between(1, 12), random.between(1, 28))
        self.birth_known = random.below(12) != 0

    def fields(self):
        fields = {"person.id": self.key, "person.familyName": self.family, "person.givenNames": self.given}
        if self.prefix:
            fields["person.prefix"] = self.prefix
        if self.birth_known:
            fields["person.birthDate"] = self.birth.isoformat()
        else:
            fields["person.birthYear"] = self.birth.year
        return fields


class Log:
    """The operations of one set, in the order of their writing."""

    def __init__(self, name):
        self.name = name
        self.lines = []

    def add(self, case, record, fields, by, recorded, received=None):
        """One save: its fields, who wrote it, when it was typed and when the server had it."""
        self.lines.append(
            {
                "case": case,
                "record": record,
                "fields": fields,
                "by": by,
                "recorded": recorded,
                "received": received or recorded,
            }
        )

    def row(self, **fields):
        """A row of reference data, which is in no case."""
        self.lines.append(fields)

    def write(self, folder):
        with open(folder / f"{self.name}.jsonl", "w", encoding="utf-8", newline="\n") as file:
            for line in self.lines:
                file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
