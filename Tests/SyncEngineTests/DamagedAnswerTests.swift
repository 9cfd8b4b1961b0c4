import SyncModel
import SyncStore
import SyncWire
import Testing

@testable import SyncEngine

/// Shows that a laptop takes nothing from an answer that is not whole: each answer of a sync, damaged at each byte
/// and cut to each length, ends the sync with an error; nothing is lost, and the next sync works.
@Suite struct DamagedAnswerTests {
    @Test(arguments: 0..<3, DamagingTransport.Damage.allCases)
    func `an answer damaged anywhere ends the sync and loses nothing`(
        number: Int,
        damage: DamagingTransport.Damage
    ) async throws {
        let office = try Office()
        let anna = try office.laptop("anna", staysOpen: true)
        let bram = try office.laptop("bram", staysOpen: true)
        let id = try anna.newCase([("name", .text("Start"))])
        try await office.settle([anna, bram])
        var byte = 0
        var length = Int.max
        while byte < length {
            // Something to push, and something to pull.
            try anna.set(id, "visits", .integer(Int64(byte % 400)))
            try bram.set(id, "phone", .text(Text("06-\(byte % 10)")))
            if number == 2 { try await bram.sync() }
            let before = try anna.stateHash()

            let line = DamagingTransport(office.responder, answer: number, damage, at: byte)
            await #expect(throws: SyncFailure.self, "\(damage) at \(byte)") {
                do throws(SyncFailure) {
                    try await anna.sync(over: line)
                } catch {
                    guard case .wire = error else {
                        Issue.record("\(damage) at \(byte): \(error)")
                        throw error
                    }
                    throw error
                }
            }
            length = line.length
            #expect(length > 100)
            #expect(try anna.value(id, "visits") == .integer(Int64(byte % 400)))
            if number < 2 {
                #expect(try anna.counts().pending == 1, "\(damage) at \(byte)")
                #expect(try anna.stateHash() == before, "\(damage) at \(byte)")
            }
            let report = try await anna.sync()
            #expect(!report.hasDiverged, "\(damage) at \(byte)")
            #expect(try anna.counts().pending == 0, "\(damage) at \(byte)")
            if number == 2 {
                #expect(try anna.value(id, "phone") == .text(Text("06-\(byte % 10)")))
            }
            byte += 1
        }
        try await office.settle([anna, bram])
        #expect(try anna.stateHash() == bram.stateHash())
        #expect(try anna.faults() == [])
    }
}
