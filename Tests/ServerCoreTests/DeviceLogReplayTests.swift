internal import Casework
internal import SyncModel
internal import SyncStore
internal import SyncTesting
internal import Testing

@testable internal import ServerCore

/// Shows that the ugly cases of `docs/DOMAIN.md` §6.4 end as the fixture says.
///
/// Each device log is done line by line, at its time, by real stores with their own clocks, the engine, the wire and
/// the server's acceptance; no sockets. What is expected is written by `Fixtures/haarlem/generate.py`.
@Suite struct DeviceLogReplayTests {
    private static let logs = Result { try DeviceLog.all() }

    private static func replayable() -> [DeviceLog] {
        // A file that cannot be read is reported by the count below.
        ((try? logs.get()) ?? []).filter { $0.obstacle == nil }
    }

    @Test func `all are replayed but those that need what is not there`() throws {
        let left = try Self.logs.get().filter { $0.obstacle != nil }
        #expect(left.map(\.name) == ["U1", "U24", "U28", "U26"])
        #expect(Self.replayable().count == 24)
    }

    @Test(arguments: replayable())
    func `a device log ends as expected`(log: DeviceLog) async throws {
        let replay = try await Replay()
        for step in log.steps { try await replay.run(step) }
        try expectConflicts(log, replay)
        try expectState(log, replay)
        try expectOnLaptops(log, replay)

        for _ in 0..<2 {
            for laptop in replay.laptops.values { try await laptop.sync() }
        }
        try expectConflicts(log, replay)
        try expectState(log, replay)
        try expectAgreement(log, replay)
    }

    /// The conflicts that wait: unit, candidates in order, and what is shown meanwhile.
    private func expectConflicts(_ log: DeviceLog, _ replay: Replay) throws {
        let schema = replay.office.store.schema
        let found = try replay.openConflicts().map { conflict in
            let json = JSONValue(conflict, by: schema)
            return JSONValue.object([
                "record": json["record"] ?? .null, "field": json["field"] ?? .null,
                "shown": json["shown"] ?? .null,
                "candidates": .array(
                    (json["candidates"]?.elements ?? []).map { $0["value"] ?? .null }
                ),
            ])
        }
        let expected = log.expected["conflicts"]?.elements ?? []
        #expect(found == expected, "\(log.name)")
        if let generation = log.expected["generation"]?.integer {
            #expect(try replay.openConflicts().first?.generation == UInt64(generation))
        }
    }

    /// Fields, visits and records on the server.
    private func expectState(_ log: DeviceLog, _ replay: Replay) throws {
        let store = replay.office.store
        let file = try #require(try store.caseFile(replay.caseID))
        let shown = JSONValue(file, by: store.schema)
        if case .object(let fields)? = log.expected["fields"] {
            for (name, value) in fields {
                #expect(shown["fields"]?[name]?["value"] == value, "\(log.name) \(name)")
            }
        }
        let visits = shown["visits"]?.elements ?? []
        #expect(visits.count == Int(log.expected["visits"]?.integer ?? 0), "\(log.name)")
        if let spoken = log.expected["spoken"]?.integer {
            #expect(visits.count { $0["result"]?.text == "spoken" } == Int(spoken))
        }
        if case .object(let kinds)? = log.expected["records"] {
            for (kind, count) in kinds {
                let made = file.records.filter { $0.address.kind == kind }.count
                #expect(made == Int(count.integer ?? -1), "\(log.name) \(kind)")
            }
        }
        #expect(try replay.newCases() == Int(log.expected["newCases"]?.integer ?? 0), "\(log.name)")
        #expect(
            try store.quarantine(includingEnded: true).count
                == Int(log.expected["quarantined"]?.integer ?? 0),
            "\(log.name)"
        )
        if log.expected["serverChangesOnce"] == .bool(true) {
            #expect(file.position.revision == replay.start.revision + 1, "\(log.name)")
        }
    }

    /// What each laptop knows by the last line: own conflicts, and cases that it gave up.
    private func expectOnLaptops(_ log: DeviceLog, _ replay: Replay) throws {
        if case .object(let contested)? = log.expected["contested"] {
            for (device, fields) in contested {
                let laptop = try #require(replay.laptops[device])
                let file = try #require(try laptop.store.caseFile(replay.caseID))
                let found = file.records.first?.fields.filter(\.isContested).map(\.name)
                #expect(found == fields.elements?.compactMap(\.text), "\(log.name)")
            }
        }
        for device in log.expected["gone"]?.elements ?? [] {
            let laptop = try #require(device.text.flatMap { replay.laptops[$0] })
            #expect(try laptop.store.caseFile(replay.caseID) == nil, "\(log.name)")
        }
    }

    /// Nothing waits, every laptop that holds the case shows what the server shows, and all checks hold.
    private func expectAgreement(_ log: DeviceLog, _ replay: Replay) throws {
        let served = try #require(try replay.office.store.caseFile(replay.caseID))
        for (device, laptop) in replay.laptops {
            #expect(try laptop.store.counts().pending == 0, "\(log.name) \(device)")
            #expect(try laptop.store.check().filter { !$0.ok } == [], "\(log.name) \(device)")
            guard let file = try laptop.store.caseFile(replay.caseID) else {
                #expect(
                    log.expected["gone"]?.elements?.contains(.string(device)) == true,
                    "\(log.name)"
                )
                continue
            }
            #expect(Self.values(file) == Self.values(served), "\(log.name) \(device)")
        }
        #expect(try replay.office.store.check().filter { !$0.ok } == [], "\(log.name)")
    }

    private static func values(_ file: CaseFile) -> [String] {
        file.records.flatMap { record in
            record.fields.filter { $0.value != .null && $0.name != Schema.aliveUnit }
                .map { "\(record.address) \($0.name)=\($0.value)" }
        }.sorted()
    }
}
