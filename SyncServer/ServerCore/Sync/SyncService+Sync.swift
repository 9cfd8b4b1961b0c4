internal import SyncModel
internal import SyncStore

extension SyncService {
    /// Answers a hello: the time, what the server has of the chain, and what the device lacks.
    ///
    /// - Throws: ``Refusal`` `chain` for an incarnation that is not the device's and continues none of its own, or a
    ///   ``StoreError``.
    func welcome(_ request: HelloRequest, of device: Device, user: User) throws -> Welcome {
        let standing = try store.meet(request, of: device.replica)
        noteContact(of: device)
        let schema = store.schema
        return Welcome(
            serverTime: environment.now(),
            epoch: try store.epoch(),
            user: user.name,
            role: user.role,
            known: standing.known,
            atHead: standing.atHead,
            isClosed: standing.isClosed,
            isCloned: standing.isCloned,
            schema: schema.version > request.schemaVersion ? schema.source : nil,
            numbers: request.numbersLeft < Self.numbersLeftMin
                ? reserveNumbers(for: device.replica) : nil,
            epochs: try store.epochs(),
            watermark: try store.watermark(of: device.incarnation)
        )
    }

    /// Accepts the saves of a push; durable when it returns.
    ///
    /// They are of one incarnation: the device's present one, or a closed one of its own.
    ///
    /// - Throws: ``Refusal`` `chain` when they are not the device's or do not follow, or a ``StoreError``.
    func accept(_ request: PushRequest, of device: Device, user: User) throws -> PushResult {
        guard let incarnation = request.saves.first?.changes.first?.dot.incarnation,
            try store.owner(of: incarnation) == device.replica
        else { throw Refusal(.chain, detail: "incarnation") }
        var context = context(
            of: device,
            in: incarnation,
            user: user,
            clockOffsetMilliseconds: request.clockOffsetMilliseconds,
            claims: request.claims
        )
        context.segmentOffsets = request.segmentOffsets
        let judge = Judge(
            rules: AcceptanceRules(
                schema: store.schema,
                user: user,
                now: environment.now(),
                device: context
            )
        )
        let receipts = try store.accept(request.saves, from: context, judge: judge.verdict)
        if receipts.contains(where: { $0.status != .duplicate }) {
            noteContact(of: device, clockOffsetMilliseconds: request.clockOffsetMilliseconds)
        }
        return PushResult(
            receipts: receipts,
            known: try store.known(of: incarnation),
            epoch: try store.epoch()
        )
    }

    /// One page of what changed in the user's scope.
    ///
    /// - Throws: ``Refusal`` `clone` to a device of which two copies were found at work, or a ``StoreError``;
    ///   `invalid` for a cursor that this server never gave.
    func page(_ request: PullRequest, of device: Device, user: User) throws -> FeedPage {
        guard device.state != .cloned else { throw Refusal(.clone) }
        return try store.feedPage(
            Scope(of: user),
            for: context(
                of: device,
                in: device.incarnation,
                user: user,
                clockOffsetMilliseconds: device.clockOffsetMilliseconds
            ),
            cursor: request.cursor,
            lettersSeen: request.lettersSeen,
            whole: request.whole
        )
    }

    private func context(
        of device: Device,
        in incarnation: IncarnationID,
        user: User,
        clockOffsetMilliseconds: Int64?,
        claims: [Claim] = []
    ) -> DeviceContext {
        DeviceContext(
            replica: device.replica,
            incarnation: incarnation,
            user: user.name,
            role: user.role,
            clockOffsetMilliseconds: clockOffsetMilliseconds,
            claims: claims
        )
    }

    /// Notes when a device was heard of, and its clock.
    ///
    /// On a full disk the sync goes on without the note.
    private func noteContact(of device: Device, clockOffsetMilliseconds: Int64? = nil) {
        do throws(StoreError) {
            // As it is now: the request may have given it another incarnation, or another state.
            guard var device = try store.device(device.replica) else { return }
            device.lastContact = environment.now()
            if let clockOffsetMilliseconds {
                device.clockOffsetMilliseconds = clockOffsetMilliseconds
            }
            try store.put(device)
        } catch {
            log.error("contact not noted", metadata: ["code": "\(error.code)"])
        }
    }
}

extension Scope {
    /// What a user may hold: a counsellor the cases that he is assigned, every other role all cases.
    init(of user: User) {
        switch user.role {
        case .counsellor: self = .assigned(user: user.name)
        case .coordinator, .benefitOfficer, .debtOfficer, .idDesk, .admin: self = .all
        }
    }
}
