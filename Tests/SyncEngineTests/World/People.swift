import SyncModel
import SyncStore
import SyncTesting

@testable import SyncEngine

/// People who write, delete, decide and sync at random, in cases that they share.
struct People {
    let office: Office
    let laptops: [Laptop]
    var random: SeededGenerator
    private var cases: [CaseID] = []

    init(office: Office, laptops: [Laptop], random: SeededGenerator) {
        self.office = office
        self.laptops = laptops
        self.random = random
    }

    /// Makes the cases that everybody begins with.
    mutating func begin() async throws {
        for _ in 0..<3 { try newCase(laptops[0]) }
        try await office.settle(laptops)
    }

    /// Does one thing.
    ///
    /// - Returns: Whether it was done; what the store rightly refuses is not.
    mutating func act() async throws -> Bool {
        let laptop = pick(laptops)
        do {
            switch Int.random(in: 0..<100, using: &random) {
            case 0..<12: try await laptop.sync()
            case 12..<15: try newCase(laptop)
            case 15..<20: try setAlive(laptop)
            case 20..<26: try decide()
            case 26..<32: try visit(laptop)
            default: try edit(laptop)
            }
        } catch let error as StoreError where Self.isRightly(error.code) {
            return false
        }
        return true
    }

    private static func isRightly(_ code: StoreError.Code) -> Bool {
        switch code {
        case .notFound, .deleted, .changedMeanwhile, .invalid: true
        case .busy, .missing, .schemaTooNew, .notSaved, .unknown, .corrupt, .schemaRefused: false
        }
    }

    private mutating func newCase(_ laptop: Laptop) throws {
        guard cases.count < 6 else { return }
        cases.append(try laptop.newCase([("name", .text(Text("case \(cases.count)")))]))
    }

    private mutating func setAlive(_ laptop: Laptop) throws {
        guard let (id, record) = try place(laptop) else { return }
        try laptop.setAlive(id, chance(record == .caseFile ? 80 : 50), of: record)
    }

    private mutating func visit(_ laptop: Laptop) throws {
        guard let id = cases.randomElement(using: &random) else { return }
        _ = try laptop.newVisit(id, note: "visit \(random.next() % 1000)")
    }

    private mutating func edit(_ laptop: Laptop) throws {
        guard let id = cases.randomElement(using: &random) else { return }
        if chance(15) {
            let record = RecordAddress(kind: "screening", key: .natural(pick(["start", "end"])))
            let value: Value = chance(50) ? .text("need") : .text("no_need")
            try laptop.set(id, "status", value, in: record)
        } else {
            let (field, value) = edit()
            try laptop.set(id, field, value)
        }
    }

    private mutating func edit() -> (String, Value) {
        switch Int.random(in: 0..<11, using: &random) {
        case 0: ("name", chance(15) ? .null : .text(pick(["Jansen", "Bakker", "Smit"])))
        case 1: ("housing.status", .text(pick(["need", "in_order"])))
        case 2: ("release.on", .text(pick(["2027-01-01", "2027-02-02", "2027-03-03"])))
        case 3: ("risk.level", chance(20) ? .null : .text(pick(["low", "high"])))
        case 4: ("risk.reason", .text(pick(["calm", "alert"])))
        case 5: ("phone", .text(pick(["06-1", "06-2"])))
        case 6:
            (
                "aliases",
                Value.makeSet((["Jo", "Han", "Piet"] as [Text]).filter { _ in chance(50) })
            )
        case 7: ("help", .text(pick(["money and work", "money and house", "work first", "house"])))
        case 8: ("consent", chance(20) ? .null : .text(pick(["given", "withdrawn"])))
        case 9: ("visits", .integer(Int64.random(in: 0..<4, using: &random)))
        default: ("flag", .boolean(chance(50)))
        }
    }

    /// A record that a laptop shows.
    private mutating func place(_ laptop: Laptop) throws -> (CaseID, RecordAddress)? {
        guard let id = cases.randomElement(using: &random),
            let file = try laptop.access.withStore({ try $0.caseFile(id) })
        else { return nil }
        return file.records.map { (id, $0.address) }.randomElement(using: &random)
    }

    private mutating func decide() throws {
        let conflicts = try office.server.conflicts(includingClosed: true, limit: 1000, after: 0)
        guard let conflict = conflicts.randomElement(using: &random) else { return }
        office.clock.tick()
        guard conflict.state == .open else {
            _ = try office.server.reopen(conflict.id, by: "operator", reason: "again")
            return
        }
        let decision: Decision =
            chance(40)
            ? .keep : .take(Int.random(in: 0..<conflict.candidates.count, using: &random))
        _ = try office.server.resolve(
            conflict.id,
            version: conflict.version,
            decision: decision,
            by: "operator",
            reason: "decided"
        )
    }

    private mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &random) < percent
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }
}
