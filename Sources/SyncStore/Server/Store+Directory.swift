public import SyncModel

extension Store {
    /// All users, by name.
    ///
    /// - Returns: The users.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func users() throws(StoreError) -> [User] {
        try read { session in
            try session.prepare("SELECT name, role, enabled FROM users ORDER BY name")
                .all(User.init(row:))
        }
    }

    /// Adds a user or changes the one of that name.
    ///
    /// - Parameter user: The user.
    /// - Throws: ``StoreError`` `notSaved`, `unknown`, `corrupt` or `busy`.
    public func put(_ user: User) throws(StoreError) {
        try write(confirm: { session, _ in try session.user(user.name) == user }) { session in
            try session.put(user)
            try session.journal(.user(user))
        }
    }

    /// All devices, by user and name.
    ///
    /// - Returns: The devices.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func devices() throws(StoreError) -> [Device] {
        try read { session in
            try session.prepare(Device.select + " ORDER BY user, name, replica")
                .all { try Device(row: $0, session) }
        }
    }

    /// The device of that id; `nil` when there is none.
    ///
    /// - Parameter replica: The id.
    /// - Returns: The device.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func device(_ replica: ReplicaID) throws(StoreError) -> Device? {
        try read { session in try session.device(replica) }
    }

    /// Adds a device or changes the one of that id; `acceptedSeq` is not taken from it.
    ///
    /// - Parameter device: The device.
    /// - Throws: ``StoreError`` `notSaved`, `unknown`, `corrupt` or `busy`.
    public func put(_ device: Device) throws(StoreError) {
        try write(
            confirm: { session, _ in
                var kept = try session.device(device.replica)
                kept?.acceptedSeq = device.acceptedSeq
                return kept == device
            },
            { session in
                let isNews = try session.device(device.replica).map {
                    !$0.hasSameRights(as: device)
                }
                try session.put(device)
                if isNews ?? true { try session.journal(.device(device)) }
            }
        )
    }

    /// Keeps an invitation.
    ///
    /// - Parameter invitation: The invitation.
    /// - Throws: ``StoreError`` `notSaved`, `unknown`, `corrupt` or `busy`.
    public func put(_ invitation: Invitation) throws(StoreError) {
        try write(
            confirm: { session, _ in
                try session.prepare("SELECT 1 FROM invitations WHERE code = ?")
                    .bind(1, blob: invitation.codeHash).first { _ in true } ?? false
            },
            { session in
                try session.prepare(
                    "INSERT OR REPLACE INTO invitations (code, user, expires) VALUES (?, ?, ?)"
                )
                .bind(1, blob: invitation.codeHash).bind(2, text: invitation.user)
                .bind(3, invitation.expires.milliseconds).run()
            }
        )
    }

    /// Uses up the invitation of that hash and enrols the device, in one transaction.
    ///
    /// - Parameters:
    ///   - codeHash: SHA-256 of the code.
    ///   - device: The device; its user is taken from the invitation. An incarnation that was the device's before
    ///     does not become its present one again.
    ///   - origin: Which incarnation the device's continues; `nil` for none.
    ///   - now: The server's clock.
    /// - Returns: The user; `nil` when there is no such invitation, or it ended before `now`: nothing was written.
    /// - Throws: ``Refusal`` `revoked` when the origin is another user's incarnation, `chain` when it is not known or
    ///   something else stands there, or a ``StoreError``; nothing was written then.
    public func redeem(
        codeHash: [UInt8],
        for device: Device,
        origin: Origin?,
        now: Instant
    ) throws -> String? {
        let outcome: Result<String?, Refusal> = try write(
            confirm: { session, outcome in
                guard case .success(let user?) = outcome else { return true }
                guard let kept = try session.device(device.replica) else { return false }
                return Text(kept.user) == Text(user)
            },
            { session in
                let found = try session.prepare(
                    "SELECT user FROM invitations WHERE code = ? AND expires >= ?"
                )
                .bind(1, blob: codeHash).bind(2, now.milliseconds).first { $0.text(0) }
                guard let user = found else { return .success(nil) }
                if let origin {
                    do {
                        try session.continueChain(origin, as: device, of: user)
                    } catch let refusal as Refusal {
                        return .failure(refusal)
                    }
                }
                try session.prepare("DELETE FROM invitations WHERE code = ?")
                    .bind(1, blob: codeHash).run()
                var device = device
                device.user = user
                device.state = .enrolled
                if let known = try session.device(device.replica),
                    try session.replica(of: device.incarnation) == device.replica
                {
                    device.incarnation = known.incarnation
                }
                try session.put(device)
                try session.journal(.device(device))
                return .success(user)
            }
        )
        return try outcome.get()
    }
}

extension User {
    fileprivate init(row: Prepared) throws {
        guard let role = Role(rawValue: row.text(1)) else {
            throw StoreError(.corrupt, "a user's role is not one of the roles")
        }
        self.init(name: row.text(0), role: role, isEnabled: row.integer(2) != 0)
    }
}

extension Device {
    fileprivate static let select = """
        SELECT replica, incarnation, user, name, signing, sealing, contact, state, clock FROM devices
        """

    fileprivate init(row: Prepared, _ session: Session) throws {
        guard let state = State(rawValue: row.text(7)) else {
            throw StoreError(.corrupt, "a device's state is not one of the states")
        }
        let incarnation = IncarnationID(try row.identifier(1))
        self.init(
            replica: ReplicaID(try row.identifier(0)),
            incarnation: incarnation,
            user: row.text(2),
            name: row.text(3),
            signingKey: row.blob(4),
            sealingKey: row.blob(5),
            lastContact: row.optionalInteger(6).map { Instant(milliseconds: $0) },
            acceptedSeq: try session.chainHead(of: incarnation).seq,
            state: state,
            clockOffsetMilliseconds: row.optionalInteger(8)
        )
    }
}

extension Device {
    /// Whether only what is noted at each contact differs.
    fileprivate func hasSameRights(as other: Device) -> Bool {
        var same = other
        same.lastContact = lastContact
        same.acceptedSeq = acceptedSeq
        same.clockOffsetMilliseconds = clockOffsetMilliseconds
        return self == same
    }
}

extension Session {
    /// The user of that name; `nil` when there is none.
    func user(_ name: String) throws -> User? {
        try prepare("SELECT name, role, enabled FROM users WHERE name = ?").bind(1, text: name)
            .first(User.init(row:))
    }

    /// Lets the incarnation of a device that enrols anew go on from one of its user's.
    fileprivate func continueChain(_ origin: Origin, as device: Device, of user: String) throws {
        guard origin.incarnation == device.incarnation,
            let owner = try replica(of: origin.parent), let former = try self.device(owner)
        else { throw Refusal(.chain, detail: "origin") }
        guard Text(former.user) == Text(user) else {
            throw Refusal(.revoked, detail: "this device is another user's")
        }
        guard let known = names.branches[origin.incarnation]?.origin else {
            guard names.id(origin.incarnation) == nil else {
                throw Refusal(.chain, detail: "incarnation")
            }
            return try open(origin, of: device.replica)
        }
        guard known == origin, try replica(of: origin.incarnation) == device.replica else {
            throw Refusal(.chain, detail: "incarnation")
        }
    }

    /// The device of that id; `nil` when there is none.
    func device(_ replica: ReplicaID) throws -> Device? {
        try prepare(Device.select + " WHERE replica = ?").bind(1, replica.bits)
            .first { try Device(row: $0, self) }
    }

    /// Adds a user or changes the one of that name.
    func put(_ user: User) throws {
        _ = try intern(.author, user.name)
        try prepare("INSERT OR REPLACE INTO users (name, role, enabled) VALUES (?, ?, ?)")
            .bind(1, text: user.name).bind(2, text: user.role.rawValue)
            .bind(3, Int64(user.isEnabled ? 1 : 0)).run()
    }

    /// Adds a device or changes the one of that id.
    func put(_ device: Device) throws {
        _ = try intern(.author, device.user)
        try setReplica(device.replica, of: device.incarnation)
        try prepare(
            """
            INSERT OR REPLACE INTO devices
                (replica, incarnation, user, name, signing, sealing, contact, state, clock)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        .bind(1, device.replica.bits).bind(2, device.incarnation.bits)
        .bind(3, text: device.user).bind(4, text: device.name)
        .bind(5, blob: device.signingKey).bind(6, blob: device.sealingKey)
        .bind(7, device.lastContact?.milliseconds).bind(8, text: device.state.rawValue)
        .bind(9, device.clockOffsetMilliseconds).run()
    }
}
