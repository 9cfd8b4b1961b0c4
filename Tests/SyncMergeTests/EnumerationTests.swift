import SyncModel
import Testing

@testable import SyncMerge

/// Shows that the merge agrees with the oracle in every small history.
@Suite struct EnumerationTests {
    @Test func `agrees with the oracle in every small history`() {
        let bounds = Enumeration<StandardRules>.Bounds(
            writes: 3,
            writesEach: 2,
            deletes: 1,
            resolves: 1,
            syncs: 4
        )
        var enumeration = Enumeration<StandardRules>(bounds)
        let clock = ContinuousClock()
        let time = clock.measure { enumeration.run() }
        print(enumeration.histories, enumeration.contested, enumeration.findings, time)
        #expect(enumeration.findings.differences == 0)
    }
}
