import SyncModel
import SyncStore
import SyncWire
import Testing

@testable import SyncEngine

/// Shows what a sync decides when the server has another chain, without a store or a server.
@Suite struct RecoveryMachineTests {
    private let script = Script()

    /// A machine that waits for the welcome.
    private func greeted() -> SyncStateMachine {
        var machine = SyncStateMachine()
        _ = machine.begin()
        _ = machine.handle(.opened(script.standing()))
        return machine
    }

    private func meet(_ welcome: Welcome) -> SyncAction {
        var machine = greeted()
        return machine.handle(script.answer(.welcome(welcome)))
    }

    @Test func `an image of what the server has opens a child where it ends`() {
        var machine = greeted()
        var action = machine.handle(
            script.answer(.welcome(script.welcome(known: 12, atHead: script.head)))
        )
        #expect(action == .openChild(after: script.head))
        var standing = script.standing()
        standing.incarnation = IncarnationID(Identifier128(high: 9, low: 9))
        standing.origins = [
            Origin(
                incarnation: standing.incarnation,
                parent: script.incarnation,
                fork: script.head
            )
        ]
        var hello = script.hello
        hello.incarnation = standing.incarnation
        hello.origins = standing.origins
        #expect(machine.handle(.opened(standing)) == .send(.hello(hello)))
        action = machine.handle(script.answer(.welcome(script.welcome())))
        #expect(
            action == .takeUpload(after: 0, through: 10, changesMax: Limits.uploadChangesMax)
        )
        #expect(machine.report.wasRestored)
    }

    @Test func `a child is opened once a sync`() {
        var machine = greeted()
        _ = machine.handle(script.answer(.welcome(script.welcome(known: 12, atHead: script.head))))
        _ = machine.handle(.opened(script.standing()))
        let again = script.answer(.welcome(script.welcome(known: 12, atHead: script.head)))
        #expect(machine.handle(again).refusal == .chain)
    }

    @Test func `another chain is searched for the last common end`() {
        var machine = greeted()
        var action = machine.handle(script.answer(.welcome(script.welcome(hash: 2))))
        #expect(action == .takeHeads(after: 0, before: 11))
        let heads = [script.head, script.head(8), script.head(7), script.head(3)]
        let request = CompareRequest(incarnation: script.incarnation, heads: heads)
        #expect(machine.handle(.heads(heads)) == .send(.compare(request)))
        action = machine.handle(script.answer(.common(script.head(7))))
        #expect(action == .takeHeads(after: 7, before: 8))
        #expect(machine.handle(.heads([])) == .openChild(after: script.head(7)))
    }

    @Test func `nothing in common goes down to where the search began`() {
        var machine = greeted()
        _ = machine.handle(script.answer(.welcome(script.welcome(hash: 2))))
        _ = machine.handle(.heads([script.head, script.head(8)]))
        let action = machine.handle(script.answer(.common(.none)))
        #expect(action == .takeHeads(after: 0, before: 8))
        // It gave receipts up to 7: a server that has less in common lost something.
        #expect(machine.handle(.heads([])).refusal == .chain)
    }

    @Test func `a common end that was not asked about ends the sync`() {
        var machine = greeted()
        _ = machine.handle(script.answer(.welcome(script.welcome(hash: 2))))
        _ = machine.handle(.heads([script.head]))
        #expect(machine.handle(script.answer(.common(script.head(9)))).isFailure)
    }

    @Test func `a beginning of the own chain fits by its hash`() {
        var machine = greeted()
        var action = machine.handle(script.answer(.welcome(script.welcome(known: 9))))
        #expect(action == .takeHeads(after: 8, before: 10))
        action = machine.handle(.heads([script.head(9)]))
        #expect(
            action == .takeUpload(after: 0, through: 9, changesMax: Limits.uploadChangesMax)
        )
        var other = greeted()
        _ = other.handle(script.answer(.welcome(script.welcome(known: 9, hash: 2))))
        #expect(other.handle(.heads([script.head(9)])) == .takeHeads(after: 0, before: 11))
    }

    @Test func `a closed incarnation without news opens a child, with news it says them`() {
        #expect(meet(script.welcome(isClosed: true)) == .openChild(after: script.head))
        let action = meet(script.welcome(known: 7, isClosed: true))
        #expect(
            action == .takeUpload(after: 0, through: 7, changesMax: Limits.uploadChangesMax)
        )
    }

    @Test func `of a clone is kept that it must enrol again, and it asks nothing then`() {
        var pulling = script.machine(at: .pulling)
        let refusal = Refusal(.clone)
        #expect(pulling.handle(script.answer(.refusal(refusal))) == .keepClone)
        #expect(pulling.handle(.cloneKept) == .fail(.refused(refusal)))
        var machine = SyncStateMachine()
        _ = machine.begin()
        #expect(machine.handle(.opened(script.standing(isCloned: true))).refusal == .clone)
    }
}
