internal import Crypto
internal import Foundation

/// An X25519 key pair that opens what others sealed for its holder.
public struct SealingKey: Sendable {
    /// The public key, 32 bytes.
    public let publicKey: [UInt8]
    private let key: Curve25519.KeyAgreement.PrivateKey

    private static let purpose = Data("sluis sealing key 1".utf8)

    /// The sealing key that belongs to a signing key, and follows from it: it need not be kept beside it.
    public init(following signingKey: SigningKey) {
        let seed = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: signingKey.seed),
            info: Self.purpose,
            outputByteCount: 32
        )
        let key = seed.withUnsafeBytes {
            // Every 32 bytes are a key of X25519; were they none, a new one would open nothing.
            try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: $0)
        }
        self.key = key ?? Curve25519.KeyAgreement.PrivateKey()
        publicKey = Array(self.key.publicKey.rawRepresentation)
    }

    /// Opens what ``Envelope/sealed(to:)`` made.
    ///
    /// - Parameter sealed: Bytes from anywhere.
    /// - Returns: The envelope, still to be opened and its signature to be checked.
    /// - Throws: ``WireError`` `damaged` when they were not sealed to this key or are not whole, `tooLarge`.
    public func open(_ sealed: [UInt8]) throws(WireError) -> Envelope {
        guard sealed.count <= SealedEnvelopes.partBytesMax else { throw WireError(.tooLarge) }
        guard sealed.count > SealedEnvelopes.keyBytes else {
            throw WireError(.damaged, detail: "sealed envelope")
        }
        do {
            var recipient = try HPKE.Recipient(
                privateKey: key,
                ciphersuite: SealedEnvelopes.suite,
                info: SealedEnvelopes.info,
                encapsulatedKey: Data(sealed[..<SealedEnvelopes.keyBytes])
            )
            return Envelope(
                bytes: Array(try recipient.open(sealed[SealedEnvelopes.keyBytes...]))
            )
        } catch {
            throw WireError(.damaged, detail: "sealed envelope")
        }
    }
}

extension Envelope {
    /// Seals the envelope, so that only the holder of a key can read it.
    ///
    /// Source: RFC 9180, HPKE in base mode; who sent it is in the envelope, and signed.
    ///
    /// - Parameter publicKey: The recipient's X25519 key, 32 bytes.
    /// - Returns: The encapsulated key, 32 bytes, and the ciphertext.
    /// - Throws: ``WireError`` `damaged` when the key is none.
    public func sealed(to publicKey: [UInt8]) throws(WireError) -> [UInt8] {
        do {
            var sender = try HPKE.Sender(
                recipientKey: Curve25519.KeyAgreement.PublicKey(rawRepresentation: publicKey),
                ciphersuite: SealedEnvelopes.suite,
                info: SealedEnvelopes.info
            )
            return Array(sender.encapsulatedKey) + Array(try sender.seal(bytes))
        } catch {
            throw WireError(.damaged, detail: "sealing key")
        }
    }
}

/// A file of sealed envelopes: "SLS", version, then each one after its length (4 bytes, big-endian).
///
/// Each is sealed by itself: what is damaged costs that one and no other.
public enum SealedEnvelopes {
    /// The first bytes: magic and version.
    static let start: [UInt8] = Array("SLS".utf8) + [1]
    /// The encapsulated key before each ciphertext.
    static let keyBytes = 32
    /// The most bytes of one sealed envelope: an envelope, the encapsulated key and the tag.
    static let partBytesMax = (32 << 20) + keyBytes + 16
    static let suite = HPKE.Ciphersuite.Curve25519_SHA256_ChachaPoly
    static let info = Data("sluis sealed envelope 1".utf8)

    /// The bytes of a file.
    ///
    /// - Parameter parts: Sealed envelopes, in order.
    /// - Returns: The bytes to write.
    public static func file(of parts: [[UInt8]]) -> [UInt8] {
        var bytes = start
        for part in parts {
            withUnsafeBytes(of: UInt32(clamping: part.count).bigEndian) { bytes += $0 }
            bytes += part
        }
        return bytes
    }

    /// Takes a file apart; opens nothing.
    ///
    /// - Parameter file: Bytes from anywhere.
    /// - Returns: The sealed envelopes in order, and whether the file ends with the last of them: else it was cut off.
    /// - Throws: ``WireError`` `damaged` when the bytes do not begin as such a file, `version` for another version.
    public static func parts(
        of file: [UInt8]
    ) throws(WireError) -> (parts: [[UInt8]], isWhole: Bool) {
        guard file.count >= start.count, file.starts(with: start.dropLast()) else {
            throw WireError(.damaged, detail: "not a file of sealed envelopes")
        }
        guard file.starts(with: start) else { throw WireError(.version) }
        var parts: [[UInt8]] = []
        var offset = start.count
        while offset < file.count {
            guard offset <= file.count - 4 else { return (parts, false) }
            let length = file[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
            guard length <= partBytesMax, length <= file.count - offset - 4 else {
                return (parts, false)
            }
            parts.append(Array(file[offset + 4..<offset + 4 + length]))
            offset += 4 + length
        }
        return (parts, true)
    }
}
