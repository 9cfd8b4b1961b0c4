internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// Shows that a log with damage in it is told of, and is not sent.
@Suite struct DamagedLogTests {
    private let laptop: TestLaptop

    init() throws {
        laptop = try TestLaptop()
        _ = try laptop.newCase(["number": .text("1")])
    }

    @Test(
        arguments: [
            "UPDATE log SET value = CAST(x'FF' AS TEXT) WHERE seq = 2",
            "UPDATE log SET value = x'FF' WHERE seq = 2",
            "UPDATE log SET save = NULL WHERE seq = 1",
            "UPDATE log SET save = x'' WHERE seq = 1",
            "UPDATE log SET unit = 999 WHERE seq = 2",
            "UPDATE log SET record = 999 WHERE seq = 2",
        ]
    )
    func `an upload of it fails`(damage: String) throws {
        try laptop.store.write { try $0.execute(damage) }
        let error = #expect(throws: StoreError.self) {
            try laptop.store.nextUpload(after: 0, changesMax: 9)
        }
        #expect(error?.code == .corrupt)
    }
}
