import SyncModel
import SyncStore
import SyncTesting

@testable import SyncEngine

/// An office whose laptops are put back to images and cloned, with the full history beside it.
struct CopiesRun {
    /// How often something happened.
    struct Counts {
        var restores = 0
        var children = 0
        var clones = 0
        var told = 0
    }

    private struct Copy {
        var laptop: Laptop
        var view = FullHistory.View()
        var images: [(image: Laptop.Image, view: FullHistory.View)] = []
    }

    private static let copiesMax = 4

    let office: Office
    private(set) var counts = Counts()
    private var random: SeededGenerator
    private var history = FullHistory()
    private var copies: [Copy]
    private var cases: [CaseID] = []
    private var written = 0

    init(random: SeededGenerator) throws {
        var random = random
        let nick = Field(name: "nick", type: .text, policy: .queue)
        let office = try Office(seed: random.next(), schema: .office(extra: [nick]))
        self.office = office
        self.random = random
        copies = try ["anna", "bram"].map { Copy(laptop: try office.laptop($0, staysOpen: true)) }
    }

    /// Makes the cases that both begin with.
    mutating func begin() async throws {
        for _ in 0..<2 { try newCase(0) }
        for _ in 0..<2 {
            for index in copies.indices { try await sync(index) }
        }
    }

    /// Does one thing.
    mutating func act() async throws {
        let index = random.below(copies.count)
        switch random.below(100) {
        case 0..<48: try write(index)
        case 48..<52: try newCase(index)
        case 52..<76: try await sync(index)
        case 76..<86:
            let image = try copies[index].laptop.image()
            copies[index].images.append((image, copies[index].view))
        case 86..<96: try restore(index)
        default: try clone(index)
        }
    }

    /// Syncs all until everybody holds everything.
    mutating func settle() async throws {
        for _ in 0..<4 {
            for index in copies.indices { try await sync(index) }
        }
    }

    private mutating func newCase(_ index: Int) throws {
        guard cases.count < 5 else { return }
        written += 1
        let value = Value.text(Text("w\(written)"))
        let id = try copies[index].laptop.newCase([("name", value)])
        cases.append(id)
        note(index, FullHistory.Unit(caseID: id, field: "name"), value)
    }

    private mutating func write(_ index: Int) throws {
        guard let id = random.pick(cases), let field = random.pick(["name", "nick", "visits"])
        else { return }
        let laptop = copies[index].laptop
        guard try laptop.access.withStore({ try $0.caseFile(id) }) != nil else { return }
        written += 1
        let value: Value =
            field == "visits" ? .integer(Int64(written)) : .text(Text("w\(written)"))
        try laptop.set(id, field, value)
        note(index, FullHistory.Unit(caseID: id, field: field), value)
    }

    private mutating func note(_ index: Int, _ unit: FullHistory.Unit, _ value: Value) {
        history.write(unit, value, in: &copies[index].view)
    }

    private mutating func restore(_ index: Int) throws {
        guard let (image, view) = random.pick(copies[index].images) else { return }
        try copies[index].laptop.restore(image)
        copies[index].view = view
        counts.restores += 1
    }

    private mutating func clone(_ index: Int) throws {
        guard copies.count < Self.copiesMax else { return }
        copies.append(
            Copy(laptop: try copies[index].laptop.clone(), view: copies[index].view)
        )
        counts.clones += 1
    }

    /// Syncs a laptop; one that is told of a clone enrols again, after another write.
    private mutating func sync(_ index: Int) async throws {
        do {
            let report = try await copies[index].laptop.sync(
                changesMax: 1 + random.below(4),
                compareHeadsMax: 1 + random.below(4)
            )
            if report.wasRestored { counts.children += 1 }
        } catch SyncFailure.refused(let refusal) where refusal.code == .clone {
            counts.told += 1
            if random.happens(percent: 50) { try write(index) }
            try copies[index].laptop.enrolAgain()
            _ = try await copies[index].laptop.sync()
        }
        try history.take(from: office.server)
        history.pulled(&copies[index].view)
    }

    /// What is lost, doubled, or contested where it should not be; and what the stores' own checks find.
    func faults() throws -> [String] {
        var faults = try history.faults(on: office.server, views: copies.map(\.view))
        var hashes: Set<StateHash> = []
        for copy in copies {
            hashes.insert(try copy.laptop.stateHash())
            faults += try copy.laptop.faults()
            if try copy.laptop.counts().pending != 0 { faults.append("something is pending") }
        }
        if hashes.count != 1 { faults.append("laptops differ") }
        faults += try office.server.check().filter { !$0.ok }.map { "\($0.name): \($0.detail)" }
        return faults
    }
}
