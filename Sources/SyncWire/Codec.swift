public import SyncModel

/// Why bytes could not be read as an envelope.
public struct WireError: Error, Hashable, Sendable {
    /// What failed.
    public enum Code: Hashable, Sendable {
        /// The bytes are not an envelope, or not whole.
        case damaged
        /// The envelope's version is not served here.
        case version
        /// The signature is not the sender's.
        case signature
        /// Larger than ``Limits`` allows.
        case tooLarge
    }

    /// What failed.
    public var code: Code
    /// Where, in English, without content.
    public var detail: String

    /// Makes an error.
    public init(_ code: Code, detail: String = "") {
        self.code = code
        self.detail = detail
    }
}

/// An Ed25519 key pair that signs envelopes.
public struct SigningKey: Sendable {
    /// The private key, 32 bytes.
    public let seed: [UInt8]
    /// The public key, 32 bytes.
    public let publicKey: [UInt8]

    /// Reads a private key; `nil` unless it is 32 bytes.
    public init?(seed: [UInt8]) { nil }

    /// Makes a new key from the system's randomness.
    public static func generate() -> SigningKey { fatalError("not built yet") }
}

/// An envelope whose version and structure were checked, and whose signature was not yet.
public struct OpenedEnvelope: Sendable {
    /// Who says that he sent it.
    public let sender: ReplicaID
    /// The sender's count of envelopes; echoed in the answer.
    public let number: UInt64

    /// Checks the signature.
    public func isSigned(by publicKey: [UInt8]) -> Bool { false }

    /// Decodes the body as a request.
    ///
    /// - Throws: ``WireError`` `damaged` or `tooLarge`.
    public func request() throws(WireError) -> Request { throw WireError(.damaged) }

    /// Decodes the body as a response.
    ///
    /// - Throws: ``WireError`` `damaged` or `tooLarge`.
    public func response() throws(WireError) -> Response { throw WireError(.damaged) }
}

extension Envelope {
    /// Encodes and signs a request.
    public static func seal(
        _ request: Request,
        sender: ReplicaID,
        number: UInt64,
        key: SigningKey
    ) throws(WireError) -> Envelope { throw WireError(.damaged) }

    /// Encodes and signs a response.
    public static func seal(
        _ response: Response,
        sender: ReplicaID,
        number: UInt64,
        key: SigningKey
    ) throws(WireError) -> Envelope { throw WireError(.damaged) }

    /// Checks version and structure.
    ///
    /// - Throws: ``WireError`` `damaged`, `version` or `tooLarge`.
    public func open() throws(WireError) -> OpenedEnvelope { throw WireError(.damaged) }
}
