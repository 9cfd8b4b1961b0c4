public import SyncModel

/// How a device's incarnation stands on the server.
public struct IncarnationStanding: Hashable, Sendable {
    /// What the server has of it.
    public var known: ChainHead
    /// What the server has at the last end of a save at or before the device's head.
    public var atHead: ChainHead
    /// Whether another incarnation has taken its place.
    public var isClosed: Bool
    /// Whether two copies of the device were found at work.
    public var isCloned: Bool
}

extension Store {
    /// Looks a device's incarnation up, and registers it first when it is a child that is new here.
    ///
    /// A child takes the place of the device's incarnation, which is closed from then on. Asked again, nothing
    /// changes; an incarnation that has no news is only read.
    ///
    /// - Parameters:
    ///   - hello: The device's incarnation with its ancestors, and its head.
    ///   - replica: The device.
    /// - Returns: How the incarnation stands.
    /// - Throws: ``Refusal`` `chain` for an incarnation that is neither the device's nor a child of one of its own
    ///   (nothing was written), or a ``StoreError``.
    public func meet(_ hello: HelloRequest, of replica: ReplicaID) throws -> IncarnationStanding {
        if try read({ try $0.isNew(hello.incarnation, of: replica) }) {
            let outcome: Result<Void, Refusal> = try write(
                confirm: { session, _ in try !session.isNew(hello.incarnation, of: replica) },
                { session in
                    do {
                        try session.register(hello.incarnation, hello.origins, of: replica)
                        return .success(())
                    } catch let refusal as Refusal {
                        return .failure(refusal)
                    }
                }
            )
            try outcome.get()
        }
        return try read { session in
            let row = try session.deviceRow(replica)
            return IncarnationStanding(
                known: try session.chainHead(of: hello.incarnation),
                atHead: try session.chainHead(of: hello.incarnation, at: hello.head.seq),
                isClosed: row?.incarnation != hello.incarnation,
                isCloned: row?.state == .cloned
            )
        }
    }

    /// Whose an incarnation is.
    ///
    /// - Parameter incarnation: The incarnation.
    /// - Returns: The device; `nil` when the incarnation is not known.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func owner(of incarnation: IncarnationID) throws(StoreError) -> ReplicaID? {
        try read { try $0.replica(of: incarnation) }
    }

    /// The highest of a device's ends of saves that the server has too.
    ///
    /// - Parameters:
    ///   - request: Ends of saves, in any order.
    ///   - replica: The device.
    /// - Returns: One of them, or ``ChainHead/none``.
    /// - Throws: ``Refusal`` `chain` for an incarnation that is not the device's, or a ``StoreError``.
    public func common(_ request: CompareRequest, of replica: ReplicaID) throws -> ChainHead {
        guard try owner(of: request.incarnation) == replica else {
            throw Refusal(.chain, detail: "incarnation")
        }
        return try read { session in
            try request.heads.sorted { $0.seq > $1.seq }.first { head in
                try session.chainHead(of: request.incarnation, at: head.seq) == head
            } ?? .none
        }
    }
}

extension Session {
    /// What the table `devices` says of a device's chain.
    struct DeviceRow {
        var incarnation: IncarnationID
        var state: Device.State
    }

    /// What is known of a device's chain; `nil` when the device is not known.
    func deviceRow(_ replica: ReplicaID) throws -> DeviceRow? {
        try prepare("SELECT incarnation, state FROM devices WHERE replica = ?")
            .bind(1, replica.bits).first { row in
                guard let state = Device.State(rawValue: row.text(1)) else {
                    throw StoreError(.corrupt, "a device's state is not one of the states")
                }
                return DeviceRow(incarnation: IncarnationID(try row.identifier(0)), state: state)
            }
    }

    /// Whether an incarnation has to be registered before it can be served.
    fileprivate func isNew(_ incarnation: IncarnationID, of replica: ReplicaID) throws -> Bool {
        try self.replica(of: incarnation) != replica
    }

    /// Registers an incarnation and those of its ancestors that are new here, and makes it the device's.
    ///
    /// `origins`: The ancestors, newest first.
    fileprivate func register(
        _ incarnation: IncarnationID,
        _ origins: [Origin],
        of replica: ReplicaID
    ) throws {
        guard names.id(incarnation) == nil else { throw Refusal(.chain, detail: "incarnation") }
        var child = incarnation
        var unknown: [Origin] = []
        for origin in origins {
            guard origin.incarnation == child else { throw Refusal(.chain, detail: "origins") }
            unknown.append(origin)
            child = origin.parent
            if try self.replica(of: child) == replica { break }
        }
        guard try self.replica(of: child) == replica else {
            throw Refusal(.chain, detail: "incarnation")
        }
        for origin in unknown.reversed() { try open(origin, of: replica) }
        try prepare("UPDATE devices SET incarnation = ? WHERE replica = ?")
            .bind(1, incarnation.bits).bind(2, replica.bits).run()
    }

    /// Opens a child after a fork that its parent has here, or that a restored server lost: then the rest of the
    /// parent's part comes first.
    ///
    /// - Throws: ``Refusal`` `chain` when the parent has something else there.
    func open(_ origin: Origin, of replica: ReplicaID) throws {
        let parent = try chainHead(of: origin.parent, at: origin.fork.seq)
        let isLost = try presentEpoch() > 1 && parent.seq < origin.fork.seq
        guard parent == origin.fork || isLost else {
            throw Refusal(.chain, detail: "fork at change \(origin.fork.seq)")
        }
        try add(Branch(origin: origin, moved: 0))
        try setReplica(replica, of: origin.incarnation)
        if !isLost { try setChainHead(origin.fork, of: origin.incarnation) }
    }

    /// The last end of a save at or before `seq`, in an incarnation or its ancestors' parts.
    func chainHead(of incarnation: IncarnationID, at seq: UInt64) throws -> ChainHead {
        var (incarnation, seq) = (incarnation, seq)
        while true {
            let known = try chainHead(of: incarnation)
            if known.seq <= seq { return known }
            if let row = try saveRow(holding: Dot(incarnation: incarnation, seq: seq)) {
                let last = row.first + UInt64(row.count) - 1
                if last == seq { return ChainHead(seq: seq, hash: try hash(of: row)) }
                seq = row.first - 1
                continue
            }
            guard let origin = names.branches[incarnation]?.origin else { return .none }
            if origin.fork.seq <= seq { return origin.fork }
            incarnation = origin.parent
        }
    }

    /// Whether an incarnation of a device is closed: it may say nothing new beyond what its successor holds of it.
    func isClosed(_ incarnation: IncarnationID, after seq: UInt64, of replica: ReplicaID) throws
        -> Bool
    {
        guard let now = try deviceRow(replica)?.incarnation, now != incarnation else {
            return false
        }
        return try !lineage().isEarlier(
            Dot(incarnation: incarnation, seq: seq),
            than: Dot(incarnation: now, seq: .max)
        )
    }

    /// The replicas that an incarnation and its ancestors were of, the present one first.
    func replicas(of incarnation: IncarnationID) throws -> [ReplicaID] {
        var found: [ReplicaID] = []
        var seen: Set<IncarnationID> = []
        var next: IncarnationID? = incarnation
        while let incarnation = next, seen.insert(incarnation).inserted {
            if let replica = try replica(of: incarnation), !found.contains(replica) {
                found.append(replica)
            }
            next = names.branches[incarnation]?.origin.parent
        }
        return found
    }
}
