import SyncModel
import SyncStore
import SyncTesting
import SyncWire
import Synchronization
import Testing

/// The server's side of a sync over the real store: one envelope in, one out.
///
/// It knows no limits and no enrolment; its rules are scope and schema.
final class Responder: Sendable {
    /// Who a device is.
    struct Member: Sendable {
        var user: String
        var role: Role
        var incarnation: IncarnationID
        var publicKey: [UInt8]
    }

    let store: Store
    let key: SigningKey
    private let clock: OfficeClock
    private let members: Mutex<[ReplicaID: Member]>

    convenience init(store: Store, clock: OfficeClock) {
        self.init(store: store, clock: clock, key: .generate(), members: [:])
    }

    private init(
        store: Store,
        clock: OfficeClock,
        key: SigningKey,
        members: [ReplicaID: Member]
    ) {
        self.store = store
        self.clock = clock
        self.key = key
        self.members = Mutex(members)
    }

    /// The same server over another store.
    func copy(over store: Store) -> Responder {
        Responder(store: store, clock: clock, key: key, members: members.withLock { $0 })
    }

    func admit(_ replica: ReplicaID, _ member: Member, origin: Origin? = nil) throws {
        try store.put(User(name: member.user, role: member.role, isEnabled: true))
        let code = [UInt8](repeating: 9, count: 32)
        try store.put(Invitation(codeHash: code, user: member.user, expires: clock.now()))
        let user = try store.redeem(
            codeHash: code,
            for: Device(
                replica: replica,
                incarnation: member.incarnation,
                user: member.user,
                name: member.user + "'s",
                signingKey: member.publicKey,
                sealingKey: [UInt8](repeating: 2, count: 32)
            ),
            origin: origin,
            now: clock.now()
        )
        try #require(user == member.user)
        members.withLock { $0[replica] = member }
    }

    /// Answers a request; what cannot be read, or is not signed, is refused.
    func answer(_ envelope: Envelope) throws(WireError) -> Envelope {
        let opened = try envelope.open()
        let response: Response
        if let member = members.withLock({ $0[opened.sender] }),
            opened.isSigned(by: member.publicKey)
        {
            let request = try opened.request()
            do {
                response = try respond(to: request, from: opened.sender, member)
            } catch let refusal as Refusal {
                response = .refusal(refusal)
            } catch {
                response = .refusal(Refusal(.failure, detail: "\(error)"))
            }
        } else {
            response = .refusal(Refusal(.unknownDevice))
        }
        return try Envelope.seal(
            response,
            sender: store.replica,
            number: opened.number,
            key: key
        )
    }

    private func respond(
        to request: Request,
        from replica: ReplicaID,
        _ member: Member
    ) throws -> Response {
        switch request {
        case .enrol: return .refusal(Refusal(.failure))
        case .compare(let compare): return .common(try store.common(compare, of: replica))
        case .hello(let hello): return .welcome(try welcome(hello, replica, member))
        case .reconcile(let request):
            return .reconciled(ReconcileResult(lost: try store.lost(among: request.cases)))
        case .report(let request):
            try store.takeReport(request.changes)
            return .reported(request.changes.count)
        case .push(let push): return .pushResult(try take(push, replica, member))
        case .pull(let pull):
            guard let device = try store.device(replica), device.state != .cloned else {
                throw Refusal(.clone)
            }
            return .page(
                try store.feedPage(
                    member.role == .counsellor ? .assigned(user: member.user) : .all,
                    for: context(replica, device.incarnation, member, nil),
                    cursor: pull.cursor,
                    lettersSeen: pull.lettersSeen,
                    whole: pull.whole
                )
            )
        }
    }

    private func welcome(
        _ hello: HelloRequest,
        _ replica: ReplicaID,
        _ member: Member
    ) throws -> Welcome {
        let standing = try store.meet(hello, of: replica)
        let schema = store.schema
        return Welcome(
            serverTime: clock.now(),
            epoch: try store.epoch(),
            user: member.user,
            role: member.role,
            known: standing.known,
            atHead: standing.atHead,
            isClosed: standing.isClosed,
            isCloned: standing.isCloned,
            schema: schema.version > hello.schemaVersion ? schema.source : nil,
            numbers: nil,
            epochs: try store.epochs(),
            watermark: try store.watermark(of: hello.incarnation)
        )
    }

    private func take(
        _ push: PushRequest,
        _ replica: ReplicaID,
        _ member: Member
    ) throws -> PushResult {
        guard let incarnation = push.saves.first?.changes.first?.dot.incarnation,
            try store.owner(of: incarnation) == replica
        else { throw Refusal(.chain) }
        var device = context(
            replica,
            incarnation,
            member,
            push.clockOffsetMilliseconds,
            push.claims
        )
        device.segmentOffsets = push.segmentOffsets
        let receipts = try store.accept(push.saves, from: device) { _, change, standing in
            verdict(change, standing, member)
        }
        return PushResult(
            receipts: receipts,
            known: try store.known(of: incarnation),
            epoch: try store.epoch()
        )
    }

    private func context(
        _ replica: ReplicaID,
        _ incarnation: IncarnationID,
        _ member: Member,
        _ offset: Int64?,
        _ claims: [Claim] = []
    ) -> DeviceContext {
        DeviceContext(
            replica: replica,
            incarnation: incarnation,
            user: member.user,
            role: member.role,
            clockOffsetMilliseconds: offset,
            claims: claims
        )
    }

    private func verdict(
        _ change: Change,
        _ standing: CaseStanding,
        _ member: Member
    ) -> Verdict {
        guard standing.exists, standing.isAssigned || member.role != .counsellor else {
            return .quarantine("scope")
        }
        guard let kind = store.schema.kind(change.record.kind) else { return .quarantine("field") }
        if change.unit == Schema.aliveUnit { return .accept }
        guard let unit = kind.unit(change.unit) else { return .quarantine("field") }
        guard !unit.isGroup, let field = unit.fields.first else { return .accept }
        guard let today = CivilDate("2026-11-24"),
            let problem = field.problem(with: change.value, today: today)
        else { return .accept }
        return .quarantine(problem.rawValue)
    }
}
