internal import SyncModel
internal import SyncWire

/// One request and its answer, over a transport that may bring other envelopes too.
struct Exchange: Sendable {
    /// The most envelopes that are looked at for one answer.
    private static let envelopesMax = 64

    let transport: any Transport
    let identity: LaptopIdentity

    /// Sends a request and returns the answer that names its number and is signed by the pinned server.
    ///
    /// - Throws: ``SyncFailure`` `transport` or `wire`; a refusal is an answer.
    func send(_ request: Request, number: UInt64) async throws(SyncFailure) -> Response {
        try await send(number: number) { () throws(WireError) in
            try Envelope.seal(
                request,
                sender: identity.replica,
                number: number,
                key: identity.signingKey
            )
        }
    }

    /// Sends saves, and returns the answer as `send` does.
    ///
    /// - Throws: ``SyncFailure`` `transport` or `wire`; a refusal is an answer.
    func push(
        _ upload: Upload,
        clockOffset: Int64?,
        segmentOffsets: [UInt32: SegmentOffset],
        claims: [Claim],
        number: UInt64
    ) async throws(SyncFailure) -> Response {
        try await send(number: number) { () throws(WireError) in
            try Envelope.seal(
                upload,
                clockOffset: clockOffset,
                segmentOffsets: segmentOffsets,
                claims: claims,
                sender: identity.replica,
                number: number,
                key: identity.signingKey
            )
        }
    }

    private func send(
        number: UInt64,
        seal: () throws(WireError) -> Envelope
    ) async throws(SyncFailure) -> Response {
        let envelope: Envelope
        do {
            envelope = try seal()
        } catch {
            throw .wire(error)
        }
        let answers = try await carry(envelope)
        var problem: WireError?
        for answer in answers {
            do throws(WireError) {
                let opened = try answer.open()
                guard opened.isSigned(by: identity.serverKey) else {
                    throw WireError(.signature, detail: "not by the server that is known here")
                }
                if opened.number == number { return try opened.response() }
                // A server that cannot read the request's header does not know its number.
                if opened.number == 0, case .refusal(let refusal) = try opened.response(),
                    refusal.code == .version
                {
                    return .refusal(refusal)
                }
            } catch {
                problem = problem ?? error
            }
        }
        throw .wire(problem ?? WireError(.damaged, detail: "no answer to this request"))
    }

    private func carry(_ envelope: Envelope) async throws(SyncFailure) -> [Envelope] {
        do {
            try await transport.deliver([envelope])
            return try await transport.collect(limit: Self.envelopesMax)
        } catch {
            throw .transport(error)
        }
    }
}
