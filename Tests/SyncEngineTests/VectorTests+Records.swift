import SyncModel
import SyncStore
import SyncWire
import Testing

@testable import SyncEngine

/// The acceptance vectors of `DESIGN.md` §11, through real stores: V12–V16, V20, V26–V28.
@Suite struct VectorRecordTests {
    @Test func `V12 a change that arrives again is a duplicate with its first receipt`()
        async throws
    {
        let scene = try await Scene()
        try scene.anna.set(scene.id, "name", .text("again"))
        let line = UnreliableTransport(scene.office.responder, .loseAnswer, at: 1)
        await #expect(throws: SyncFailure.self) { try await scene.anna.sync(over: line) }
        let report = try await scene.anna.sync()
        #expect(report.receipts.map(\.status) == [.duplicate])
        #expect(report.receipts.map(\.first) == [.applied])
        let history = try scene.office.server.history(scene.id, record: .caseFile, field: "name")
        #expect(history.count == 2)
    }

    @Test(arguments: [false, true])
    func `V13 deleting a case against what was not seen of it leaves it visible`(
        isVisit: Bool
    ) async throws {
        for deletesFirst in [false, true] {
            let scene = try await Scene()
            try scene.anna.setAlive(scene.id, false)
            if isVisit {
                _ = try scene.bram.newVisit(scene.id, note: "seen him")
            } else {
                try scene.bram.set(scene.id, "phone", .text("06-2"))
            }
            let order = deletesFirst ? scene.laptops : scene.laptops.reversed()
            for laptop in order { try await laptop.sync() }
            try await scene.settle()
            #expect(try scene.office.openConflicts().map(\.unit) == ["alive"])
            for laptop in scene.laptops { #expect(try laptop.isAlive(scene.id)) }
        }
    }

    @Test func `V14 two deletions agree`() async throws {
        let scene = try await Scene()
        for laptop in scene.laptops { try laptop.setAlive(scene.id, false) }
        try await scene.settle()
        #expect(try scene.office.openConflicts().isEmpty)
        for laptop in scene.laptops { #expect(try !laptop.isAlive(scene.id)) }
    }

    @Test func `V15 the second of two decisions is told that it came late`() async throws {
        let scene = try await Scene()
        for laptop in scene.laptops { try laptop.set(scene.id, "name", .text(Text(laptop.user))) }
        try await scene.settle()
        let conflict = try #require(try scene.office.openConflicts().first)
        func decide(_ decision: Decision) throws {
            _ = try scene.office.server.resolve(
                conflict.id,
                version: conflict.version,
                decision: decision,
                by: "operator",
                reason: "r"
            )
        }
        try decide(.take(1))
        #expect(throws: StoreError.self) { try decide(.take(0)) }
        try await scene.settle()
        for laptop in scene.laptops {
            #expect(try laptop.value(scene.id, "name") == conflict.candidates[1].value)
        }
    }

    @Test func `V16 a decision is late when a candidate joined meanwhile`() async throws {
        let scene = try await Scene()
        let carla = try scene.office.laptop("carla")
        try await carla.sync()
        for laptop in scene.laptops { try laptop.set(scene.id, "name", .text(Text(laptop.user))) }
        try await scene.settle()
        let conflict = try #require(try scene.office.openConflicts().first)
        try carla.set(scene.id, "name", .text("carla"))
        try await carla.sync()
        let error = #expect(throws: StoreError.self) {
            try scene.office.server.resolve(
                conflict.id,
                version: conflict.version,
                decision: .keep,
                by: "operator",
                reason: "r"
            )
        }
        #expect(error?.code == .changedMeanwhile)
    }

    @Test func `V20 an older schema leaves a newer field as it is`() async throws {
        let scene = try await Scene()
        try scene.bram.set(scene.id, "name", .text("written under version 1"))
        try scene.office.publish(
            .office(version: 2, extra: [Field(name: "new.field", type: .text, policy: .queue)])
        )
        try await scene.anna.sync()
        try scene.anna.set(scene.id, "new.field", .text("kept"))
        try await scene.anna.sync()
        try await scene.bram.sync()
        try await scene.settle()
        for laptop in scene.laptops {
            #expect(try laptop.value(scene.id, "new.field") == .text("kept"))
            #expect(try laptop.value(scene.id, "name") == .text("written under version 1"))
        }
    }

    @Test func `V26 a group stands or falls as one`() async throws {
        let scene = try await Scene()
        try scene.anna.set(scene.id, "risk.level", .text("high"))
        try scene.bram.set(scene.id, "risk.reason", .text("calm"))
        try await scene.settle()
        let conflicts = try scene.office.openConflicts()
        #expect(conflicts.map(\.unit) == ["risk"])
        #expect(conflicts.first?.candidates.count == 2)
        let level = try scene.anna.value(scene.id, "risk.level")
        let reason = try scene.anna.value(scene.id, "risk.reason")
        #expect((level, reason) == (.null, .text("calm")))
        #expect(try scene.bram.value(scene.id, "risk.level") == .null)
    }

    @Test func `V27 one invalid change among many is kept aside and its author told`()
        async throws
    {
        let scene = try await Scene()
        var relaxed = Schema.office(version: 2)
        relaxed.kinds = relaxed.kinds.map { kind in
            var kind = kind
            for index in kind.fields.indices where kind.fields[index].name == "name" {
                kind.fields[index].lengthMax = 600
            }
            return Kind(
                name: kind.name,
                isAppend: kind.isAppend,
                hasNaturalKey: kind.hasNaturalKey,
                fields: kind.fields
            )
        }
        let schema = relaxed
        scene.office.schemas.add(schema)
        try scene.anna.access.withStore { try $0.publish(schema) }
        for number in 0..<100 {
            if number == 50 {
                let long = String(repeating: "x", count: 100)
                try scene.anna.set(scene.id, "name", .text(Text(long)))
            } else {
                try scene.anna.set(scene.id, "visits", .integer(Int64(number)))
            }
        }
        let report = try await scene.anna.sync()
        #expect(report.receipts.count { $0.status == .quarantined } == 1)
        #expect(report.receipts.first { $0.status == .quarantined }?.reason == "length")
        #expect(report.receipts.count { $0.status == .applied || $0.status == .superseded } == 99)
        #expect(try scene.anna.counts().quarantined == 1)
        let kept = try #require(try scene.office.server.quarantine(includingEnded: false).first)
        try scene.office.server.refuse(quarantined: kept.id, by: "operator", reason: "too long")
        let second = try await scene.anna.sync()
        #expect(second.receipts.map(\.status) == [.refused])
        #expect(try scene.anna.counts().quarantined == 0)
        #expect(try scene.anna.value(scene.id, "name") == .text("Start"))
    }

    @Test func `V28 a new field changes nothing on the wire`() async throws {
        let scene = try await Scene()
        for number in 0..<50 { _ = try scene.anna.newCase([("visits", .integer(Int64(number)))]) }
        try await scene.settle()
        try scene.office.publish(
            .office(version: 2, extra: [Field(name: "new.field", type: .text, policy: .queue)])
        )
        let report = try await scene.bram.sync()
        #expect(report.pulled == 0)
        #expect(!report.hasDiverged)
        #expect(try scene.bram.access.withStore { $0.schema.version } == 2)
    }
}
