import SyncModel
import SyncStore
import SyncTesting
import SyncWire
import Testing

@testable import SyncEngine

/// Shows what a laptop does not take for an answer, and what it notices at the end of a sync.
@Suite struct AnswerTests {
    @Test func `an answer of another server is not believed`() async throws {
        let scene = try await Scene()
        try scene.anna.set(scene.id, "name", .text("x"))
        let stranger = SigningKey.generate()
        let responder = scene.office.responder
        let line = transport { request in
            let answer = try responder.answer(request).open()
            return [
                try Envelope.seal(
                    try answer.response(),
                    sender: answer.sender,
                    number: answer.number,
                    key: stranger
                )
            ]
        }
        let failure = await failure { try await scene.anna.sync(over: line) }
        guard case .wire(let error) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(error.code == .signature)
        #expect(try scene.anna.counts().pending == 1)
    }

    @Test func `an answer to another request is not believed`() async throws {
        let scene = try await Scene()
        let responder = scene.office.responder
        let line = transport { request in
            let answer = try responder.answer(request).open()
            return [
                try Envelope.seal(
                    try answer.response(),
                    sender: answer.sender,
                    number: answer.number + 1,
                    key: responder.key
                )
            ]
        }
        let failure = await failure { try await scene.anna.sync(over: line) }
        #expect(failure == .wire(WireError(.damaged, detail: "no answer to this request")))
    }

    @Test func `no answer, and no envelope, end the sync`() async throws {
        let scene = try await Scene()
        for answers in [[], [Envelope(bytes: [1, 2, 3])]] {
            let failure = await failure {
                try await scene.anna.sync(over: transport { _ in answers })
            }
            guard case .wire(let error) = failure else {
                Issue.record("\(String(describing: failure))")
                return
            }
            #expect(error.code == .damaged)
        }
    }

    @Test func `a server that was restored is not written to`() async throws {
        let scene = try await Scene()
        scene.office.server.close()
        try scene.office.copy("server.db", to: "backup")
        let backup = try scene.office.reopen("backup")
        let first = try scene.office.reopen("server.db")
        try scene.anna.set(scene.id, "name", .text("lost on the server"))
        try await scene.anna.sync(over: first.line)
        try scene.anna.set(scene.id, "name", .text("waits"))
        for responder in [backup] {
            let failure = await failure { try await scene.anna.sync(over: responder.line) }
            #expect(failure?.refusal == .chain)
        }
        #expect(try scene.anna.value(scene.id, "name") == .text("waits"))
        #expect(try scene.anna.counts().pending == 1)
        backup.responder.store.close()
        first.responder.store.close()
    }

    @Test func `a newer schema and a block of numbers come with the welcome, and are kept`()
        async throws
    {
        let scene = try await Scene()
        let field = Field(name: "new.field", type: .text, policy: .queue)
        try scene.office.publish(.office(version: 2, extra: [field]))
        let responder = scene.office.responder
        let line = transport { request in
            let answer = try responder.answer(request).open()
            var response = try answer.response()
            if case .welcome(var welcome) = response {
                welcome.numbers = NumberBlock(prefix: "OFF", year: 2026, first: 7, last: 8)
                response = .welcome(welcome)
            }
            return [
                try Envelope.seal(
                    response,
                    sender: answer.sender,
                    number: answer.number,
                    key: responder.key
                )
            ]
        }
        try await scene.anna.sync(over: line)
        #expect(try scene.anna.access.withStore { $0.schema.version } == 2)
        #expect(try scene.anna.access.withStore { try $0.nextNumber(year: 2026) }?.serial == 7)
    }

    @Test func `that a record was made is counted in no receipt, first or second`() async throws {
        let office = try Office()
        let carla = try office.laptop("carla", role: .counsellor)
        let id = try carla.newCase([("name", .text("Hers"))])
        try await carla.sync()
        _ = try office.server.unassign(id, from: "carla")
        _ = try carla.newVisit(id, note: "written before she knew")
        let first = try await carla.sync()
        #expect(first.pushed == 2)
        #expect(first.receipts.map(\.status) == [.quarantined, .quarantined])
        let kept = try office.server.quarantine(includingEnded: false)
        #expect(kept.count == 3)
        _ = try office.server.admit(quarantined: try #require(kept.first).id, by: "operator")
        let second = try await carla.sync()
        #expect(second.receipts.map(\.status) == [.applied, .applied])
        #expect(try carla.counts().quarantined == 0)
    }

    @Test func `a divergence is reported and kept until it is gone`() async throws {
        let scene = try await Scene()
        let responder = scene.office.responder
        let line = transport { request in
            let answer = try responder.answer(request).open()
            var response = try answer.response()
            if case .page(var page) = response {
                page.stateHash.sum &+= 1
                response = .page(page)
            }
            return [
                try Envelope.seal(
                    response,
                    sender: answer.sender,
                    number: answer.number,
                    key: responder.key
                )
            ]
        }
        #expect(try await scene.anna.sync(over: line).hasDiverged)
        let setting = { try scene.anna.access.withStore { try $0.setting(SyncSetting.diverged) } }
        #expect(try setting() == "1")
        #expect(try await !scene.anna.sync().hasDiverged)
        #expect(try setting() == nil)
    }

    @Test func `the clock is measured beyond the error of the exchange`() async throws {
        let scene = try await Scene(bramsClockError: -3_600_000)
        #expect(try await scene.anna.sync().clockOffsetMilliseconds == 0)
        #expect(try await scene.bram.sync().clockOffsetMilliseconds == 3_600_000)
    }

    @Test func `an idle sync is two requests, under two kilobytes, and pulls nothing`()
        async throws
    {
        let scene = try await Scene()
        try await scene.settle()
        let line = UnreliableTransport(scene.office.responder, nil, at: 0)
        let report = try await scene.anna.sync(over: line)
        #expect(line.count == 2)
        #expect(line.byteCount <= 2048)
        #expect(report.pulled == 0)
        #expect(report.pushed == 0)
    }

    private func transport(
        _ answer: @escaping @Sendable (Envelope) throws -> [Envelope]
    ) -> MemoryTransport {
        MemoryTransport { envelope throws(TransportError) in
            do {
                return try answer(envelope)
            } catch {
                throw TransportError(.unreachable, detail: "\(error)")
            }
        }
    }

    private func failure(_ body: () async throws -> SyncReport) async -> SyncFailure? {
        do {
            _ = try await body()
        } catch let error as SyncFailure {
            return error
        } catch {
            Issue.record("\(error)")
        }
        return nil
    }
}

extension SyncFailure {
    /// The reason of a refusal.
    var refusal: Refusal.Code? {
        if case .refused(let refusal) = self { return refusal.code }
        return nil
    }
}
