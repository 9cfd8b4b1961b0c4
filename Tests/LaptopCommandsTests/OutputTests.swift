import SyncEngine
import SyncModel
import Testing

@testable import LaptopCommands
@testable import SyncStore

/// Shows what a sync's report becomes, and that every reason has words.
@Suite struct OutputTests {
    private let session = Session(
        environment: [:],
        language: .en,
        console: Console(environment: ["NO_COLOR": "1"]),
        isJSON: false
    )

    private func change(_ unit: String, _ receipt: Receipt) -> ReceiptedChange {
        ReceiptedChange(
            caseID: CaseID(Identifier128(high: 1, low: 2)),
            caseNumber: "HLM-2026-0001-M",
            record: .caseFile,
            unit: unit,
            mine: .text("a\u{1B}[2J"),
            shown: .null,
            receipt: receipt
        )
    }

    @Test func `counts receipts and lists what was refused and what is contested`() {
        let dot = Dot(incarnation: IncarnationID(Identifier128(high: 3, low: 4)), seq: 1)
        let quarantined = Receipt(dot: dot, status: .quarantined, reason: "scope")
        let again = Receipt(dot: dot, status: .duplicate, first: .conflictBeaten)
        var report = SyncReport()
        report.receipts = [quarantined, again, Receipt(dot: dot, status: .applied)]
        let result = SyncResult(
            report: report,
            changes: [change("name", quarantined), change("status", again)],
            notices: 0,
            schema: Schema(name: "any", version: 1, kinds: [], source: "")
        )
        let json = result.json
        #expect(json["receipts"]?["duplicate"] == .integer(1))
        #expect(json["receipts"]?["applied"] == .integer(1))
        #expect(json["refused"]?.elements?.map { $0["reason"]?.text } == ["scope"])
        #expect(json["contested"]?.elements?.map { $0["field"]?.text } == ["status"])
        #expect(json["contested"]?.elements?.first?["shown"] == .null)
        let lines = result.lines(session).joined(separator: "\n")
        #expect(lines.contains("not known here"))
        #expect(!lines.unicodeScalars.contains("\u{1B}"))
    }

    @Test func `has words for every reason of a value`() {
        let problems: [ValueProblem] = [.type, .code, .length, .range, .future, .text, .missing]
        for problem in problems { #expect(ReasonText.messages[problem.rawValue] != nil) }
        #expect(ReasonText.text("as a person wrote it", session) == "as a person wrote it")
    }

    @Test(arguments: [
        (Value.null, "–"), (.boolean(true), "yes"), (.integer(-3), "-3"),
        (.set(["a", "b"]), "a · b"),
        (.group([GroupMember(name: "level", value: .text("high"))]), "level: high"),
    ])
    func `shows values on one line`(value: Value, text: String) {
        #expect(ValueText.text(value, session) == text)
        #expect(ValueText.text(.boolean(false), of: "alive", session) == "deleted")
    }

    @Test func `gives every failure of the store its exit code`() {
        let codes: [(StoreError.Code, Int32)] = [
            (.busy, 75), (.missing, 77), (.schemaTooNew, 65), (.notSaved, 74), (.unknown, 74),
            (.corrupt, 74), (.notFound, 65), (.deleted, 65), (.changedMeanwhile, 75),
            (.invalid, 65), (.schemaRefused, 65),
        ]
        for (code, exit) in codes {
            #expect(CommandFailure(StoreError(code, "detail")).exit.rawValue == exit)
        }
    }

    @Test(arguments: Refusal.Code.allCases)
    func `says where the changes are when the server refuses`(code: Refusal.Code) {
        let failure = CommandFailure(.refused(Refusal(code)), server: "https://x", pending: 7)
        let lines = failure.lines(.en, colour: false).joined(separator: "\n")
        let safe = code == .clone ? "Nothing is lost." : "Your 7 changes are safe on this laptop."
        #expect(lines.contains(safe))
        let notAllowed: Set<Refusal.Code> = [
            .unknownDevice, .revoked, .code, .throttled, .chain, .clone, .branch,
        ]
        #expect(failure.exit == (notAllowed.contains(code) ? .notAllowed : .unavailable))
    }
}
