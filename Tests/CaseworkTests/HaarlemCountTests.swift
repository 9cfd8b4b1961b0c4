import Casework
import SyncModel
import Testing

/// Shows that the data set holds the figures of `docs/DOMAIN.md` §3.1, and that its noise is in it.
@Suite struct HaarlemCountTests {
    let data: HaarlemSet
    let summer: Period

    init() throws {
        data = try HaarlemSet.whole.get()
        summer = try #require(Period("2018-05-01", "2018-10-01"))
    }

    /// The number of a person of the cohort, from 1; `nil` for others.
    static func number(_ caseKey: String) -> Int? {
        caseKey.hasPrefix("P") ? Int(caseKey.dropFirst()) : nil
    }

    /// A day a calendar month later, or the last day of a shorter month.
    static func monthLater(_ day: CivilDate) -> CivilDate? {
        let month = day.month % 12 + 1
        let year = day.year + (day.month == 12 ? 1 : 0)
        return (0...3).lazy.compactMap { CivilDate(year: year, month: month, day: day.day - $0) }
            .first
    }

    /// Detentions that count for report R1: of Haarlem, not entered in error.
    var returns: [HaarlemSet.Record] {
        data.records("detention").filter {
            $0["releaseMunicipality"] == "haarlem" && $0.fields["enteredInError"] != .bool(true)
        }
    }

    @Test(arguments: [
        (2013, 340, 187), (2014, 365, 201), (2015, 293, 161), (2016, 280, 154), (2017, 227, 125),
    ])
    func `FX1: returns and short stays of a year`(year: Int, count: Int, short: Int) {
        let released = returns.filter { $0.date("releasedOn")?.year == year }
        #expect(released.count == count)
        let shortStays = released.filter { record in
            guard let start = record.date("startedOn"), let end = record.date("releasedOn"),
                let limit = Self.monthLater(start)
            else { return false }
            return end < limit
        }
        #expect(shortStays.count == short)
    }

    @Test func `FX1: the sum, both ends of the years, and the persons beside the movements`() {
        let counted = returns.filter { (2013...2017).contains($0.date("releasedOn")?.year ?? 0) }
        #expect(counted.count == 1_505)
        let days = counted.compactMap { $0["releasedOn"] }
        #expect(days.contains("2013-01-01"))
        #expect(days.contains("2017-12-31"))
        let people = data.records("case").filter { $0.caseKey.hasPrefix("R") }
        #expect(people.count == 1_505)
        #expect((1_390..<1_505).contains(Set(people.compactMap { $0["person.id"] }).count))
    }

    @Test func `FX1: the noise is there and does not count`() {
        let all = data.records("detention")
        #expect(
            all.count {
                $0["releaseMunicipality"] == "zandvoort" && $0.date("releasedOn")?.year == 2017
            } == 12
        )
        #expect(all.count { $0["releasedOn"] == "2018-01-01" } == 6)
        #expect(all.count { $0.fields["enteredInError"] == .bool(true) } == 2)
        let stays = Dictionary(grouping: data.records("stay")) { $0.caseKey }
        #expect(stays.count { $0.value.count == 2 && $0.key.hasPrefix("R2016") } == 3)
    }

    @Test func `FX2: 75 persons, 76 episodes`() {
        let episodes = data.records("detention").filter {
            $0["releaseMunicipality"] == "haarlem" && summer.contains($0.date("startedOn"))
                && $0.caseKey != "N06"
        }
        #expect(episodes.count == 76)
        #expect(Set(episodes.map(\.caseKey)).count == 75)
        #expect(episodes.contains { $0["startedOn"] == "2018-05-01" })
        #expect(episodes.contains { $0["startedOn"] == "2018-09-30" })
        let second = data.records("detention").first { $0.caseKey == "P003" && $0.key == "#d2" }
        #expect(second?["kind"] == "converted_community_order")
        #expect(second?.fields["offenceYear"] == .integer(2016))
    }

    /// Visits in the period, without those that were moved to another case or stand in a double file.
    func visits(_ kind: String, _ result: String, knownAt limit: Instant? = nil) -> [HaarlemSet
        .Record]
    {
        let moved = Set(
            data.records("visitEvent", asKnownAt: limit).map { "\($0.caseKey)\($0["visit"] ?? "")" }
        )
        return data.records("visit", asKnownAt: limit).filter {
            $0["kind"] == kind && $0["result"] == result && summer.contains($0.date("on"))
                && !moved.contains("\($0.caseKey)\($0.key)") && Self.number($0.caseKey) != nil
        }
    }

    @Test func `FX2: contacts inside and after release`() {
        let inside = visits("pi_visit", "spoken")
        #expect(inside.count == 72)
        #expect(Set(inside.compactMap { Self.number($0.caseKey) }) == Set(1...48))
        let outside = visits("post_release", "spoken")
        #expect(Set(outside.compactMap { Self.number($0.caseKey) }) == Set(49...54))
        #expect(
            visits("pi_visit", "refused").compactMap { Self.number($0.caseKey) } == Array(55...58)
        )
        #expect(visits("pi_visit", "not_available").count == 5)
        #expect(
            visits("pi_visit", "not_available").allSatisfy {
                (65...75).contains(Self.number($0.caseKey) ?? 0)
            }
        )
    }

    @Test func `FX2: declined, accepted, undecided, and not reached`() {
        let offers = Dictionary(grouping: data.records("offer")) { $0["result"] ?? "" }
        #expect(
            offers["declined_conversation"]?.compactMap { Self.number($0.caseKey) }
                == Array(55...64)
        )
        #expect(offers["accepted"]?.count == 28)
        #expect(offers["undecided"]?.count == 2)
        let trajectories = data.records("trajectory")
        let accepted = trajectories.filter { summer.contains($0.date("acceptedOn")) }
        #expect(
            accepted.map { Self.number($0.caseKey) ?? 0 }.sorted() == Array(1...24) + Array(49...52)
        )
        #expect(
            accepted.allSatisfy { $0["status"] == "active" && $0["recidivism.established"] == "no" }
        )
        #expect(trajectories.count { $0["status"] == "proposed" } == 2)
        let reached = Set(
            (visits("pi_visit", "spoken") + visits("post_release", "spoken")
                + (offers["declined_conversation"] ?? []))
                .compactMap { Self.number($0.caseKey) }
        )
        #expect(Set(1...75).subtracting(reached) == Set(65...75))
    }

    @Test func `FX2: the late visit counts from the day it was received`() throws {
        let spoken = { (limit: String) in
            Set(visits("pi_visit", "spoken", knownAt: Instant(limit)).map(\.caseKey)).count
        }
        #expect(spoken("2018-10-01T00:00:00Z") == 47)
        #expect(spoken("2018-10-15T00:00:00Z") == 48)
        let cohort = data.operations.filter {
            $0.file == "fx02-cohort" && Self.number($0.caseKey) != nil
        }
        let limit = try #require(Instant("2018-10-01T00:00:00Z"))
        let late = cohort.filter { $0.received >= limit }
        #expect(late.map(\.caseKey) == ["P048"])
        #expect(late.first?.received.description == "2018-10-09T08:00:00.000Z")
        #expect(late.first?.recorded.description.hasPrefix("2018-10-03") == true)
        #expect(late.first?.fields["on"]?.text == "2018-09-28")
        #expect(late.first?.fields["reason"] != nil)
    }

    @Test func `FX2: the noise is there`() {
        let detentions = Dictionary(grouping: data.records("detention")) { $0.caseKey }
        #expect(detentions["N01"]?.first?["startedOn"] == "2018-04-30")
        #expect(detentions["N02"]?.first?["startedOn"] == "2018-10-01")
        for key in ["N03", "N04", "N05"] {
            #expect(detentions[key]?.first?["releaseMunicipality"] == "zandvoort")
        }
        let visits = data.records("visit")
        #expect(visits.contains { $0.caseKey == "N02" && $0["on"] == "2018-10-01" })
        #expect(visits.contains { $0.caseKey == "N06" })
        #expect(data.records("case").first { $0.caseKey == "N06" }?["person.duplicateOf"] == "P010")
        let moved = data.records("visitEvent")
        #expect(moved.map(\.caseKey) == ["P070"])
        #expect(moved.first?["toCase"] == "P012")
    }

    @Test func `FX3: Kostwinners`() throws {
        let period = try #require(Period("2018-03-01", "2018-12-01"))
        let all = data.records("referral")
        let sent = all.filter { period.contains($0.date("sentOn")) }
        #expect(sent.count == 8)
        #expect(sent.count { $0["municipality"] == "haarlem" } == 5)
        #expect(sent.count { $0["municipality"] == "zandvoort" } == 3)
        #expect(sent.count { $0["status"] == "started" && $0["startedOn"] == $0["sentOn"] } == 7)
        #expect(sent.count { $0["outcome"] == "paid_work" } == 3)
        #expect(sent.count { $0["outcome"] == "day_activity" } == 1)
        #expect(sent.last?["obstacle"] == "no_work_location")
        #expect(all.count == 9)
        let releases = data.records("detention").filter { $0.caseKey.hasPrefix("K") }
        let spring = try #require(Period("2018-01-05", "2018-05-01"))
        #expect(releases.allSatisfy { spring.contains($0.date("releasedOn")) })
    }

    @Test func `FX4: mail addresses kept before October`() throws {
        let all = data.records("mailAddress")
        let limit = try #require(CivilDate("2018-10-01"))
        let kept = all.filter {
            $0["decision.result"] == "retained"
                && ($0.date("decision.on").map { $0 < limit } ?? false)
        }
        #expect(kept.map(\.caseKey) == ["P011", "P017", "P023", "P031"])
        #expect(kept.prefix(2).allSatisfy { $0["consultationWith"] == "benefit_officer" })
        #expect(
            data.records("case").first { $0.caseKey == "P031" }?.fields["person.tieToHaarlem"]
                == .bool(true)
        )
        #expect(
            all.count {
                $0["decision.result"] == "refused"
                    && $0.fields["expectedDetentionMonths"] == .integer(4)
            } == 1
        )
        #expect(all.count == 6)
    }

    @Test func `FX5: special assistance`() {
        let all = data.records("benefitRequest")
        let counted = all.filter {
            $0["requestedByRole"] == "counsellor" && $0["kind"] == "special_assistance"
        }
        #expect(counted.map(\.caseKey) == ["P007", "P019"])
        #expect(all.count == 3)
        #expect(all.allSatisfy { $0["decision.result"] == nil })
        #expect(
            data.records("benefitDocument").allSatisfy {
                $0.caseKey == "P007" && $0["state"] == "missing"
            }
        )
        #expect(data.records("benefitDocument").count == 2)
        let open = data.records("consultation").filter { $0.caseKey == "P007" }
        #expect(open.count == 1)
        #expect(open.first?["conclusion"] == nil)
    }

    @Test func `FX6: debt talks`() {
        let all = data.records("debtConversation")
        let counted = all.filter {
            summer.contains($0.date("heldOn")) && $0.fields["cancelled"] != .bool(true)
        }
        #expect(counted.map(\.caseKey) == ["P005", "P014"])
        #expect(all.count == 4)
    }

    @Test func `FX7: quotas, and one nomination too many for a test`() throws {
        let rows = try HaarlemSet.rows(of: "fx07-quota")
        #expect(rows.map { $0["total"]?.integer } == [60, 95, 100])
        #expect(rows.map { $0["exDetainee"]?.integer } == [0, 2, 5])
        #expect(rows[1]["validFrom"]?.text == "2018-06-01")
        #expect(data.records("nomination").isEmpty)
        #expect(try HaarlemSet(["fx07-third-nomination"]).records("nomination").count == 3)
    }

    @Test func `FX8: forensic routes`() {
        let routes = data.records("forensicRoute")
        let priority = routes.filter { $0["kind"] == "isd_priority" }
        #expect(priority.map(\.caseKey) == ["I001", "I002", "I003", "I004", "I005"])
        #expect(priority.allSatisfy { $0["careDecision.kind"] != nil })
        let away = priority.filter { $0.fields["placement.inRegion"] == .bool(false) }
        #expect(away.map(\.caseKey) == ["I002"])
        #expect(away.first?["placement.on"]?.hasPrefix("2018-10") == true)
        let guarantees = routes.filter {
            $0.fields["careDecision.guaranteed"] == .bool(true)
                && $0.date("careDecision.on")?.year == 2018
        }
        #expect(guarantees.map(\.caseKey) == ["E001", "E002", "E003"])
        #expect(guarantees.first?["placement.provider"] == "Exodus Alkmaar")
        #expect(guarantees.first?["kind"] == "no_framework")
        #expect(routes.contains { $0.caseKey == "I006" && $0["careDecision.kind"] == nil })
        let started = data.records("detention").filter {
            ["I", "E"].contains($0.caseKey.prefix(1))
        }
        #expect(started.allSatisfy { $0.date("startedOn").map { $0 < summer.from } ?? false })
    }

    @Test func `FX9: 54 screened at the start, the other 21 unknown`() {
        let all = data.records("screening")
        let screened = Set(all.compactMap { Self.number($0.caseKey) })
        #expect(screened == Set(1...54))
        let count = { (field: String, value: Bool) in all.count { $0.fields[field] == .bool(value) }
        }
        #expect(count("housing.noFixedAbode", true) == 27)
        #expect(count("workIncome.regular", false) == 19)
        #expect(count("debts.present", true) == 51)
        #expect(all.count == 54 * 5)
        #expect(
            all.allSatisfy { $0.key == "start.\($0["condition"] ?? "")" && $0["moment"] == "start" }
        )
    }

    @Test func `FX10 to FX12: measures, figures, staff`() throws {
        let measures = try HaarlemSet.rows(of: "fx10-measures")
        #expect(measures.count == 13)
        #expect(measures.allSatisfy { $0["progress"]?.text == "unknown" })
        let schema = try SchemaReader.read(SchemaReader.builtIn, file: "haarlem.yaml")
        let codes = try #require(schema.kind("action")?.field("measure")?.type.codes)
        #expect(measures.map { $0["measure"]?.text } == codes)
        var figures: [String: Int64] = [:]
        for row in try HaarlemSet.rows(of: "fx11-figures") {
            figures[row["figure"]?.text ?? ""] = row["low"]?.integer
        }
        #expect(
            figures["homes_needed_year", default: 0] - figures["homes_found", default: 0]
                == figures["homes_short"]
        )
        #expect(figures["homes_extra", default: 0] / 10 == figures["homes_short"])
        #expect(figures["return_2013_2017"] == 1_505)
        let hours = try HaarlemSet.rows(of: "fx12-staff").compactMap { $0["hoursPerWeek"]?.integer }
        #expect(hours == [32, 24])
        let reading = try HaarlemSet.rows(of: "measures-our-reading")
        #expect(reading.count == 13)
        #expect(reading.allSatisfy { $0["note"]?.text == "eigen duiding, niet uit de bron" })
    }
}
