import Foundation
import Testing

/// Shows that kill -9 of the laptop's program, of the server or of an operator's command at any time of a save, a sync,
/// a decision or a backup leaves `check` ok and every acknowledged act in place, once.
///
/// The moment of each kill comes from a seed, `SLUIS_SEED`, which is printed. `SLUIS_KILLS=1000` kills so often.
@Suite(.serialized, .waitsForProcesses) struct KillTests {
    private static let roundsOfCase = 50

    @Test func `a loop of kills loses nothing that was acknowledged`() throws {
        let wanted = ProcessInfo.processInfo.environment["SLUIS_KILLS"].flatMap { Int($0) }
        let rounds = wanted ?? 50
        var ledger = try KillLedger(seed: Dice.fromEnvironment("kill"))
        for round in 0..<rounds {
            if round > 0, round % Self.roundsOfCase == 0 {
                try ledger.expectAllKept()
                try ledger.openCase()
            }
            try ledger.kill(KillLedger.Act.allCases[round % KillLedger.Act.allCases.count])
        }
        try ledger.expectAllKept()
        print(ledger.summary)
        #expect(ledger.counts.live * 10 >= rounds * 6)
        #expect(ledger.counts.written * 10 >= rounds * 2)
    }
}
