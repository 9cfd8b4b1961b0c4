import SyncModel
import SyncStore
import SyncWire
import Testing

@testable import SyncEngine

/// Shows what a sync decides at each step, without a store, a server or a socket.
@Suite struct SyncStateMachineTests {
    private let script = Script()

    @Test func `an idle sync greets, asks once and ends`() {
        var machine = SyncStateMachine()
        #expect(machine.begin() == .open)
        #expect(machine.handle(.opened(script.standing())) == .send(.hello(script.hello)))
        #expect(
            machine.handle(script.answer(.welcome(script.welcome())))
                == .takeUpload(after: 0, through: 10, changesMax: Limits.uploadChangesMax)
        )
        #expect(
            machine.handle(.nothingToSend(cursor: "c1", lettersSeen: 4))
                == .send(.pull(PullRequest(cursor: "c1", lettersSeen: 4)))
        )
        let page = script.page("c1")
        #expect(machine.handle(script.answer(.page(page))) == .keepPage(page, next: nil))
        let end = machine.handle(.pageKept(script.outcome(), page.stateHash))
        guard case .finish(let report) = end else {
            Issue.record("\(end)")
            return
        }
        #expect(report.cursor == "c1")
        #expect(report.pushed == 0)
        #expect(!report.hasDiverged)
        #expect(report.role == .counsellor)
        #expect(report.epoch == 1)
    }

    @Test func `pushes until nothing waits, then pulls until nothing comes`() {
        var machine = SyncStateMachine(changesMax: 2)
        let first = script.upload(8...9)
        let second = script.upload(10...10)
        _ = machine.begin()
        _ = machine.handle(.opened(script.standing()))
        _ = machine.handle(script.answer(.welcome(script.welcome(known: 7))))
        #expect(machine.handle(.upload(first)) == .push(first, clockOffset: 0))
        let result = script.result(first)
        #expect(
            machine.handle(script.answer(.pushResult(result))) == .keepReceipts(result.receipts)
        )
        #expect(machine.handle(.receiptsKept) == .takeUpload(after: 9, through: 7, changesMax: 2))
        _ = machine.handle(.upload(second))
        _ = machine.handle(script.answer(.pushResult(script.result(second))))
        #expect(machine.handle(.receiptsKept) == .takeUpload(after: 10, through: 7, changesMax: 2))
        _ = machine.handle(.nothingToSend(cursor: nil, lettersSeen: 0))
        var page = script.page("c1", hasMore: true)
        page.letters = [Letter(number: 3, content: .receipt(result.receipts[0]))]
        let next = PullRequest(cursor: "c1", lettersSeen: 3)
        #expect(machine.handle(script.answer(.page(page))) == .keepPage(page, next: next))
        #expect(
            machine.handle(.pageKept(script.outcome(pulled: 2), nil)) == .send(.pull(next))
        )
        let last = script.page("c2")
        _ = machine.handle(script.answer(.page(last)))
        let end = machine.handle(.pageKept(script.outcome(pulled: 1), last.stateHash))
        guard case .finish(let report) = end else {
            Issue.record("\(end)")
            return
        }
        #expect(report.pushed == 3)
        #expect(report.pulled == 3)
        #expect(report.receipts.map(\.dot.seq) == [8, 9, 10])
    }

    @Test func `what the welcome brings is kept before anything else`() {
        let numbers = NumberBlock(prefix: "HLM", year: 2026, first: 1, last: 9)
        for (schema, block, epoch) in [("text", nil, 1), (nil, numbers, 1), (nil, nil, 0)]
            as [(String?, NumberBlock?, UInt32)]
        {
            var machine = SyncStateMachine()
            var welcome = script.welcome()
            welcome.schema = schema
            welcome.numbers = block
            _ = machine.begin()
            _ = machine.handle(.opened(script.standing(epoch: epoch)))
            #expect(machine.handle(script.answer(.welcome(welcome))) == .keepWelcome(welcome))
            #expect(
                machine.handle(.welcomeKept)
                    == .takeUpload(after: 0, through: 10, changesMax: Limits.uploadChangesMax)
            )
        }
    }

    @Test(arguments: Script.Stage.allCases)
    func `an answer to something else ends the sync`(stage: Script.Stage) {
        for response in script.responses where !stage.expects(response) {
            var machine = script.machine(at: stage)
            guard case .fail(.wire(let error)) = machine.handle(script.answer(response)) else {
                Issue.record("\(stage) took \(response)")
                continue
            }
            #expect(error.code == .damaged)
            #expect(machine.handle(script.answer(response)).isFailure, "ended is ended")
        }
    }

    @Test(arguments: Script.Stage.allCases)
    func `a refusal ends the sync with its reason`(stage: Script.Stage) {
        for code in Refusal.Code.allCases where code != .tooLarge && code != .clone {
            var machine = script.machine(at: stage)
            let refusal = Refusal(code, detail: "d")
            #expect(
                machine.handle(script.answer(.refusal(refusal))) == .fail(.refused(refusal))
            )
        }
    }

    @Test(
        arguments: [
            (5, 1, 8),  // less than it gave receipts for: the server was restored
            (7, 1, 9),  // the same, as the first save that waits tells
            (7, 1, nil),  // the same, with nothing that waits
        ] as [(UInt64, UInt8, Int?)]
    )
    func `nothing is exchanged when the chain does not fit`(
        known: UInt64,
        hash: UInt8,
        waiting: Int?
    ) {
        var machine = SyncStateMachine()
        _ = machine.begin()
        _ = machine.handle(.opened(script.standing()))
        var action = machine.handle(
            script.answer(.welcome(script.welcome(known: known, hash: hash)))
        )
        if case .takeUpload = action {
            if let waiting {
                action = machine.handle(.upload(script.upload(waiting...10)))
            } else {
                action = machine.handle(.nothingToSend(cursor: nil, lettersSeen: 0))
            }
        }
        #expect(action.refusal == .chain)
    }

    @Test func `an earlier epoch ends the sync, and answers of another one`() {
        var machine = SyncStateMachine()
        _ = machine.begin()
        _ = machine.handle(.opened(script.standing(epoch: 2)))
        #expect(machine.handle(script.answer(.welcome(script.welcome()))).refusal == .branch)
        var pushing = script.machine(at: .pushing)
        var result = script.result(script.upload(8...10))
        result.epoch = 2
        #expect(pushing.handle(script.answer(.pushResult(result))).refusal == .chain)
        var pulling = script.machine(at: .pulling)
        var page = script.page("c2")
        page.epoch = 2
        #expect(pulling.handle(script.answer(.page(page))).refusal == .chain)
    }

    @Test func `changes that the server has already go out again for their receipts`() {
        var machine = SyncStateMachine()
        _ = machine.begin()
        _ = machine.handle(.opened(script.standing()))
        _ = machine.handle(script.answer(.welcome(script.welcome(known: 10))))
        let upload = script.upload(8...10)
        #expect(machine.handle(.upload(upload)) == .push(upload, clockOffset: 0))
    }

    @Test func `claims and offsets of clock segments go out beside the saves`() {
        var machine = SyncStateMachine()
        _ = machine.begin()
        _ = machine.handle(.opened(script.standing()))
        _ = machine.handle(script.answer(.welcome(script.welcome(known: 7))))
        let upload = script.upload(8...10)
        let claims = [Claim(seq: 9, status: .applied, position: Position(epoch: 1, revision: 4))]
        let offsets = [UInt32(3): SegmentOffset(milliseconds: -7, isEstimated: true)]
        #expect(
            machine.handle(.upload(upload, claims: claims, offsets: offsets))
                == .push(upload, clockOffset: 0, segmentOffsets: offsets, claims: claims)
        )
    }

    @Test func `a push that is too large is halved, down to one save`() {
        var machine = script.machine(at: .pushing)
        #expect(
            machine.handle(.requestTooLarge) == .takeUpload(after: 7, through: 7, changesMax: 1)
        )
        _ = machine.handle(.upload(script.upload(8...8)))
        #expect(machine.handle(.requestTooLarge).refusal == .tooLarge)
        var refused = script.machine(at: .pushing)
        let refusal = Response.refusal(Refusal(.tooLarge))
        #expect(
            refused.handle(script.answer(refusal))
                == .takeUpload(after: 7, through: 7, changesMax: 1)
        )
    }

    @Test func `receipts of other changes are not kept`() {
        var machine = script.machine(at: .pushing)
        var wrong = script.result(script.upload(7...9))
        wrong.known.seq = 10
        #expect(machine.handle(script.answer(.pushResult(wrong))).isFailure)
        var behind = script.machine(at: .pushing)
        var result = script.result(script.upload(8...10))
        result.known.seq = 9
        #expect(behind.handle(script.answer(.pushResult(result))).isFailure)
    }

    @Test func `a page that leads nowhere ends the sync`() {
        var machine = script.machine(at: .pulling)
        #expect(machine.handle(script.answer(.page(script.page("c1", hasMore: true)))).isFailure)
    }

    @Test func `a divergence is kept once, and its end too`() {
        for (before, after) in [(false, true), (true, false)] {
            var machine = script.machine(at: .pulling, hasDiverged: before)
            let page = script.page("c2")
            _ = machine.handle(script.answer(.page(page)))
            let hash = after ? StateHash(sum: 1) : page.stateHash
            #expect(machine.handle(.pageKept(script.outcome(), hash)) == .keepDivergence(after))
            guard case .finish(let report) = machine.handle(.divergenceKept) else {
                Issue.record("not finished")
                return
            }
            #expect(report.hasDiverged == after)
        }
    }
}
