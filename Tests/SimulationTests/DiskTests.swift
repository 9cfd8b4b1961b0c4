import SyncModel
import Testing

@testable import SyncSimulation

/// Shows that what was told saved survives a power cut at every sync, a kill at every write, and the failure of every
/// single call, in a save, a sync, a decision and a new schema.
///
/// A store stands on a simulated disk that loses, keeps or garbles each write that was not synced
/// (`SimulatedDisk`). After each crash the file is opened again, checked, and compared with the oracle.
@Suite struct DiskTests {
    /// A disk on which something goes wrong at one moment.
    enum Moment: CaseIterable, Sendable {
        case cutAtSync
        case killAtWrite
        case errorOnce
        case errorFromThenOn
        case fullFromThenOn

        func arm(_ disk: SimulatedDisk, _ count: Int) {
            switch self {
            case .cutAtSync: disk.cutPower(atSync: count)
            case .killAtWrite: disk.kill(atWrite: count)
            case .errorOnce: disk.fail(nil, after: count, isLasting: false, with: .error)
            case .errorFromThenOn: disk.fail(nil, after: count, isLasting: true, with: .error)
            case .fullFromThenOn: disk.fail(.write, after: count, isLasting: true, with: .full)
            }
        }
    }

    /// What is done when it goes wrong.
    enum Act: CaseIterable, Sendable {
        case save
        case sync
        case decide
        case publish
    }

    @Test(arguments: Act.allCases, Moment.allCases)
    func `loses nothing at any moment`(act: Act, moment: Moment) throws {
        var reached = 0
        for count in 1...200 {
            // Other seeds have other sectors, and other fates of what was not synced.
            let isOver = try !strike(act, moment, at: count, seed: UInt64(count % 5))
            if isOver { break }
            reached = count
        }
        #expect(reached >= 1, "nothing was struck")
        #expect(reached < 200, "the disk never came through")
    }

    /// - Returns: Whether the moment came before the act was over.
    private func strike(_ act: Act, _ moment: Moment, at count: Int, seed: UInt64) throws -> Bool {
        var options = SimulationOptions()
        options.laptopsMax = 2
        let office = try Simulation(seed: seed, options: options)
        try prepare(office)
        let disk = act == .save || act == .sync ? office.laptops[0].disk : office.server.disk
        let before = disk.failures + disk.ends
        moment.arm(disk, count)
        try perform(act, in: office)
        let isStruck = disk.failures + disk.ends > before
        office.server.restart()
        for laptop in office.laptops { laptop.restart() }
        office.settleDisks()
        for laptop in office.laptops { try office.checkSaved(laptop) }
        for laptop in office.laptops { try office.sync(laptop) }
        try office.checkEverything()
        return isStruck
    }

    /// Two laptops that wrote the same field, so that there is something to send, to fetch and to decide.
    private func prepare(_ office: Simulation) throws {
        for laptop in office.laptops { try office.write("name", on: laptop) }
        for laptop in office.laptops { try office.sync(laptop) }
        for laptop in office.laptops { try office.write("housing", on: laptop) }
    }

    private func perform(_ act: Act, in office: Simulation) throws {
        switch act {
        case .save: try office.write("name", on: office.laptops[0])
        case .sync: try office.sync(office.laptops[0])
        case .decide: try office.resolve()
        case .publish: try office.publishSchema()
        }
    }
}
