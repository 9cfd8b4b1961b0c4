import SyncModel
import SyncTesting
import SyncWire
import Testing

@testable import SyncEngine

/// Shows what a device takes for an admission.
@Suite struct EnrolTests {
    private let device = SigningKey.generate()
    private let server = SigningKey.generate()

    private var request: EnrolRequest {
        EnrolRequest(
            code: "K7PX-2M9Q",
            replica: ReplicaID(Identifier128(high: 1, low: 1)),
            incarnation: IncarnationID(Identifier128(high: 2, low: 2)),
            deviceName: "laptop",
            signingKey: device.publicKey,
            sealingKey: [UInt8](repeating: 3, count: 32)
        )
    }

    private var enrolment: Enrolment {
        Enrolment(
            user: "anna",
            role: .counsellor,
            server: ReplicaID(Identifier128(high: 9, low: 9)),
            serverKey: server.publicKey,
            epoch: 1,
            schema: "text",
            numbers: NumberBlock(prefix: "HLM", year: 2026, first: 1, last: 50)
        )
    }

    @Test func `the request is signed by the key that it brings, and the answer is taken`()
        async throws
    {
        let (request, enrolment, server) = (request, enrolment, server)
        let line = transport { envelope in
            let opened = try envelope.open()
            #expect(opened.sender == request.replica)
            #expect(opened.isSigned(by: request.signingKey))
            #expect(try opened.request() == .enrol(request))
            return try Envelope.seal(
                .enrolment(enrolment),
                sender: enrolment.server,
                number: opened.number,
                key: server
            )
        }
        #expect(try await enrol(request, over: line, key: device) == enrolment)
    }

    @Test func `a refusal is passed on`() async throws {
        let server = server
        let line = transport { envelope in
            try Envelope.seal(
                .refusal(Refusal(.code, detail: "used")),
                sender: ReplicaID(Identifier128(high: 9, low: 9)),
                number: 1,
                key: server
            )
        }
        await #expect(throws: SyncFailure.refused(Refusal(.code, detail: "used"))) {
            try await enrol(request, over: line, key: device)
        }
    }

    @Test(arguments: ["key", "sender", "number", "kind"])
    func `an answer that is not the server's own is not taken`(wrong: String) async throws {
        let (enrolment, server) = (enrolment, server)
        let stranger = ReplicaID(Identifier128(high: 8, low: 8))
        let line = transport { envelope in
            try Envelope.seal(
                wrong == "kind"
                    ? .pushResult(PushResult(receipts: [], known: .none, epoch: 1))
                    : .enrolment(enrolment),
                sender: wrong == "sender" ? stranger : enrolment.server,
                number: wrong == "number" ? 7 : 1,
                key: wrong == "key" ? .generate() : server
            )
        }
        await #expect(throws: SyncFailure.self) {
            try await enrol(request, over: line, key: device)
        }
    }

    private func transport(
        _ answer: @escaping @Sendable (Envelope) throws -> Envelope
    ) -> MemoryTransport {
        MemoryTransport { envelope throws(TransportError) in
            do {
                return [try answer(envelope)]
            } catch {
                throw TransportError(.unreachable, detail: "\(error)")
            }
        }
    }
}
