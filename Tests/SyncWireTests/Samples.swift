import SyncModel
import SyncWire
import Testing

/// Envelopes of each kind, small and large, from one seed.
enum Samples {
    /// The key of the one who seals them.
    static func key() throws -> SigningKey {
        try #require(SigningKey(seed: [UInt8](repeating: 7, count: 32)))
    }

    static let sender = ReplicaID(Identifier128(high: 1, low: 2))

    /// A request of each kind.
    static func requests(_ random: inout WireRandom) -> [Request] {
        [
            .enrol(
                EnrolRequest(
                    code: "K7PX-2M9Q",
                    replica: ReplicaID(random.identifier()),
                    incarnation: IncarnationID(random.identifier()),
                    deviceName: random.word(),
                    signingKey: random.bytes(32),
                    sealingKey: random.bytes(32),
                    origin: random.chance(50) ? random.origin() : nil
                )
            ),
            .hello(
                HelloRequest(
                    incarnation: IncarnationID(random.identifier()),
                    head: random.head(),
                    schemaVersion: 3,
                    numbersLeft: 17,
                    origins: (0..<Int.random(in: 0...3, using: &random)).map { _ in
                        random.origin()
                    }
                )
            ),
            .push(random.push(saves: 1)),
            .push(random.push(saves: 8)),
            .pull(PullRequest(cursor: random.chance(50) ? random.word() : nil, lettersSeen: 4)),
            .compare(
                CompareRequest(
                    incarnation: IncarnationID(random.identifier()),
                    heads: (0..<Int.random(in: 0...5, using: &random)).map { _ in random.head() }
                )
            ),
            .pull(
                PullRequest(
                    cursor: nil,
                    lettersSeen: 4,
                    whole: [CaseID(random.identifier()), CaseID(random.identifier())]
                )
            ),
            .reconcile(ReconcileRequest(cases: random.cases(0))),
            .reconcile(ReconcileRequest(cases: random.cases(5))),
            .report(ReportRequest(changes: (0..<5).map { _ in random.reported() })),
        ]
    }

    /// A response of each kind.
    static func responses(_ random: inout WireRandom) -> [Response] {
        let numbers = NumberBlock(prefix: "HLM", year: 2026, first: 1, last: 50)
        return [
            .enrolment(
                Enrolment(
                    user: random.word(),
                    role: random.pick(Role.allCases),
                    server: ReplicaID(random.identifier()),
                    serverKey: random.bytes(32),
                    epoch: 1,
                    schema: random.word(),
                    numbers: random.chance(50) ? numbers : nil
                )
            ),
            .welcome(
                Welcome(
                    serverTime: random.instant(),
                    epoch: 2,
                    user: random.word(),
                    role: random.pick(Role.allCases),
                    known: random.head(),
                    atHead: random.chance(50) ? random.head() : nil,
                    isClosed: random.chance(50),
                    isCloned: random.chance(50),
                    schema: random.chance(50) ? random.word() : nil,
                    numbers: random.chance(50) ? numbers : nil,
                    epochs: random.epochs(),
                    watermark: random.next()
                )
            ),
            .reconciled(ReconcileResult(lost: random.cases(0))),
            .reconciled(ReconcileResult(lost: random.cases(3))),
            .reported(12),
            .pushResult(random.result(0)),
            .pushResult(random.result(12)),
            .page(random.page(0)),
            .page(random.page(4)),
            .common(random.head()),
            .refusal(Refusal(random.pick(Refusal.Code.allCases), detail: random.word())),
        ]
    }

    /// What a reader does with an envelope: opens it, checks the signature, decodes it.
    static func read(_ envelope: Envelope, publicKey: [UInt8]) throws {
        let opened = try envelope.open()
        guard opened.isSigned(by: publicKey) else { throw WireError(.signature) }
        do {
            _ = try opened.request()
        } catch {
            _ = try opened.response()
        }
    }
}

extension Request {
    /// The request as it arrives: ids behind numbers and chain hashes but the last left out.
    var arrived: Request {
        guard case .push(var push) = self else { return self }
        for index in push.saves.indices {
            if push.saves[index].caseRecordNumber != nil { push.saves[index].caseID = .unresolved }
            if index < push.saves.count - 1 { push.saves[index].chainHash = [] }
            for row in push.saves[index].changes.indices
            where push.saves[index].changes[row].recordNumber != nil {
                let kind = push.saves[index].changes[row].record.kind
                push.saves[index].changes[row].record = RecordAddress(kind: kind, key: .unresolved)
            }
        }
        return .push(push)
    }
}
