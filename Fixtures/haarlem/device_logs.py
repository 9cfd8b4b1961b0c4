"""FX13: the ugly cases U1 to U28 (docs/DOMAIN.md, 6.4), as scripts for laptops A, B and a desk.

A script runs on a fresh server with the built-in schema. `noor` works on laptop A, `samir` on B, `ria` (coordinator)
on the desk D; all three are enrolled and hold the case `{case}`, which `noor` has made and all have synced. A step
is a command of CONTRACT.md at a time of that laptop's own clock, with its exit code when that is not 0; `{visit}` is the
visit that the script made last, `{conflict}` the conflict that is open. `expect` is what holds when the last step is done.
A script with `later` needs what a later issue brings: its steps are those that can be written down now.
"""

from made import Log


def step(device, at, *command, exit=0):
    made = {"device": device, "at": f"2018-{at}:00.000Z", "run": list(command)}
    if exit:
        made["exit"] = exit
    return made


def put(device, at, *fields, exit=0):
    return step(device, at, "case", "set", "{case}", *fields, exit=exit)


def sync(device, at, exit=0):
    return step(device, at, "sync", exit=exit)


def visit(device, at, on, result, *more, kind="pi_visit", exit=0):
    return step(
        device, at, "visit", "new", "{case}", "--on", on, "--kind", kind, "--result", result, *more, exit=exit
    )


def resolve(at, *choice, version="1", exit=0):
    return step(
        "server", at, "conflict", "resolve", "{conflict}", "--version", version, *choice, "--reason", "Nagevraagd.",
        exit=exit,
    )


def conflict(field, candidates, shown, record="case"):
    return {"record": record, "field": field, "candidates": candidates, "shown": shown}


def both(first, second, at="06-05T10:00"):
    """Two laptops write offline and then sync, A first; the server's state reaches A with a second sync."""
    day = at[:5]
    return [put("A", at, *first), put("B", f"{day}T10:30", *second), sync("A", f"{day}T16:00"), sync("B", f"{day}T16:30"),
            sync("A", f"{day}T17:00")]


def logs():
    log = Log("fx13-device-logs")

    def script(name, title, steps, expect, later=None):
        row = {"script": name, "title": title, "steps": steps, "expect": expect}
        if later:
            row["later"] = later
        log.row(**row)

    losses(script)
    meetings(script)
    casework(script)
    trust(script)
    return log


def losses(script):
    script(
        "U1", "laptop lost or stolen",
        [
            put("B", "06-05T10:00", "housing.status=need"),
            step("server", "06-05T12:00", "device", "revoke", "{device:B}", "--reason", "Gestolen."),
            sync("B", "06-06T09:00", exit=77),
            put("A", "06-06T10:00", "housing.status=no_need"), sync("A", "06-06T10:05"),
        ],
        {"conflicts": [], "fields": {"housing.status": "no_need"}}, "revocation",
    )
    script(
        "U2", "battery dead in the middle of a note",
        [visit("A", "06-05T10:00", "2018-06-05", "spoken", "--note", "Eerste regel."), sync("A", "06-05T16:00")],
        {"visits": 1, "conflicts": []}, "drafts that survive a power cut",
    )
    script(
        "U3", "power cut during a sync",
        [put("A", "06-05T10:00", "housing.status=need"), sync("A", "06-05T16:00"), sync("A", "06-05T16:05")],
        {"fields": {"housing.status": "need"}, "conflicts": [], "serverChangesOnce": True},
    )
    script(
        "U24", "disk full",
        [put("A", "06-05T10:00", "housing.status=need", exit=74), sync("A", "06-05T16:00")],
        {"fields": {}, "conflicts": []}, "a full disk is made by the test's own means; rescue",
    )
    script(
        "U28", "passphrase forgotten",
        [step("A", "06-05T10:00", "unlock", exit=77)],
        {"conflicts": []}, "sealed storage",
    )


def meetings(script):
    script(
        "U4", "two counsellors, one case, different fields",
        both(["housing.status=need"], ["contact.phone=023-0000004"]),
        {"conflicts": [], "fields": {"housing.status": "need", "contact.phone": "023-0000004"}},
    )
    script(
        "U5", "same field, different values",
        both(["housing.status=need"], ["housing.status=in_order"]),
        {
            "conflicts": [conflict("housing.status", ["in_order", "need"], "in_order")],
            "contested": {"A": ["housing.status"]},
        },
    )
    script(
        "U6", "same field, same value",
        both(["housing.status=need"], ["housing.status=need"]),
        {"conflicts": [], "fields": {"housing.status": "need"}},
    )
    script(
        "U7", "an offline chain of two fields; the desk edits the second one",
        [
            put("A", "06-05T10:00", "housing.status=need"), put("A", "06-05T10:05", "debts.status=need"),
            put("D", "06-05T11:00", "debts.status=no_need"), sync("D", "06-05T11:05"), sync("A", "06-05T16:00"),
        ],
        {
            "conflicts": [conflict("debts.status", ["no_need", "need"], "no_need")],
            "fields": {"housing.status": "need"},
        },
    )
    script(
        "U11", "declined to one, accepted to the other on the same day",
        both(
            ["offer/new:on=2018-06-05", "offer/new:result=declined_trajectory"],
            ["offer/new:on=2018-06-05", "offer/new:result=accepted"],
        ),
        {"conflicts": [], "records": {"offer": 2}}, "the rule that asks the coordinator",
    )
    script(
        "U18", "consent withdrawn inside, given outside on the same day",
        both(["consent.debts=withdrawn"], ["consent.debts=given"]),
        {"conflicts": [], "fields": {"consent.debts": "withdrawn"}}, "the list of what was shared meanwhile",
    )
    script(
        "U19", "the clock of one laptop a day ahead",
        [
            {**put("A", "06-06T10:00", "housing.status=need"), "trueTime": "2018-06-05T10:00:00.000Z"},
            put("B", "06-05T12:00", "housing.status=in_order"), sync("A", "06-06T16:00"), sync("B", "06-05T16:30"),
        ],
        {"conflicts": [conflict("housing.status", ["in_order", "need"], "in_order")]},
    )
    script(
        "U20", "two people make the same new person offline",
        [
            step("A", "06-05T10:00", "case", "new", "person.familyName=Havermans", "person.birthDate=1988-03-04"),
            step("B", "06-05T10:30", "case", "new", "person.familyName=Haverman", "person.birthDate=1988-03-04"),
            sync("A", "06-05T16:00"), sync("B", "06-05T16:30"),
        ],
        {"conflicts": [], "newCases": 2}, "candidate pairs and merging of persons",
    )
    script(
        "U25", "a third value is under way while a conflict is decided",
        [
            *both(["housing.status=need"], ["housing.status=in_order"]),
            put("D", "06-05T09:00", "housing.status=declined"), resolve("06-05T18:00", "--take", "1"),
            sync("D", "06-05T18:30"),
        ],
        {
            "conflicts": [conflict("housing.status", ["need", "declined"], "need")], "generation": 2,
            "fields": {"housing.status": "need"},
        },
    )


def casework(script):
    stay = ["stay/new:detention={detention}", "stay/new:facility=JC Zaanstad", "stay/new:from=2018-06-04"]
    script(
        "U8", "transferred to another prison",
        [visit("A", "06-05T10:00", "2018-06-05", "transferred"), put("A", "06-05T10:10", *stay), sync("A", "06-05T16:00")],
        {"conflicts": [], "visits": 1, "records": {"stay": 1}}, "the warning that registration may move",
    )
    script(
        "U9", "released before the expected day",
        both(["release.on=2018-06-03"], ["release.on=2018-06-04"]),
        {"conflicts": [conflict("release.on", ["2018-06-04", "2018-06-03"], "2018-06-03")]}, "deadlines computed anew",
    )
    script(
        "U10", "declined the offer",
        [
            put("A", "06-05T10:00", "offer/new:on=2018-06-05", "offer/new:result=declined_conversation",
                "offer/new:mayAskAgainFrom=2018-07-01"),
            put("A", "06-05T10:05", "housing.status=declined"), sync("A", "06-05T16:00"),
        ],
        {"conflicts": [], "fields": {"housing.status": "declined"}, "records": {"offer": 1}},
    )
    script(
        "U12", "a name typed wrongly",
        [
            put("A", "06-05T10:00", "person.familyName=Brakenstein", 'aliases=["Brakestein"]'), sync("A", "06-05T16:00"),
            step("A", "06-05T16:05", "search", "Brakestein"),
        ],
        {"conflicts": [], "fields": {"person.familyName": "Brakenstein", "aliases": ["Brakestein"]}},
    )
    script(
        "U13", "wrong case chosen",
        [
            step("A", "06-05T10:00", "case", "show", "{case:wrongCheck}", exit=65),
            visit("A", "06-05T10:05", "2018-06-05", "spoken", "--note", "Verkeerd dossier."),
            put("A", "06-05T11:00", "visitEvent/new:visit={visit}", "visitEvent/new:event=moved",
                "visitEvent/new:reason=Verkeerd dossier."),
            sync("A", "06-05T16:00"),
        ],
        {"conflicts": [], "visits": 1, "records": {"visitEvent": 1}}, "moving a note to another case",
    )
    script(
        "U14", "a backdated visit",
        [
            visit("A", "06-05T10:00", "2018-06-06", "spoken", exit=65),
            visit("A", "06-05T10:10", "2018-05-28", "spoken", "--reason", "Van papier overgenomen."),
            sync("A", "06-05T16:00"),
        ],
        {"conflicts": [], "visits": 1},
    )
    script(
        "U15", "a counsellor ill, his laptop not synced for weeks",
        [
            put("A", "06-05T10:00", "housing.status=need"),
            visit("A", "06-05T10:05", "2018-06-05", "spoken"),
            put("B", "06-20T10:00", "housing.status=in_order"), sync("B", "06-20T10:05"), sync("A", "07-03T09:00"),
        ],
        {"conflicts": [conflict("housing.status", ["in_order", "need"], "in_order")], "visits": 1},
    )
    script(
        "U16", "a case given to somebody else while edits wait",
        [
            put("A", "06-05T10:00", "housing.status=need"),
            step("server", "06-05T12:00", "unassign", "{case}", "noor"), sync("A", "06-05T16:00"),
        ],
        {"conflicts": [], "quarantined": 1, "gone": ["A"]},
    )
    script(
        "U17", "closed at the desk, a note comes later",
        [
            visit("A", "06-05T10:00", "2018-06-05", "spoken", "--note", "Nazorg."),
            put("D", "06-05T12:00", "file.status=closed", "file.reason=Afgerond."), sync("D", "06-05T12:05"),
            sync("A", "06-05T16:00"),
        ],
        {"conflicts": [], "visits": 1, "fields": {"file.status": "closed"}}, "the question whether to open it again",
    )
    script(
        "U21", "refused at the gate",
        [
            visit("A", "06-05T10:00", "2018-06-05", "cancelled_by_facility", "--facility", "JC Schiphol"),
            sync("A", "06-05T16:00"),
        ],
        {"conflicts": [], "visits": 1, "spoken": 0},
    )


def trust(script):
    script(
        "U22", "an old program on the laptop, a new field on the server",
        [
            step("server", "06-05T09:00", "schema", "publish", "{newer schema with field case/extra.note}"),
            sync("D", "06-05T09:30"), put("D", "06-05T10:00", "extra.note=Nieuw."), sync("D", "06-05T10:05"),
            put("A", "06-05T11:00", "housing.status=need"), sync("A", "06-05T16:00"),
        ],
        {"conflicts": [], "fields": {"extra.note": "Nieuw.", "housing.status": "need"}},
    )
    script(
        "U23", "one laptop, two counsellors",
        [put("A", "06-05T10:00", "housing.status=need"), sync("A", "06-05T16:00")],
        {"conflicts": []}, "several users on one laptop: each has a data folder of his own",
    )
    script(
        "U26", "erasure asked for while a laptop is out",
        [
            put("A", "06-05T10:00", "housing.status=need"),
            step("server", "06-05T12:00", "case", "erase", "{case}", "--reason", "Verzoek."), sync("A", "06-05T16:00"),
        ],
        {"conflicts": [], "gone": ["A", "server"]}, "erasure",
    )
    script(
        "U27", "the lease runs out during a visit",
        [visit("A", "06-20T10:00", "2018-06-20", "spoken"), sync("A", "06-20T16:00")],
        {"conflicts": [], "visits": 1}, "leases",
    )
