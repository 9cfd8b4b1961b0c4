internal import Foundation
internal import SyncModel

extension NumberBlock {
    /// Reads a block.
    init(_ message: ProtoNumberBlock) throws(WireError) {
        guard message.first <= message.last else {
            throw WireError(.damaged, detail: "block of numbers")
        }
        self.init(
            prefix: message.prefix,
            year: Int(message.year),
            first: Int(message.first),
            last: Int(message.last)
        )
    }

    /// The message.
    var message: ProtoNumberBlock {
        var message = ProtoNumberBlock()
        message.prefix = prefix
        message.year = UInt32(clamping: year)
        message.first = UInt32(clamping: first)
        message.last = UInt32(clamping: last)
        return message
    }
}

extension Enrolment {
    /// Reads an enrolment.
    init(_ message: ProtoEnrolment) throws(WireError) {
        self.init(
            user: message.user,
            role: try Role(wireNumber: message.role),
            server: ReplicaID(try identifier(message.server, "server")),
            serverKey: try bytes(message.serverKey, count: 32, "server key"),
            epoch: message.epoch,
            schema: message.schema,
            numbers: message.hasNumbers ? try NumberBlock(message.numbers) : nil,
            sealingKey: message.sealingKey.isEmpty
                ? nil : try bytes(message.sealingKey, count: 32, "sealing key")
        )
    }

    /// The message.
    var message: ProtoEnrolment {
        var message = ProtoEnrolment()
        message.user = user
        message.role = role.wireNumber
        message.server = server.bits.data
        message.serverKey = Data(serverKey)
        message.epoch = epoch
        message.schema = schema
        if let numbers { message.numbers = numbers.message }
        if let sealingKey { message.sealingKey = Data(sealingKey) }
        return message
    }
}

extension Welcome {
    /// Reads a welcome.
    init(_ message: ProtoWelcome) throws(WireError) {
        self.init(
            serverTime: Instant(milliseconds: message.serverTime),
            epoch: message.epoch,
            user: message.user,
            role: try Role(wireNumber: message.role),
            known: try ChainHead(message.known),
            atHead: message.hasAtHead ? try ChainHead(message.atHead) : nil,
            isClosed: message.isClosed,
            isCloned: message.isCloned,
            schema: message.hasSchema ? message.schema : nil,
            numbers: message.hasNumbers ? try NumberBlock(message.numbers) : nil,
            epochs: try EpochMark.read(message.epochs),
            watermark: message.watermark
        )
    }

    /// The message.
    var message: ProtoWelcome {
        var message = ProtoWelcome()
        message.serverTime = serverTime.milliseconds
        message.epoch = epoch
        message.user = user
        message.role = role.wireNumber
        message.known = known.message
        if atHead != known { message.atHead = atHead.message }
        message.isClosed = isClosed
        message.isCloned = isCloned
        if let schema { message.schema = schema }
        if let numbers { message.numbers = numbers.message }
        message.epochs = epochs.map { ProtoEpoch($0) }
        message.watermark = watermark
        return message
    }
}

extension Refusal {
    /// Reads a refusal; a reason that is not known here reads as `failure`.
    init(_ message: ProtoRefusal) {
        self.init(Code(rawValue: message.code) ?? .failure, detail: message.detail)
    }

    /// The message.
    var message: ProtoRefusal {
        var message = ProtoRefusal()
        message.code = code.rawValue
        message.detail = detail
        return message
    }
}
