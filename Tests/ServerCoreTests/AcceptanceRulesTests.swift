internal import Casework
internal import SyncModel
internal import SyncStore
internal import Testing

@testable internal import ServerCore

/// Shows what the rules keep aside, and with which reason; everything else goes to the merge.
@Suite struct AcceptanceRulesTests {
    private static let caseID = CaseID(Identifier128(high: 1, low: 2))
    private static let visit = RecordAddress(
        kind: "visit",
        key: .unique(Identifier128(high: 3, low: 4))
    )
    private static let held = CaseStanding(exists: true, isAssigned: true)
    /// 11:06 UTC on 18 November 2026.
    private static let now = Instant(milliseconds: 1_795_000_000_000)
    private let schema: Schema

    init() throws { schema = try SchemaReader.read(TestOffice.schemaText, file: "office.yaml") }

    private func save(
        _ writes: [(RecordAddress, String, Value)],
        author: String = "erik",
        written: Instant = now,
        zoneMinutes: Int16 = 0
    ) -> Save {
        Save(
            caseID: Self.caseID,
            operation: OperationID(Identifier128(high: 5, low: 6)),
            author: author,
            role: .counsellor,
            wallClock: written,
            zoneMinutes: zoneMinutes,
            hlc: HLC(milliseconds: 0, counter: 0),
            schemaVersion: 3,
            changes: writes.enumerated().map { index, write in
                Change(
                    dot: Dot(
                        incarnation: IncarnationID(Identifier128(high: 7, low: 8)),
                        seq: UInt64(index + 1)
                    ),
                    record: write.0,
                    unit: write.1,
                    value: write.2,
                    context: .zero
                )
            }
        )
    }

    private func verdicts(
        _ save: Save,
        role: Role = .counsellor,
        standing: CaseStanding = held
    ) -> [Verdict] {
        let judge = Judge(
            rules: AcceptanceRules(
                schema: schema,
                user: User(name: "erik", role: role, isEnabled: true),
                now: Self.now
            )
        )
        return save.changes.map { judge.verdict(save, $0, standing) }
    }

    private func verdict(
        _ unit: String,
        _ value: Value,
        of record: RecordAddress = .caseFile
    ) -> Verdict? { verdicts(save([(record, unit, value)])).first }

    struct Example: Sendable, CustomTestStringConvertible {
        var unit: String
        var value: Value
        var reason: String?

        init(_ unit: String, _ value: Value, _ reason: String?) {
            self.unit = unit
            self.value = value
            self.reason = reason
        }

        var testDescription: String { "\(unit) \(reason ?? "accepted")" }
    }

    @Test(arguments: [
        Example("person.familyName", .text("Jansen"), nil),
        Example("person.familyName", .null, nil),
        Example("person.familyName", .text("a name of more than twenty"), "length"),
        Example("person.familyName", .text("e\u{301}"), "text"),
        Example("person.familyName", .text("a\u{0}"), "text"),
        Example("person.familyName", .integer(1), "type"),
        Example("person.familyName", .group([]), "type"),
        Example("housing.status", .text("need"), nil),
        Example("housing.status", .text("other"), "code"),
        Example("release.on", .text("2026-11-18"), nil),
        Example("release.on", .text("2027-11-18"), "future"),
        Example("release.on", .text("2026-02-30"), "type"),
        Example("planned", .integer(400), nil),
        Example("planned", .integer(401), "range"),
        Example("flag", .boolean(true), nil),
        Example("flag", .text("true"), "type"),
        Example("aliases", .difference(SetDifference(added: ["Jan"], removed: [])), nil),
        Example("aliases", .set(["Jan"]), "type"),
        Example("aliases", .difference(SetDifference(added: ["b", "a"], removed: [])), "type"),
        Example("aliases", .difference(SetDifference(added: ["a"], removed: ["a"])), "type"),
        Example("planned", .difference(SetDifference(added: [], removed: [])), "type"),
        Example("stamped", .text("x"), "server"),
        Example("granted", .text("granted"), nil),
        Example("unknown", .text("x"), "field"),
        Example("risk.level", .text("low"), "field"),
        Example("risk", .text("low"), "type"),
        Example("risk", .makeGroup([GroupMember(name: "risk.level", value: .text("low"))]), nil),
        Example("risk", .makeGroup([GroupMember(name: "risk.level", value: .text("x"))]), "code"),
        Example("risk", .makeGroup([GroupMember(name: "risk.new", value: .null)]), "field"),
        Example(
            "risk",
            .group([
                GroupMember(name: "risk.level", value: .text("low")),
                GroupMember(name: "risk.level", value: .text("high")),
            ]),
            "type"
        ),
        Example("alive", .boolean(false), nil),
        Example("alive", .text("false"), "type"),
    ])
    func `a value of the case file is judged by its field`(example: Example) {
        let expected: Verdict = example.reason.map { .quarantine($0) } ?? .accept
        #expect(verdict(example.unit, example.value) == expected)
    }

    @Test func `a key must have the form of its kind`() {
        let unique = RecordKey.unique(Identifier128(high: 1, low: 1))
        let need = Value.text("need")
        #expect(
            verdict("status", need, of: RecordAddress(kind: "screening", key: .natural("a.b")))
                == .accept
        )
        #expect(
            verdict("status", need, of: RecordAddress(kind: "screening", key: .natural("a b")))
                == .quarantine("key")
        )
        #expect(
            verdict("status", need, of: RecordAddress(kind: "screening", key: unique))
                == .quarantine("key")
        )
        #expect(
            verdict("note", .text("x"), of: RecordAddress(kind: "visit", key: .natural("a")))
                == .quarantine("key")
        )
        #expect(
            verdict("flag", .boolean(true), of: RecordAddress(kind: "case", key: unique))
                == .quarantine("key")
        )
        #expect(
            verdict("x", .null, of: RecordAddress(kind: "nothing", key: unique))
                == .quarantine("field")
        )
    }

    @Test func `a visit with one wrong field is kept aside whole`() {
        let writes: [(RecordAddress, String, Value)] = [
            (Self.visit, "alive", .boolean(true)),
            (Self.visit, "on", .text("2026-11-01")),
            (Self.visit, "kind", .text("nonsense")),
            (Self.visit, "result", .text("spoken")),
            (.caseFile, "flag", .boolean(true)),
        ]
        let aside = Verdict.quarantine("code")
        #expect(verdicts(save(writes)) == [aside, aside, aside, aside, .accept])
    }

    @Test func `a visit without a required field is kept aside whole`() {
        let writes: [(RecordAddress, String, Value)] = [
            (Self.visit, "alive", .boolean(true)), (Self.visit, "note", .text("x")),
        ]
        #expect(verdicts(save(writes)) == [.quarantine("missing"), .quarantine("missing")])
    }

    @Test func `a visit made with nothing else is kept aside, and a restored one is not`() {
        let made = save([(Self.visit, "alive", .boolean(true))])
        let unknown = CaseStanding(exists: true, isAssigned: true, hasRecord: false)
        #expect(verdicts(made, standing: unknown) == [.quarantine("missing")])
        #expect(verdicts(made) == [.accept])
        let filled = save([
            (Self.visit, "alive", .boolean(true)), (Self.visit, "on", .text("2026-11-01")),
            (Self.visit, "kind", .text("intake")), (Self.visit, "result", .text("spoken")),
        ])
        let first = CaseStanding(exists: true, isAssigned: true, hasRecord: false)
        let judged = verdicts(filled, standing: first)
        #expect(judged.allSatisfy { $0 == judged[0] } && judged[0] != .quarantine("missing"))
        let bare = RecordAddress(kind: "screening", key: .natural("start.housing"))
        #expect(verdicts(save([(bare, "alive", .boolean(true))]), standing: first) == [.accept])
    }

    /// When a save was written, by how many days and in which zone, and the last date that it may name.
    struct Calendar: Sendable {
        var days: Int64
        var zoneMinutes: Int16
        var last: String
        var next: String
    }

    @Test(arguments: [
        Calendar(days: 0, zoneMinutes: 0, last: "2026-11-18", next: "2026-11-19"),
        Calendar(days: 0, zoneMinutes: 840, last: "2026-11-19", next: "2026-11-20"),
        Calendar(days: 0, zoneMinutes: -720, last: "2026-11-17", next: "2026-11-18"),
        Calendar(days: -7, zoneMinutes: 60, last: "2026-11-11", next: "2026-11-12"),
        Calendar(days: 365, zoneMinutes: 60, last: "2026-11-19", next: "2026-11-20"),
    ])
    func `a date is in the future when it was so for the author, whatever his clock says`(
        calendar: Calendar
    ) {
        func judged(_ date: String) -> [Verdict] {
            verdicts(
                save(
                    [(.caseFile, "release.on", .text(Text(date)))],
                    written: Self.now.advanced(byMilliseconds: calendar.days * 86_400_000),
                    zoneMinutes: calendar.zoneMinutes
                )
            )
        }
        #expect(judged(calendar.last) == [.accept])
        #expect(judged(calendar.next) == [.quarantine("future")])
    }

    @Test func `out of scope and not existing look the same`() {
        let write = save([(.caseFile, "flag", .boolean(true))])
        let aside = [Verdict.quarantine("scope")]
        #expect(
            verdicts(write, standing: CaseStanding(exists: false, isAssigned: false)) == aside
        )
        #expect(verdicts(write, standing: CaseStanding(exists: true, isAssigned: false)) == aside)
    }

    @Test(arguments: Role.allCases)
    func `every role but admin writes; only a counsellor needs the case assigned`(role: Role) {
        let write = save([(.caseFile, "flag", .boolean(true))])
        let unassigned = CaseStanding(exists: true, isAssigned: false)
        switch role {
        case .counsellor:
            #expect(verdicts(write, role: role) == [.accept])
            #expect(verdicts(write, role: role, standing: unassigned) == [.quarantine("scope")])
        case .coordinator, .benefitOfficer, .debtOfficer, .idDesk:
            #expect(verdicts(write, role: role, standing: unassigned) == [.accept])
        case .admin: #expect(verdicts(write, role: role) == [.quarantine("role")])
        }
    }

    @Test func `what another user wrote is kept aside`() {
        let write = save([(.caseFile, "flag", .boolean(true))], author: "anna")
        #expect(verdicts(write) == [.quarantine("author")])
    }

    @Test func `a deleted record comes back without its fields`() {
        #expect(verdict("alive", .boolean(true), of: Self.visit) == .accept)
    }

    @Test func `void changes make no record incomplete`() {
        var write = save([
            (Self.visit, "alive", .boolean(true)), (Self.visit, "kind", .text("nonsense")),
        ])
        write.changes[1].isVoid = true
        #expect(verdicts(write).first == .accept)
    }

    /// A look at all other changes for each change would take hours; the limit leaves room for a busy machine.
    @Test(.timeLimit(.minutes(20)))
    func `twenty thousand changes of one save are judged without a look at all others`() {
        let write = save(
            (0..<Limits.saveChangesMax).map { number in
                let key = RecordKey.unique(Identifier128(high: 1, low: UInt64(number)))
                return (RecordAddress(kind: "action", key: key), "alive", .boolean(true))
            }
        )
        #expect(verdicts(write).allSatisfy { $0 == .accept })
    }
}
