internal import Crypto

/// An Ed25519 key pair that signs envelopes.
public struct SigningKey: Sendable {
    /// The private key, 32 bytes.
    public let seed: [UInt8]
    /// The public key, 32 bytes.
    public let publicKey: [UInt8]
    private let key: Curve25519.Signing.PrivateKey

    /// Reads a private key; `nil` unless it is 32 bytes.
    public init?(seed: [UInt8]) {
        // The only error there is says that the bytes are no key.
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            return nil
        }
        self.init(key)
    }

    private init(_ key: Curve25519.Signing.PrivateKey) {
        self.key = key
        seed = Array(key.rawRepresentation)
        publicKey = Array(key.publicKey.rawRepresentation)
    }

    /// Makes a new key from the system's randomness.
    public static func generate() -> SigningKey { SigningKey(Curve25519.Signing.PrivateKey()) }

    /// Signs the SHA-256 of bytes: Ed25519 itself reads what it signs twice, with a slower hash.
    ///
    /// - Parameter bytes: What to sign.
    /// - Returns: 64 bytes.
    /// - Throws: ``WireError`` `signature`.
    public func signature(of bytes: [UInt8]) throws(WireError) -> [UInt8] {
        do {
            return Array(try key.signature(for: Array(SHA256.hash(data: bytes))))
        } catch {
            throw WireError(.signature, detail: "the key does not sign")
        }
    }

    /// Whether a key signed the SHA-256 of bytes.
    ///
    /// - Parameters:
    ///   - signature: The signature, 64 bytes.
    ///   - bytes: What is said to be signed.
    ///   - publicKey: The public key, 32 bytes.
    /// - Returns: Whether it did; false for what is no key or no signature.
    public static func isSignature(
        _ signature: [UInt8],
        of bytes: [UInt8],
        by publicKey: [UInt8]
    ) -> Bool {
        // The only error there is says that the bytes are no key.
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
            return false
        }
        return key.isValidSignature(signature, for: Array(SHA256.hash(data: bytes)))
    }
}
