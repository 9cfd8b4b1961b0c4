internal import SyncModel
internal import SyncStore

extension SyncService {
    /// Answers a hello: the time, what the server has of the chain, and what the device lacks.
    ///
    /// - Throws: ``Refusal`` `chain` for an incarnation that is not the device's, or a ``StoreError``.
    func welcome(_ request: HelloRequest, of device: Device, user: User) throws -> Welcome {
        guard request.incarnation == device.incarnation else {
            throw Refusal(.chain, detail: "incarnation")
        }
        noteContact(of: device)
        let schema = store.schema
        return Welcome(
            serverTime: environment.now(),
            epoch: try store.epoch(),
            user: user.name,
            role: user.role,
            known: try store.known(of: device.incarnation),
            schema: schema.version > request.schemaVersion ? schema.source : nil,
            numbers: request.numbersLeft < Self.numbersLeftMin
                ? reserveNumbers(for: device.replica) : nil
        )
    }

    /// Accepts the saves of a push; durable when it returns.
    ///
    /// - Throws: ``Refusal`` `chain` when they are not the device's or do not follow, or a ``StoreError``.
    func accept(_ request: PushRequest, of device: Device, user: User) throws -> PushResult {
        let isOwn = request.saves.allSatisfy { save in
            save.changes.allSatisfy { $0.dot.incarnation == device.incarnation }
        }
        guard isOwn else { throw Refusal(.chain, detail: "incarnation") }
        let judge = Judge(
            rules: AcceptanceRules(schema: store.schema, user: user, now: environment.now())
        )
        let receipts = try store.accept(
            request.saves,
            from: context(
                of: device,
                user: user,
                clockOffsetMilliseconds: request.clockOffsetMilliseconds
            ),
            judge: judge.verdict
        )
        if receipts.contains(where: { $0.status != .duplicate }) {
            noteContact(of: device, clockOffsetMilliseconds: request.clockOffsetMilliseconds)
        }
        return PushResult(receipts: receipts, known: try store.known(of: device.incarnation))
    }

    /// One page of what changed in the user's scope.
    ///
    /// - Throws: ``StoreError``; `invalid` for a cursor that this server never gave.
    func page(_ request: PullRequest, of device: Device, user: User) throws -> FeedPage {
        try store.feedPage(
            Scope(of: user),
            for: context(
                of: device,
                user: user,
                clockOffsetMilliseconds: device.clockOffsetMilliseconds
            ),
            cursor: request.cursor,
            lettersSeen: request.lettersSeen
        )
    }

    private func context(
        of device: Device,
        user: User,
        clockOffsetMilliseconds: Int64?
    ) -> DeviceContext {
        DeviceContext(
            replica: device.replica,
            incarnation: device.incarnation,
            user: user.name,
            role: user.role,
            clockOffsetMilliseconds: clockOffsetMilliseconds
        )
    }

    /// Notes when a device was heard of, and its clock.
    ///
    /// On a full disk the sync goes on without the note.
    private func noteContact(of device: Device, clockOffsetMilliseconds: Int64? = nil) {
        var device = device
        device.lastContact = environment.now()
        if let clockOffsetMilliseconds { device.clockOffsetMilliseconds = clockOffsetMilliseconds }
        do {
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
