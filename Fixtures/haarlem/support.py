"""FX3 to FX8: programmes, addresses, requests, talks, quotas and forensic routes."""

from cohort import counsellor, open_case, workday
from made import DAY, Log, Person, date, instant


def programme(random):
    """FX3: registrations for Kostwinners."""
    log = Log("fx03-kostwinners")
    for number in range(1, 10):
        key = f"K{number:03d}"
        person = Person(key, random)
        municipality = "zandvoort" if 6 <= number <= 8 else "haarlem"
        released = date("2018-01-05") + ((number - 1) * 115 // 7) * DAY if number <= 8 else date("2018-04-30")
        sent = workday(max(date("2018-03-01"), released + 12 * DAY))
        if number == 9:
            sent = date("2018-12-03")
        at = instant(released, 9)
        log.add(key, "case", {**person.fields(), "release.on": released.isoformat()}, "ria", at)
        detention = {
            "startedOn": (released - 90 * DAY).isoformat(),
            "kind": "sentence",
            "releasedOn": released.isoformat(),
            "releaseMunicipality": municipality,
        }
        log.add(key, "detention/#d1", detention, "ria", at)
        provider = {8: "Zuivere Koffie", 9: "Turn-over"}.get(number, "Agros")
        fields = {
            "programme": "kostwinners",
            "provider": provider,
            "municipality": municipality,
            "sentOn": sent.isoformat(),
            "status": "sent",
        }
        log.add(key, "referral/#r1", fields, counsellor(number), instant(sent, 11))
        if number <= 7:
            started = {"status": "started", "startedOn": sent.isoformat()}
            log.add(key, "referral/#r1", started, counsellor(number), instant(sent, 15))
        if number == 8:
            waiting = {"status": "waiting", "obstacle": "no_work_location"}
            log.add(key, "referral/#r1", waiting, counsellor(number), instant(sent + 7 * DAY, 15))
        outcome = {1: "paid_work", 2: "paid_work", 6: "paid_work", 3: "day_activity"}.get(number)
        if outcome:
            log.add(key, "referral/#r1", {"outcome": outcome}, "ria", instant(sent + 60 * DAY, 10))
    return log


def mail_addresses():
    """FX4: mail addresses kept during detention."""
    log = Log("fx04-mail-address")

    def arrange(case, provider, result, on, months, consulted=None):
        fields = {"provider": provider, "validFrom": on, "expectedDetentionMonths": months}
        if consulted:
            fields["consultationWith"] = consulted
            note = {"on": on, "by": "counsellor", "with": consulted, "about": "briefadres", "conclusion": "Akkoord."}
            log.add(case, "consultation/#c1", note, "noor", instant(date(on), 10))
        log.add(case, "mailAddress/#m1", fields, "noor", instant(date(on), 11))
        decision = {"decision.result": result, "decision.on": on}
        log.add(case, "mailAddress/#m1", decision, "karin", instant(date(on), 14))

    arrange("P011", "zijlvest_39", "retained", "2018-06-22", 2, "benefit_officer")
    arrange("P017", "zijlvest_39", "retained", "2018-07-13", 3, "benefit_officer")
    arrange("P023", "private", "retained", "2018-08-10", 1)
    tie = {"person.tieToHaarlem": True, "person.tieNote": "Familie in Schalkwijk, school in Haarlem."}
    log.add("P031", "case", tie, "noor", instant(date("2018-08-20"), 10))
    arrange("P031", "stem_in_de_stad", "retained", "2018-08-24", 2)
    arrange("P040", "zijlvest_39", "refused", "2018-09-14", 4)
    arrange("P041", "private", "retained", "2018-10-02", 2)
    return log


def assistance():
    """FX5: requests for special assistance. The source gives no decisions, so there are none."""
    log = Log("fx05-special-assistance")
    for case, role, on in (
        ("P007", "counsellor", "2018-06-18"),
        ("P019", "counsellor", "2018-08-02"),
        ("P021", "other_care_worker", "2018-08-09"),
    ):
        fields = {"kind": "special_assistance", "requestedByRole": role, "startedOn": on}
        log.add(case, "benefitRequest/#b1", fields, "noor", instant(date(on), 11))
    for kind in ("bank_statement", "tenancy_contract"):
        fields = {"request": "#b1", "kind": kind, "state": "missing"}
        log.add("P007", f"benefitDocument/special.{kind}", fields, "wim", instant(date("2018-06-25"), 10))
    talk = {"on": "2018-06-26", "by": "benefit_officer", "with": "counsellor", "about": "ontbrekende stukken"}
    log.add("P007", "consultation/#c1", talk, "wim", instant(date("2018-06-26"), 10))
    return log


def debt_talks():
    """FX6: tailored talks about debts."""
    log = Log("fx06-debt-talks")
    for case, on, cancelled in (
        ("P005", "2018-06-14", False),
        ("P014", "2018-09-20", False),
        ("P016", "2018-10-04", False),
        ("P018", "2018-08-16", True),
    ):
        fields = {"heldOn": on, "by": "dirk"}
        fields.update({"cancelled": True} if cancelled else {"topic.information": True, "topic.budgetCoaching": True})
        log.add(case, "debtConversation/#c1", fields, "dirk", instant(date(on), 15))
    return log


def quotas():
    """FX7: homes set aside a year. The source names no nominations."""
    log = Log("fx07-quota")
    log.row(reference="quotaYear", year=2017, total=60, exDetainee=0, validFrom="2017-01-01")
    log.row(reference="quotaYear", year=2018, total=95, exDetainee=2, validFrom="2018-06-01")
    log.row(reference="quotaYear", year=2019, total=100, exDetainee=5, validFrom="2019-01-01")
    return log


def third_nomination():
    """FX7, for a test only: the third nomination of 2018 is one too many."""
    log = Log("fx07-third-nomination")
    for case, on in (("P001", "2018-07-02"), ("P002", "2018-08-06"), ("P004", "2018-09-03")):
        fields = {"year": 2018, "cooperates": True, "guidable": True, "motivated": True, "proposedBy": "noor"}
        log.add(case, "nomination/#n1", fields, "noor", instant(date(on), 10))
    return log


def forensic(random):
    """FX8: persistent offenders with priority, one case without a framework, and guarantees."""
    log = Log("fx08-forensic")

    def start(key, started, kind):
        open_case(log, Person(key, random), key, date(started), "haarlem", kind, "PI Heerhugowaard")

    def route(key, kind, on, decision=None, guaranteed=False, since=None):
        log.add(key, "forensicRoute/#f1", {"kind": kind, "registeredOn": on}, "ria", instant(date(on), 10))
        if decision:
            fields = {
                "careDecision.kind": decision,
                "careDecision.guaranteed": guaranteed,
                "careDecision.on": on,
            }
            log.add(key, "forensicRoute/#f1", fields, "ria", instant(date(on), 11))
        if since:
            log.add(key, "forensicRoute/#f1", {"waitlist.since": since}, "ria", instant(date(since), 12))

    def place(key, provider, in_region, on, purchased):
        fields = {
            "placement.provider": provider,
            "placement.inRegion": in_region,
            "placement.on": on,
            "placement.purchasedTemporarily": purchased,
        }
        log.add(key, "forensicRoute/#f1", fields, "ria", instant(date(on), 13))

    for number in range(1, 6):
        key, on = f"I{number:03d}", f"2018-0{number + 4}-07"
        start(key, f"2017-0{number}-15", "isd")
        route(key, "isd_priority", on, "protected" if number % 2 == 0 else "sheltered", False, on)
    place("I002", "Beschermd wonen buiten de regio", False, "2018-10-15", False)
    start("I006", "2017-09-15", "isd")
    route("I006", "framework", "2018-06-20")
    start("E001", "2017-11-06", "sentence")
    route("E001", "no_framework", "2018-08-06", "protected", True)
    place("E001", "Exodus Alkmaar", False, "2018-08-20", True)
    for key, on in (("E002", "2018-03-12"), ("E003", "2018-11-05")):
        start(key, "2017-12-04", "sentence")
        route(key, "framework", on, "sheltered", True)
    return log
