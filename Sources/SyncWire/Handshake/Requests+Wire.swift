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
            sealingKey: try bytes(message.sealingKey, count: 32, "sealing key")
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
        self.init(
            incarnation: IncarnationID(try identifier(message.incarnation, "incarnation")),
            head: try ChainHead(message.head),
            schemaVersion: message.schemaVersion,
            numbersLeft: Int(message.numbersLeft)
        )
    }

    /// The message.
    var message: ProtoHello {
        var message = ProtoHello()
        message.incarnation = incarnation.bits.data
        message.head = head.message
        message.schemaVersion = schemaVersion
        message.numbersLeft = UInt32(clamping: numbersLeft)
        return message
    }
}

extension PullRequest {
    /// Reads a pull.
    init(_ message: ProtoPull) {
        self.init(
            cursor: message.hasCursor ? message.cursor : nil,
            lettersSeen: message.lettersSeen
        )
    }

    /// The message.
    var message: ProtoPull {
        var message = ProtoPull()
        if let cursor { message.cursor = cursor }
        message.lettersSeen = lettersSeen
        return message
    }
}
