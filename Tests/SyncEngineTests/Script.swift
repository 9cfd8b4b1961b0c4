import SyncModel
import SyncStore
import SyncWire

@testable import SyncEngine

/// The other side of the state machine's tests: a laptop with changes 1 to 10, of which 8 to 10 wait.
struct Script {
    /// Where a machine waits for the server.
    enum Stage: CaseIterable {
        case greeting
        case pushing
        case pulling

        /// Whether the machine waits for this kind of answer.
        func expects(_ response: Response) -> Bool {
            switch (self, response) {
            case (.greeting, .welcome), (.pushing, .pushResult), (.pulling, .page): true
            default: false
            }
        }
    }

    let incarnation = IncarnationID(Identifier128(high: 1, low: 2))

    var head: ChainHead { ChainHead(seq: 10, hash: [UInt8](repeating: 1, count: 32)) }

    var hello: HelloRequest {
        HelloRequest(incarnation: incarnation, head: head, schemaVersion: 1, numbersLeft: 5)
    }

    func standing(
        epoch: UInt32 = 1,
        hasDiverged: Bool = false,
        isCloned: Bool = false
    ) -> SyncStanding {
        SyncStanding(
            incarnation: incarnation,
            head: head,
            receipted: ChainHead(seq: 7, hash: [UInt8](repeating: 1, count: 32)),
            origins: [],
            isCloned: isCloned,
            schemaVersion: 1,
            numbersLeft: 5,
            epoch: epoch,
            hasDiverged: hasDiverged
        )
    }

    func head(_ seq: UInt64, hash: UInt8 = 1) -> ChainHead {
        ChainHead(seq: seq, hash: [UInt8](repeating: hash, count: 32))
    }

    func welcome(
        known: UInt64 = 10,
        hash: UInt8 = 1,
        atHead: ChainHead? = nil,
        isClosed: Bool = false,
        isCloned: Bool = false
    ) -> Welcome {
        Welcome(
            serverTime: Instant(milliseconds: 1000),
            epoch: 1,
            user: "anna",
            role: .counsellor,
            known: head(known, hash: hash),
            atHead: atHead,
            isClosed: isClosed,
            isCloned: isCloned,
            schema: nil,
            numbers: nil
        )
    }

    func answer(_ response: Response) -> SyncEvent {
        let now = Instant(milliseconds: 1000)
        return .answered(response, sent: now, received: now)
    }

    func page(_ cursor: String, hasMore: Bool = false) -> FeedPage {
        FeedPage(epoch: 1, cursor: cursor, hasMore: hasMore, stateHash: StateHash(sum: 77))
    }

    func outcome(pulled: Int = 0) -> PageOutcome {
        PageOutcome(pulled: pulled, removed: 0, receipts: [])
    }

    /// Saves of one change each.
    private func saves(_ numbers: ClosedRange<Int>) -> [Save] {
        numbers.map { number in
            let dot = Dot(incarnation: incarnation, seq: UInt64(number))
            return Save(
                caseID: CaseID(Identifier128(high: 5, low: 5)),
                operation: OperationID(startingAt: dot),
                author: "anna",
                role: .counsellor,
                wallClock: Instant(milliseconds: 1),
                hlc: HLC(milliseconds: Int64(number), counter: 0),
                schemaVersion: 1,
                changes: [
                    Change(
                        dot: dot,
                        record: .caseFile,
                        unit: "name",
                        value: .text("x"),
                        context: .zero
                    )
                ]
            )
        }
    }

    /// The same as the store gives them.
    func upload(_ numbers: ClosedRange<Int>) -> Upload {
        Upload(saves(numbers)) ?? Upload(of: incarnation)
    }

    func result(_ upload: Upload) -> PushResult {
        PushResult(
            receipts: upload.dots.map { Receipt(dot: $0, status: .applied) },
            known: ChainHead(
                seq: upload.lastSeq ?? 0,
                hash: [UInt8](repeating: 1, count: 32)
            ),
            epoch: 1
        )
    }

    /// An answer of each kind but a refusal.
    var responses: [Response] {
        [
            .welcome(welcome()), .pushResult(result(upload(8...10))), .page(page("c9")),
            .enrolment(
                Enrolment(
                    user: "anna",
                    role: .counsellor,
                    server: ReplicaID(Identifier128(high: 0, low: 9)),
                    serverKey: [],
                    epoch: 1,
                    schema: "",
                    numbers: nil
                )
            ),
        ]
    }

    /// A machine that waits for the server's answer.
    func machine(at stage: Stage, hasDiverged: Bool = false) -> SyncStateMachine {
        var machine = SyncStateMachine()
        _ = machine.begin()
        _ = machine.handle(.opened(standing(hasDiverged: hasDiverged)))
        if stage == .greeting { return machine }
        _ = machine.handle(answer(.welcome(welcome(known: stage == .pushing ? 7 : 10))))
        if stage == .pushing {
            _ = machine.handle(.upload(upload(8...10)))
        } else {
            _ = machine.handle(.nothingToSend(cursor: "c1", lettersSeen: 0))
        }
        return machine
    }
}

extension SyncAction {
    /// Whether the sync ended early.
    var isFailure: Bool {
        if case .fail = self { return true }
        return false
    }

    /// Why the server, or the comparison with it, refused.
    var refusal: Refusal.Code? {
        if case .fail(.refused(let refusal)) = self { return refusal.code }
        return nil
    }
}
