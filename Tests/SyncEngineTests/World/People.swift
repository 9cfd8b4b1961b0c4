import SyncModel
import SyncStore
import SyncTesting

@testable import SyncEngine

/// People who write, delete, decide and sync at random, in cases that they share.
struct People {
    let office: Office
    let laptops: [Laptop]
    var random: SeededGenerator
    /// What they did so far.
    var tally = Tally()
    private var cases: [CaseID] = []

    init(office: Office, laptops: [Laptop], random: SeededGenerator) {
        self.office = office
        self.laptops = laptops
        self.random = random
    }

    /// Makes the cases that everybody begins with.
    mutating func begin() async throws {
        for _ in 0..<3 { _ = try newCase(laptops[0]) }
        try await office.settle(laptops)
    }

    /// Does things on the laptops in random turns, until each has done so many, syncs included; decisions come between.
    ///
    /// - Parameter operations: How many on each laptop; what changes nothing, or is rightly refused, does not count.
    /// - Throws: What no person may meet.
    mutating func act(_ operations: Int) async throws {
        var left = [Int](repeating: operations, count: laptops.count)
        while let turn = left.indices.filter({ left[$0] > 0 }).randomElement(using: &random) {
            if chance(4) { _ = try unlessRefused { try $0.decide() } }
            if chance(5) {
                try await sync(laptops[turn])
            } else if try unlessRefused({ try $0.write(on: $0.laptops[turn]) }) == false {
                continue
            }
            left[turn] -= 1
            tally.operations += 1
        }
    }

    /// Syncs all, twice, so that everybody holds what everybody wrote.
    mutating func settle() async throws {
        for laptop in laptops + laptops { tally.count(try await laptop.sync()) }
    }

    /// Syncs over a line that fails one time in eight.
    private mutating func sync(_ laptop: Laptop) async throws {
        guard Int.random(in: 0..<8, using: &random) == 0 else {
            tally.count(try await laptop.sync())
            return
        }
        let fault = pick(UnreliableTransport.Fault.allCases)
        let at = Int.random(in: 0..<3, using: &random)
        do {
            tally.count(
                try await laptop.sync(
                    over: UnreliableTransport(office.responder, fault, at: at)
                )
            )
        } catch {
            guard case .transport = error else { throw error }
            tally.broken += 1
        }
    }

    /// Writes something; returns whether anything changed.
    private mutating func write(on laptop: Laptop) throws -> Bool {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<2: try newCase(laptop)
        case 2..<8: try setAlive(laptop)
        case 8..<15: try visit(laptop)
        default: try edit(laptop)
        }
    }

    private mutating func unlessRefused(
        _ body: (inout People) throws -> Bool
    ) throws -> Bool {
        do {
            return try body(&self)
        } catch let error as StoreError where Self.isRightly(error.code) {
            return false
        }
    }

    private static func isRightly(_ code: StoreError.Code) -> Bool {
        switch code {
        case .notFound, .deleted, .changedMeanwhile, .invalid: true
        case .busy, .missing, .schemaTooNew, .notSaved, .unknown, .corrupt, .fault,
            .schemaRefused:
            false
        }
    }

    private mutating func newCase(_ laptop: Laptop) throws -> Bool {
        guard cases.count < 6 else { return false }
        cases.append(try laptop.newCase([("name", .text(Text("case \(cases.count)")))]))
        return true
    }

    private mutating func setAlive(_ laptop: Laptop) throws -> Bool {
        guard let (id, record) = try place(laptop) else { return false }
        return try laptop.setAlive(id, chance(record == .caseFile ? 80 : 50), of: record) > 0
    }

    private mutating func visit(_ laptop: Laptop) throws -> Bool {
        guard let id = cases.randomElement(using: &random) else { return false }
        _ = try laptop.newVisit(id, note: "visit \(random.next() % 1000)")
        return true
    }

    private mutating func edit(_ laptop: Laptop) throws -> Bool {
        guard let id = cases.randomElement(using: &random) else { return false }
        guard chance(15) else {
            let (field, value) = edit()
            return try laptop.set(id, field, value) > 0
        }
        let record = RecordAddress(kind: "screening", key: .natural(pick(["start", "end"])))
        let value: Value = chance(50) ? .text("need") : .text("no_need")
        return try laptop.set(id, "status", value, in: record) > 0
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

    private mutating func decide() throws -> Bool {
        let conflicts = try office.server.conflicts(includingClosed: true, limit: 1000, after: 0)
        guard let conflict = conflicts.randomElement(using: &random) else { return false }
        office.clock.tick()
        guard conflict.state == .open else {
            _ = try office.server.reopen(conflict.id, by: "operator", reason: "again")
            return true
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
        return true
    }

    private mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &random) < percent
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }
}
