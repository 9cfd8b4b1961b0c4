import SyncModel
import SyncWire
import Testing

/// Shows what a changed field costs on the wire: values, fields and cases as in the benchmark's workload,
/// each change its own save in a case of its own, its record known to both sides by number.
@Suite struct SizeTests {
    @Test func `ten thousand changes cost at most twelve bytes each`() throws {
        var workload = Workload(seed: 20_261)
        let push = workload.push(changes: 10_000, gapMilliseconds: 0...1)
        let bytes = try bodyBytes(push)
        print("SizeTests: \(Double(bytes) / 10_000) bytes a change, saves within a second")
        #expect(bytes <= 12 * 10_000)
    }

    @Test func `written over months they cost at most fifteen`() throws {
        var workload = Workload(seed: 20_262)
        let push = workload.push(changes: 10_000, gapMilliseconds: 1000...600_000)
        let bytes = try bodyBytes(push)
        print("SizeTests: \(Double(bytes) / 10_000) bytes a change, minutes between saves")
        #expect(bytes <= 15 * 10_000)
    }

    @Test func `a single change costs at most 45 bytes`() throws {
        var workload = Workload(seed: 20_263)
        var sum = 0
        for _ in 0..<200 {
            sum += try bodyBytes(workload.push(changes: 1, gapMilliseconds: 1...2))
        }
        print("SizeTests: \(Double(sum) / 200) bytes for a single change, mean of 200")
        #expect(sum <= 45 * 200)
    }

    private func bodyBytes(_ push: PushRequest) throws -> Int {
        let envelope = try Envelope.seal(
            .push(push),
            sender: Samples.sender,
            number: 1,
            key: Samples.key()
        )
        return try envelope.open().bodyByteCount
    }
}

/// Values like those of the benchmark: 40 fields of a case file, mean 20 bytes.
struct Workload {
    private static let words = """
        de het een van in op voor met aan bij naar over uit door tot om te is was zijn wordt werd \
        heeft had kan moet mag wil gaat komt staat blijft vraagt geeft neemt belt meldt bespreekt \
        overlegt plant volgt ziet client gezin moeder vader kind jongere zoon dochter broer zus \
        oma opa buurvrouw school leerkracht mentor wijkteam jeugdzorg voogd gezinscoach casusregie \
        hulpverlener begeleider behandelaar psycholoog gesprek overleg afspraak huisbezoek \
        evaluatie intake indicatie beschikking verlenging aanvraag melding signaal veiligheid \
        risico zorgen doel plan actie termijn voortgang thuissituatie opvoeding gedrag emotie \
        relatie inkomen woning werk opleiding stage verzuim leerplicht dagbesteding medicatie goed
        """.split(separator: " ").map(String.init)

    private var random: WireRandom

    init(seed: UInt64) { random = WireRandom(seed: seed) }

    mutating func push(changes: Int, gapMilliseconds: ClosedRange<Int64>) -> PushRequest {
        let incarnation = IncarnationID(random.identifier())
        var now = Instant(milliseconds: 1_790_000_000_000)
        var hlc = HLC(milliseconds: now.milliseconds, counter: 0)
        let start = UInt64.random(in: 20_000..<30_000, using: &random)
        var saves: [Save] = []
        for seq in start..<start + UInt64(changes) {
            now = now.advanced(byMilliseconds: Int64.random(in: gapMilliseconds, using: &random))
            hlc = hlc.next(at: now)
            let dot = Dot(incarnation: incarnation, seq: seq)
            let field = Int.random(in: 0..<40, using: &random)
            saves.append(
                Save(
                    caseID: CaseID(random.identifier()),
                    operation: OperationID(startingAt: dot),
                    author: "anna",
                    role: .counsellor,
                    wallClock: now,
                    zoneMinutes: 60,
                    hlc: hlc,
                    schemaVersion: 1,
                    changes: [
                        Change(
                            dot: dot,
                            record: .caseFile,
                            unit: field < 10 ? "f0\(field)" : "f\(field)",
                            value: value(field),
                            context: Position(epoch: 1, revision: random.chance(90) ? 1 : 2)
                        )
                    ],
                    chainHash: random.bytes(32),
                    caseRecordNumber: Int64.random(in: 1...10_000, using: &random)
                )
            )
        }
        return PushRequest(clockOffsetMilliseconds: 0, saves: saves)
    }

    private mutating func value(_ field: Int) -> Value {
        switch field {
        case 0..<16: return .text(Text(sentence()))
        case 16..<24:
            let day = 16_436 + Int.random(in: 0..<4400, using: &random)
            return .text(Text(CivilDate(dayNumber: day).description))
        case 24..<32:
            let letter = ["A", "B", "C", "D", "E", "F", "G", "H"][field - 24]
            let number = 100_000 + Int.random(in: 0..<300_000, using: &random)
            return .text(Text("\(letter)\(number % 30)-\(number)"))
        case 32..<36: return .integer(Int64.random(in: 0..<4, using: &random))
        default:
            let number = Int.random(in: 1000..<200_000, using: &random)
            return .text(Text("\(pickWord()) \(pickWord()) \(number)"))
        }
    }

    private mutating func sentence() -> String {
        let length = Int.random(in: 12...52, using: &random)
        var text = pickWord()
        while text.utf8.count < length { text += " " + pickWord() }
        return text
    }

    private mutating func pickWord() -> String {
        let unit = Double.random(in: 0..<1, using: &random)
        let index = Int(Double(Self.words.count) * unit * (0.3 + 0.7 * unit))
        return Self.words[min(index, Self.words.count - 1)]
    }
}
