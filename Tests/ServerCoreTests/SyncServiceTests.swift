internal import Casework
internal import SyncModel
internal import SyncStore
internal import SyncTesting
internal import SyncWire
internal import Testing

@testable internal import ServerCore

/// Shows whom the service admits and refuses, and that no bytes at all make it fail.
@Suite struct SyncServiceTests {
    private let office: TestOffice

    init() throws { office = try TestOffice() }

    @Test func `a code admits a device once`() throws {
        let code = try office.invite("erik")
        let device = TestDevice(office: office, user: "erik", role: .counsellor)
        guard case .enrolment(let enrolment) = try device.ask(.enrol(device.enrolment(code: code)))
        else {
            Issue.record("not admitted")
            return
        }
        #expect(enrolment.user == "erik")
        #expect(enrolment.role == .counsellor)
        #expect(enrolment.serverKey == office.service.identity.signingKey.publicKey)
        #expect(enrolment.schema == TestOffice.schemaText)
        #expect(enrolment.numbers?.prefix == "OFF")
        let numbers = try #require(enrolment.numbers)
        #expect(numbers.last - numbers.first == 19)
        let second = TestDevice(office: office, user: "erik", role: .counsellor)
        #expect(try second.ask(.enrol(second.enrolment(code: code))).refusal == .code)
    }

    @Test func `one user has two laptops`() throws {
        let first = try office.device(of: "erik")
        let second = try office.device(of: "erik")
        for device in [first, second] {
            guard case .welcome(let welcome) = try device.ask(device.hello()) else {
                Issue.record("refused")
                return
            }
            #expect(welcome.user == "erik")
        }
        #expect(try office.run(DeviceList()).elements?.count == 2)
    }

    @Test func `a code ends after seven days`() throws {
        let code = try office.invite("erik")
        office.world.pass(milliseconds: 7 * 86_400_000 + 1)
        let device = TestDevice(office: office, user: "erik", role: .counsellor)
        #expect(try device.ask(.enrol(device.enrolment(code: code))).refusal == .code)
    }

    @Test func `wrong codes are slowed down by origin, also after a restart`() throws {
        let code = try office.invite("erik")
        let device = TestDevice(office: office, user: "erik", role: .counsellor)
        let wrong = Request.enrol(device.enrolment(code: "0000-0000-0000"))
        for _ in 0...CodeThrottle.freeAttempts {
            #expect(try device.ask(wrong, from: "10.9.9.9").refusal == .code)
        }
        let right = Request.enrol(device.enrolment(code: code))
        #expect(try device.ask(right, from: "10.9.9.9").refusal == .throttled)
        let kept = try #require(try office.store.setting(CodeThrottle.settingName))
        #expect(CodeThrottle(text: kept).wait(of: "10.9.9.9", now: office.world.now) > 0)
        office.world.pass(milliseconds: 1000)
        #expect(try device.ask(right, from: "10.9.9.9").refusal == nil)
        #expect(try office.store.setting(CodeThrottle.settingName) == nil)
    }

    @Test func `a hello brings the schema when it is newer, and numbers when few are left`() throws
    {
        let device = try office.device(of: "erik")
        guard case .welcome(let full) = try device.ask(device.hello()) else { return }
        #expect(full.schema == nil)
        #expect(full.numbers == nil)
        #expect(full.serverTime == office.world.now)
        let asking = device.hello(schemaVersion: 2, numbersLeft: 9)
        guard case .welcome(let filled) = try device.ask(asking) else { return }
        #expect(filled.schema == TestOffice.schemaText)
        let numbers = try #require(filled.numbers)
        #expect(numbers.last - numbers.first == 19)
        #expect(numbers.first > 20)
    }

    @Test func `a disabled user and a revoked device are refused`() throws {
        let device = try office.device(of: "erik")
        _ = try office.run(UserDisable(user: "erik"))
        #expect(try device.ask(device.hello()).refusal == .revoked)
        let other = try office.device(of: "anna")
        var revoked = try #require(try office.store.device(other.replica))
        revoked.state = .revoked
        try office.store.put(revoked)
        #expect(try other.ask(other.hello()).refusal == .revoked)
        let request = PullRequest(cursor: nil, lettersSeen: 0)
        #expect(try other.ask(.pull(request)).refusal == .revoked)
    }

    @Test func `a new role holds from the next hello`() throws {
        let device = try office.device(of: "erik")
        _ = try office.run(UserRole(user: "erik", role: "coordinator"))
        guard case .welcome(let welcome) = try device.ask(device.hello()) else { return }
        #expect(welcome.role == .coordinator)
    }

    @Test func `who is not enrolled is told so`() throws {
        let stranger = TestDevice(office: office, user: "erik", role: .counsellor)
        #expect(try stranger.ask(stranger.hello()).refusal == .unknownDevice)
    }

    @Test func `a request in the name of another device is refused`() throws {
        let erik = try office.device(of: "erik")
        let anna = try office.device(of: "anna")
        let forged = try anna.sealed(anna.hello(), as: erik.replica)
        #expect(try office.answer(forged).refusal == .damaged)
        let foreign = erik.makeCase()
        let answer = try anna.ask(
            .push(PushRequest(clockOffsetMilliseconds: 0, saves: [foreign]))
        )
        #expect(answer.refusal == .chain)
        #expect(try anna.ask(erik.hello()).refusal == .chain)
        #expect(try office.store.known(of: erik.incarnation) == .none)
    }

    @Test func `a laptop does not become another user's`() throws {
        let erik = try office.device(of: "erik")
        let code = try office.invite("anna")
        #expect(try erik.ask(.enrol(erik.enrolment(code: code))).refusal == .revoked)
        #expect(try office.store.device(erik.replica)?.user == "erik")
        #expect(try erik.ask(erik.hello()).refusal == nil)
    }

    @Test func `a code of a user who was disabled admits nobody`() throws {
        let code = try office.invite("erik")
        _ = try office.run(UserDisable(user: "erik"))
        let device = TestDevice(office: office, user: "erik", role: .counsellor)
        #expect(try device.ask(.enrol(device.enrolment(code: code))).refusal == .revoked)
    }

    @Test func `who is not known must sign with the key that he brings, and be brief`() throws {
        let device = TestDevice(office: office, user: "erik", role: .counsellor)
        let code = try office.invite("erik")
        let asked = device.enrolment(code: code)
        let own = device.key
        device.key = .generate()
        #expect(try device.ask(.enrol(asked)).refusal == .damaged)
        device.key = own
        let other = ReplicaID(office.world.identifier())
        #expect(try office.answer(device.sealed(.enrol(asked), as: other)).refusal == .damaged)
        var long = asked
        // Random, so that it does not become small on the wire.
        long.deviceName = (0..<1000).map { _ in String(office.world.random(), radix: 16) }.joined()
        #expect(try device.ask(.enrol(long)).refusal == .unknownDevice)
        #expect(try office.store.devices().isEmpty)
        #expect(try device.ask(.enrol(asked)).refusal == nil)
    }

    @Test func `a thief with a code cannot take over a device under another key`() throws {
        let erik = try office.device(of: "erik")
        let old = erik.key
        erik.key = .generate()
        let code = try office.invite("anna")
        #expect(try erik.ask(.enrol(erik.enrolment(code: code))).refusal == .revoked)
        erik.key = old
        #expect(try erik.ask(erik.hello()).refusal == nil)
    }

    @Test func `the same push again is a duplicate and changes nothing`() throws {
        let device = try office.device(of: "erik")
        let save = device.makeCase([("person.familyName", .text("Jansen"))])
        let bytes = try device.sealed(
            .push(PushRequest(clockOffsetMilliseconds: 0, saves: [save]))
        )
        guard case .pushResult(let first) = try office.answer(bytes),
            case .pushResult(let again) = try office.answer(bytes)
        else {
            Issue.record("refused")
            return
        }
        #expect(first.receipts.map(\.status) == [.applied, .applied])
        #expect(again.receipts.map(\.status) == [.duplicate, .duplicate])
        #expect(again.receipts.map(\.outcome) == [.applied, .applied])
        #expect(again.known == first.known)
        #expect(first.known.seq == 2)
    }

    @Test func `one wrong change among many is kept aside alone`() throws {
        let device = try office.device(of: "erik")
        let save = device.makeCase([
            ("person.familyName", .text("Jansen")), ("housing.status", .text("nonsense")),
            ("flag", .boolean(true)), ("unknown", .text("x")), ("stamped", .text("x")),
        ])
        let receipts = try device.push([save]).receipts
        #expect(
            receipts.map(\.status)
                == [.applied, .applied, .quarantined, .applied, .quarantined, .quarantined]
        )
        #expect(receipts.map(\.reason) == [nil, nil, "code", nil, "field", "server"])
    }

    @Test func `a counsellor is fed his own cases, a coordinator all`() throws {
        let erik = try office.device(of: "erik")
        let anna = try office.device(of: "anna")
        let rita = try office.device(of: "rita", role: .coordinator)
        _ = try erik.push([erik.makeCase([("flag", .boolean(true))])])
        #expect(try erik.pull().cases.count == 1)
        #expect(try anna.pull().cases.isEmpty)
        #expect(try rita.pull().cases.count == 1)
        let id = try #require(try erik.pull().cases.first).caseID
        _ = try office.run(Assign(caseName: id.description, user: "anna"))
        #expect(try anna.pull().cases.map(\.caseID) == [id])
    }

    @Test func `truncated and bit-flipped bytes have no effect and never a trap`() throws {
        let device = try office.device(of: "erik")
        let bytes = try device.sealed(
            .push(PushRequest(clockOffsetMilliseconds: 0, saves: [device.makeCase()]))
        )
        for length in 0..<bytes.count {
            expectNoEffect(office.service.answer(Array(bytes[..<length]), from: ""))
        }
        for bit in 0..<(bytes.count * 8) {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            expectNoEffect(office.service.answer(flipped, from: ""))
        }
        #expect(try office.store.known(of: device.incarnation) == .none)
        #expect(try device.ask(device.hello()).refusal == nil)
    }

    @Test func `random bytes are no envelope`() {
        var generator = SeededGenerator(seed: seed(for: "random bytes", standard: 5))
        for _ in 0..<2000 {
            let bytes = (0..<generator.below(300)).map { _ in
                UInt8(truncatingIfNeeded: generator.next())
            }
            #expect(office.service.answer(bytes, from: "") == .noEnvelope)
        }
    }

    private func expectNoEffect(
        _ answer: SyncService.Answer,
        at location: SourceLocation = #_sourceLocation
    ) {
        switch answer {
        case .noEnvelope, .tooLarge: break
        case .envelope(let bytes):
            let response = try? Envelope(bytes: bytes).open().response()
            #expect(response?.refusal != nil, sourceLocation: location)
        }
    }
}
