public import SyncModel

extension Envelope {
    /// Encodes and signs a request.
    ///
    /// - Parameters:
    ///   - request: The request; the saves of a push are contiguous in one incarnation's chain.
    ///   - sender: The device.
    ///   - number: The device's count of envelopes.
    ///   - key: The device's key.
    /// - Returns: An envelope of at most ``Limits/envelopeBytesMax``.
    /// - Throws: ``WireError`` `tooLarge`: send fewer saves; or `damaged` when the request is not what its
    ///   type says.
    public static func seal(
        _ request: Request,
        sender: ReplicaID,
        number: UInt64,
        key: SigningKey
    ) throws(WireError) -> Envelope {
        var body = ProtoBody()
        switch request {
        case .enrol(let enrol): body.enrol = enrol.message
        case .hello(let hello): body.hello = hello.message
        case .push(let push):
            guard let upload = Upload(push.saves) else {
                throw WireError(.damaged, detail: "saves of a push")
            }
            return try seal(
                upload,
                clockOffset: push.clockOffsetMilliseconds,
                segmentOffsets: push.segmentOffsets,
                claims: push.claims,
                sender: sender,
                number: number,
                key: key
            )
        case .pull(let pull): body.pull = pull.message
        case .compare(let compare): body.compare = compare.message
        case .reconcile(let reconcile): body.reconcile = reconcile.message
        case .report(let report): body.report = report.message
        }
        let header = ProtoHeader(sender: sender, number: number)
        return try Framing.seal(body, header: header, key: key)
    }

    /// Encodes and signs what a laptop uploads: it arrives as a push.
    ///
    /// - Parameters:
    ///   - upload: The saves.
    ///   - clockOffset: See ``PushRequest/clockOffsetMilliseconds``.
    ///   - segmentOffsets: See ``PushRequest/segmentOffsets``.
    ///   - claims: See ``PushRequest/claims``.
    ///   - sender: The device.
    ///   - number: The device's count of envelopes.
    ///   - key: The device's key.
    /// - Returns: An envelope of at most ``Limits/envelopeBytesMax``.
    /// - Throws: ``WireError`` `tooLarge`: send fewer saves; or `damaged` when the saves are not what ``Save`` says.
    public static func seal(
        _ upload: Upload,
        clockOffset: Int64?,
        segmentOffsets: [UInt32: SegmentOffset],
        claims: [Claim],
        sender: ReplicaID,
        number: UInt64,
        key: SigningKey
    ) throws(WireError) -> Envelope {
        var header = ProtoHeader(sender: sender, number: number)
        var body = ProtoBody()
        (body.push, header.origin) = try PushEncoder.encode(
            upload,
            clockOffset: clockOffset,
            segmentOffsets: segmentOffsets,
            claims: claims
        )
        return try Framing.seal(body, header: header, key: key)
    }

    /// Encodes and signs a response.
    ///
    /// - Parameters:
    ///   - response: The response; the columns of a page's blocks are of one length.
    ///   - sender: The server.
    ///   - number: The number of the request that it answers.
    ///   - key: The server's key.
    /// - Returns: An envelope of at most ``Limits/envelopeBytesMax``.
    /// - Throws: ``WireError`` `tooLarge`, or `damaged` when the response is not what its type says.
    public static func seal(
        _ response: Response,
        sender: ReplicaID,
        number: UInt64,
        key: SigningKey
    ) throws(WireError) -> Envelope {
        var body = ProtoBody()
        switch response {
        case .enrolment(let enrolment): body.enrolment = enrolment.message
        case .welcome(let welcome): body.welcome = welcome.message
        case .pushResult(let result): body.result = result.message
        case .page(let page): body.page = try page.message()
        case .reconciled(let result): body.reconciled = result.message
        case .reported(let count): body.reported = ProtoReported(count: count)
        case .refusal(let refusal): body.refusal = refusal.message
        case .common(let head): body.common.head = head.message
        }
        return try Framing.seal(
            body,
            header: ProtoHeader(sender: sender, number: number),
            key: key
        )
    }
}

extension ProtoHeader {
    /// Names sender and number.
    fileprivate init(sender: ReplicaID, number: UInt64) {
        self.init()
        self.sender = sender.bits.data
        self.number = number
    }
}
