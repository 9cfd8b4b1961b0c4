public import SyncModel
public import SyncWire

/// Asks a server to admit this device.
///
/// The server's key is not known yet: it is taken from the answer, which it must have signed. That the answer comes
/// from the right server is for the transport to show (TLS), and for the one-time code.
///
/// - Parameters:
///   - request: Who asks, with the one-time code.
///   - transport: Carries envelopes to the server.
///   - key: The key pair whose public half the request holds.
/// - Returns: What the device needs to open its store; the caller keeps it, and pins the key.
/// - Throws: ``SyncFailure``; nothing was written here.
public func enrol(
    _ request: EnrolRequest,
    over transport: any Transport,
    key: SigningKey
) async throws(SyncFailure) -> Enrolment {
    let envelope: Envelope
    do {
        envelope = try Envelope.seal(
            .enrol(request),
            sender: request.replica,
            number: enrolNumber,
            key: key
        )
    } catch {
        throw .wire(error)
    }
    let answers: [Envelope]
    do {
        try await transport.deliver([envelope])
        answers = try await transport.collect(limit: 16)
    } catch {
        throw .transport(error)
    }
    var problem = WireError(.damaged, detail: "no answer to this request")
    for answer in answers {
        let result: Result<Enrolment, Refusal>?
        do {
            result = try enrolment(in: answer)
        } catch {
            problem = error
            continue
        }
        switch result {
        case .success(let enrolment): return enrolment
        case .failure(let refusal): throw .refused(refusal)
        case nil: continue
        }
    }
    throw .wire(problem)
}

/// The number of the one envelope that a device sends before it is admitted.
private let enrolNumber: UInt64 = 1

/// What an answer says to the request; `nil` when it is an answer to something else.
private func enrolment(
    in answer: Envelope
) throws(WireError) -> Result<Enrolment, Refusal>? {
    let opened = try answer.open()
    switch try opened.response() {
    case .refusal(let refusal): return .failure(refusal)
    case .enrolment(let enrolment):
        guard opened.number == enrolNumber, opened.sender == enrolment.server,
            opened.isSigned(by: enrolment.serverKey)
        else { throw WireError(.signature, detail: "not by the key that it brings") }
        return .success(enrolment)
    case .welcome, .pushResult, .page, .common, .reconciled, .reported: return nil
    }
}
