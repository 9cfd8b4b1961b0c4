internal import Foundation
internal import SyncModel

extension EnrolRequest {
    /// Reads a request to be admitted.
    init(_ message: ProtoEnrol) throws(WireError) {
        self.init(
            code: message.code,
            replica: ReplicaID(try identifier(message.replica, "replica")),
            incarnation: IncarnationID(try identifier(message.incarnation, "incarnation")),
            deviceName: message.deviceName,
            signingKey: try bytes(message.signingKey, count: 32, "signing key"),
            sealingKey: try bytes(message.sealingKey, count: 32, "sealing key"),
            origin: message.hasOrigin ? try Origin(message.origin) : nil
        )
    }

    /// The message.
    var message: ProtoEnrol {
        var message = ProtoEnrol()
        message.code = code
        message.replica = replica.bits.data
        message.incarnation = incarnation.bits.data
        message.deviceName = deviceName
        message.signingKey = Data(signingKey)
        message.sealingKey = Data(sealingKey)
        if let origin { message.origin = origin.message }
        return message
    }
}

extension ChainHead {
    /// Reads a head.
    init(_ message: ProtoChainHead) throws(WireError) {
        let length = message.seq == 0 ? 0 : 32
        self.init(seq: message.seq, hash: try bytes(message.hash, count: length, "chain hash"))
    }

    /// The message.
    var message: ProtoChainHead {
        var message = ProtoChainHead()
        message.seq = seq
        message.hash = Data(hash)
        return message
    }
}

extension HelloRequest {
    /// Reads a hello.
    init(_ message: ProtoHello) throws(WireError) {
        guard message.origins.count <= Limits.originsMax else {
            throw WireError(.tooLarge, detail: "origins")
        }
        var origins: [Origin] = []
        for origin in message.origins { origins.append(try Origin(origin)) }
        self.init(
            incarnation: IncarnationID(try identifier(message.incarnation, "incarnation")),
            head: try ChainHead(message.head),
            schemaVersion: message.schemaVersion,
            numbersLeft: Int(message.numbersLeft),
            origins: origins
        )
    }

    /// The message.
    var message: ProtoHello {
        var message = ProtoHello()
        message.incarnation = incarnation.bits.data
        message.head = head.message
        message.schemaVersion = schemaVersion
        message.numbersLeft = UInt32(clamping: numbersLeft)
        message.origins = origins.map(\.message)
        return message
    }
}

extension Origin {
    /// Reads where an incarnation branched off.
    init(_ message: ProtoAncestor) throws(WireError) {
        self.init(
            incarnation: IncarnationID(try identifier(message.incarnation, "incarnation")),
            parent: IncarnationID(try identifier(message.parent, "parent")),
            fork: try ChainHead(message.fork)
        )
    }

    /// The message.
    var message: ProtoAncestor {
        var message = ProtoAncestor()
        message.incarnation = incarnation.bits.data
        message.parent = parent.bits.data
        message.fork = fork.message
        return message
    }
}

extension CompareRequest {
    /// Reads ends of saves.
    init(_ message: ProtoCompare) throws(WireError) {
        guard message.heads.count <= Limits.compareHeadsMax else {
            throw WireError(.tooLarge, detail: "heads")
        }
        var heads: [ChainHead] = []
        heads.reserveCapacity(message.heads.count)
        for head in message.heads { heads.append(try ChainHead(head)) }
        self.init(
            incarnation: IncarnationID(try identifier(message.incarnation, "incarnation")),
            heads: heads
        )
    }

    /// The message.
    var message: ProtoCompare {
        var message = ProtoCompare()
        message.incarnation = incarnation.bits.data
        message.heads = heads.map(\.message)
        return message
    }
}

extension PullRequest {
    /// Reads a pull.
    init(_ message: ProtoPull) throws(WireError) {
        let whole = try identifiers(message.whole, "cases")
        guard whole.count <= Limits.wholeCasesMax else {
            throw WireError(.tooLarge, detail: "cases")
        }
        self.init(
            cursor: message.hasCursor ? message.cursor : nil,
            lettersSeen: message.lettersSeen,
            whole: whole.map { CaseID($0) }
        )
    }

    /// The message.
    var message: ProtoPull {
        var message = ProtoPull()
        if let cursor { message.cursor = cursor }
        message.lettersSeen = lettersSeen
        for id in whole { message.whole.append(id.bits) }
        return message
    }
}
