internal import Casework
internal import SyncModel
internal import SyncStore
internal import SyncWire
internal import Testing

@testable internal import ServerCore

/// Shows how the service takes children of incarnations, and devices of which two copies are at work.
@Suite struct CloneServiceTests {
    private let office: TestOffice

    init() throws { office = try TestOffice() }

    private func hello(
        _ incarnation: IncarnationID,
        _ origins: [Origin],
        head: ChainHead = .none
    ) -> Request {
        .hello(
            HelloRequest(
                incarnation: incarnation,
                head: head,
                schemaVersion: 3,
                numbersLeft: 20,
                origins: origins
            )
        )
    }

    private func welcome(_ response: Response) throws -> Welcome {
        guard case .welcome(let welcome) = response else {
            throw TestOffice.Unexpected(answer: response)
        }
        return welcome
    }

    /// A device with one save delivered, and a child of its incarnation after it.
    private func forked() throws -> (device: TestDevice, child: Origin) {
        let device = try office.device(of: "erik")
        let known = try device.push([device.makeCase()]).known
        let child = Origin(
            incarnation: IncarnationID(office.world.identifier()),
            parent: device.incarnation,
            fork: known
        )
        return (device, child)
    }

    private func state() throws -> String? {
        try office.run(DeviceList()).elements?.first?["state"]?.text
    }

    @Test func `a child takes the place of its parent, which is closed then`() throws {
        let (device, child) = try forked()
        let first = try welcome(device.ask(hello(child.incarnation, [child], head: child.fork)))
        #expect(first.known == child.fork)
        #expect(!first.isClosed)
        #expect(try office.store.device(device.replica)?.incarnation == child.incarnation)
        let again = try welcome(device.ask(device.hello(head: child.fork)))
        #expect(again.isClosed)
        #expect(again.known == child.fork)
        #expect(!again.isCloned)
    }

    @Test func `a child that does not fit, or is nobody's, is refused`() throws {
        let (device, child) = try forked()
        var wrong = child
        wrong.fork.hash = [UInt8](repeating: 7, count: 32)
        #expect(try device.ask(hello(child.incarnation, [wrong])).refusal == .chain)
        #expect(try device.ask(hello(child.incarnation, [])).refusal == .chain)
        let other = try office.device(of: "anna")
        #expect(try other.ask(hello(child.incarnation, [child])).refusal == .chain)
        #expect(try office.store.device(device.replica)?.incarnation == device.incarnation)
    }

    @Test func `ends of saves are compared in the ancestors' parts too`() throws {
        let (device, child) = try forked()
        _ = try device.ask(hello(child.incarnation, [child]))
        let wrong = ChainHead(seq: child.fork.seq, hash: [UInt8](repeating: 7, count: 32))
        for (heads, expected) in [([child.fork], child.fork), ([wrong], .none)]
            as [([ChainHead], ChainHead)]
        {
            let request = CompareRequest(incarnation: child.incarnation, heads: heads)
            #expect(try device.ask(.compare(request)) == .common(expected))
        }
        let other = try office.device(of: "anna")
        let foreign = CompareRequest(incarnation: child.incarnation, heads: [child.fork])
        #expect(try other.ask(.compare(foreign)).refusal == .chain)
    }

    @Test func `a further change in a closed incarnation proves a clone, and is kept`() throws {
        let (device, child) = try forked()
        _ = try device.ask(hello(child.incarnation, [child]))
        #expect(try state() == "enrolled")
        let receipts = try device.push([device.makeCase([("flag", .boolean(true))])]).receipts
        #expect(Set(receipts.map(\.reason)) == ["clone"])
        #expect(try state() == "cloned")
        #expect(try device.ask(.pull(PullRequest(cursor: nil, lettersSeen: 0))).refusal == .clone)
        #expect(try welcome(device.ask(device.hello())).isCloned)
        #expect(try office.store.quarantine(includingEnded: false).count == receipts.count)
        // Under the old id it is not admitted again, and the code is not used up.
        let code = try office.invite("erik")
        #expect(try device.ask(.enrol(device.enrolment(code: code))).refusal == .clone)
        let fresh = TestDevice(office: office, user: "erik", role: .counsellor)
        var request = fresh.enrolment(code: code)
        request.origin = Origin(
            incarnation: fresh.incarnation,
            parent: child.incarnation,
            fork: child.fork
        )
        guard case .enrolment = try fresh.ask(.enrol(request)) else {
            Issue.record("not admitted")
            return
        }
        #expect(try welcome(fresh.ask(fresh.hello())).known == child.fork)
    }

    @Test func `another user's chain is not continued, and the code is not used up`() throws {
        let (_, child) = try forked()
        let code = try office.invite("anna")
        let fresh = TestDevice(office: office, user: "anna", role: .counsellor)
        var request = fresh.enrolment(code: code)
        request.origin = Origin(
            incarnation: fresh.incarnation,
            parent: child.parent,
            fork: child.fork
        )
        #expect(try fresh.ask(.enrol(request)).refusal == .revoked)
        request.origin = nil
        #expect(try fresh.ask(.enrol(request)).refusal == nil)
    }
}
