import SyncModel
import SyncStore
import SyncWire
import Testing

@testable import SyncEngine

/// Shows that a sync may break at every step, and be repeated at every step, without effect on the result.
@Suite struct BreakTests {
    /// What an office comes to.
    private struct Result: Equatable {
        var server: StateHash
        var laptops: [StateHash]
        var history: [Dot]
        var conflicts: [[Value]]
        var pending: [Int]
    }

    /// Two laptops with changes for each other, small pushes, and an exchange at hand.
    private func scene() async throws -> Scene {
        let scene = try await Scene()
        for number in 0..<4 {
            try scene.bram.set(scene.id, "visits", .integer(Int64(number)))
            try scene.anna.set(scene.id, "visits", .integer(Int64(10 + number)))
        }
        _ = try scene.bram.newVisit(scene.id, note: "bram's")
        _ = try scene.anna.newCase([("name", .text("Anna's"))])
        try await scene.bram.sync()
        return scene
    }

    private func result(_ scene: Scene) async throws -> Result {
        try await scene.settle()
        let history = try scene.office.server.history(
            scene.id,
            record: .caseFile,
            field: "visits"
        )
        let report = try await scene.anna.sync()
        return Result(
            server: report.stateHash,
            laptops: try scene.laptops.map { try $0.stateHash() },
            history: history.map(\.dot),
            conflicts: try scene.office.openConflicts().map { $0.candidates.map(\.value) },
            pending: try scene.laptops.map { try $0.counts().pending }
        )
    }

    private func expected() async throws -> Result {
        let scene = try await scene()
        try await scene.anna.sync(changesMax: 2)
        return try await result(scene)
    }

    @Test(arguments: UnreliableTransport.Fault.allCases)
    func `a fault of the line at any request changes nothing`(
        fault: UnreliableTransport.Fault
    ) async throws {
        let expected = try await expected()
        var at = 0
        while true {
            let scene = try await scene()
            let line = UnreliableTransport(scene.office.responder, fault, at: at)
            do {
                try await scene.anna.sync(over: line, changesMax: 2)
                #expect(fault == .repeatRequest || line.count <= at)
            } catch {
                #expect(fault != .repeatRequest, "\(error)")
                // The same line, so that what it held back arrives now.
                try await scene.anna.sync(over: line, changesMax: 2)
            }
            #expect(try await result(scene) == expected, "\(fault) at \(at)")
            if line.count <= at { break }
            at += 1
        }
        #expect(at >= 5, "hello, three pushes and a pull")
    }

    @Test(arguments: BreakingAccess.Moment.allCases)
    func `an end of the process at any step of the store changes nothing`(
        moment: BreakingAccess.Moment
    ) async throws {
        let expected = try await expected()
        var step = 0
        while true {
            let scene = try await scene()
            let access = BreakingAccess(scene.anna.access, at: step, moment)
            do {
                try await scene.anna.sync(access: access, changesMax: 2)
                break
            } catch {
                #expect(access.hasBroken, "\(error)")
            }
            try await scene.anna.sync(changesMax: 2)
            #expect(try await result(scene) == expected, "\(moment) step \(step)")
            step += 1
        }
        #expect(step >= 8)
    }
}
