internal import Crypto
internal import SwiftProtobuf
public import SyncModel

/// An envelope whose version and structure were checked, and whose signature was not yet.
public struct OpenedEnvelope: Sendable {
    /// Who says that he sent it.
    public let sender: ReplicaID
    /// The sender's count of envelopes; echoed in the answer.
    public let number: UInt64
    let origin: ProtoOrigin?
    let compression: Compression
    let bytes: [UInt8]
    let body: Range<Int>

    /// The bytes of the body as it travels: what the message itself costs, without header and signature.
    public var bodyByteCount: Int { body.count }

    /// Checks the signature.
    ///
    /// - Parameter publicKey: The sender's Ed25519 key, 32 bytes; anything else signs nothing.
    /// - Returns: Whether header and body are as the holder of the key signed them.
    public func isSigned(by publicKey: [UInt8]) -> Bool {
        // The only error there is says that the bytes are no key; then nothing is signed by it.
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
            return false
        }
        let digest = Array(SHA256.hash(data: bytes[..<body.upperBound]))
        return key.isValidSignature(bytes[body.upperBound...], for: digest)
    }

    /// Decodes the body as a request.
    ///
    /// Saves of a push may hold numbers in place of ids: see ``Save/resolve(caseID:key:)``.
    ///
    /// - Returns: The request, its lists checked against ``Limits`` and against each other.
    /// - Throws: ``WireError`` `damaged` or `tooLarge`.
    public func request() throws(WireError) -> Request {
        switch try content() {
        case .enrol(let message): .enrol(try EnrolRequest(message))
        case .hello(let message): .hello(try HelloRequest(message))
        case .push(let message): .push(try push(message))
        case .pull(let message): .pull(try PullRequest(message))
        case .compare(let message): .compare(try CompareRequest(message))
        case .reconcile(let message): .reconcile(try ReconcileRequest(message))
        case .report(let message): .report(try ReportRequest(message))
        case .enrolment, .welcome, .result, .page, .refusal, .common, .reconciled, .reported:
            throw WireError(.damaged, detail: "a response, not a request")
        }
    }

    /// Decodes the body as a response.
    ///
    /// - Returns: The response, its lists checked against ``Limits`` and against each other.
    /// - Throws: ``WireError`` `damaged` or `tooLarge`.
    public func response() throws(WireError) -> Response {
        switch try content() {
        case .enrolment(let message): .enrolment(try Enrolment(message))
        case .welcome(let message): .welcome(try Welcome(message))
        case .result(let message): .pushResult(try PushResult(message))
        case .page(let message): .page(try FeedPage(message))
        case .refusal(let message): .refusal(Refusal(message))
        case .common(let message): .common(try ChainHead(message.head))
        case .reconciled(let message): .reconciled(try ReconcileResult(message))
        case .reported(let message): .reported(Int(message.count))
        case .enrol, .hello, .push, .pull, .compare, .reconcile, .report:
            throw WireError(.damaged, detail: "a request, not a response")
        }
    }

    private func push(_ message: ProtoPush) throws(WireError) -> PushRequest {
        var push = try PushDecoder.decode(message, origin: origin)
        guard message.claims.count <= Limits.saveChangesMax else {
            throw WireError(.tooLarge, detail: "claims")
        }
        for claim in message.claims { push.claims.append(try Claim(claim)) }
        return push
    }

    private func content() throws(WireError) -> ProtoBody.OneOf_Content {
        var plain = Array(bytes[body])
        switch compression {
        case .plain: break
        case .zstd: plain = try Zstd.decompress(plain, bytesMax: Limits.bodyBytesMax)
        }
        let message: ProtoBody
        do {
            message = try ProtoBody(serializedBytes: plain)
        } catch {
            throw WireError(.damaged, detail: "body")
        }
        guard let content = message.content else {
            throw WireError(.damaged, detail: "no message that is known here")
        }
        return content
    }
}
