public import SyncModel
public import SyncWire

/// The key that signs the server's envelopes; laptops pin its public half at enrolment.
///
/// It is kept beside the data, so that a backup carries it and a restored server is still trusted.
public struct ServerIdentity: Sendable {
    private static let settingName = "server.signingSeed"

    /// The server's id.
    public let replica: ReplicaID
    /// The key.
    public let signingKey: SigningKey
    /// Opens what laptops seal for the server; follows from ``signingKey``, so that a backup carries it too.
    public let sealingKey: SealingKey

    /// Makes an identity.
    ///
    /// - Parameters:
    ///   - replica: The server's id.
    ///   - signingKey: Its key.
    public init(replica: ReplicaID, signingKey: SigningKey) {
        self.replica = replica
        self.signingKey = signingKey
        sealingKey = SealingKey(following: signingKey)
    }

    /// Reads the identity that is kept in `store`, and makes its key the first time.
    ///
    /// - Throws: ``OperatorError`` `damaged` when the kept key is none, else as the store.
    public init(keptIn store: some ServerStore) throws(OperatorError) {
        do {
            if let kept = try store.setting(Self.settingName) {
                guard let seed = Hexadecimal.bytes(of: kept), let key = SigningKey(seed: seed)
                else {
                    throw OperatorError(.damaged, "the server's key")
                }
                self.init(replica: store.replica, signingKey: key)
            } else {
                let key = SigningKey.generate()
                try store.setSetting(Self.settingName, to: Hexadecimal.text(of: key.seed))
                self.init(replica: store.replica, signingKey: key)
            }
        } catch let error as OperatorError {
            throw error
        } catch {
            throw OperatorError(wrapping: error)
        }
    }
}

/// Bytes as lower-case hexadecimal digits.
enum Hexadecimal {
    static func text(of bytes: [UInt8]) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0\(digits)" : digits
        }.joined()
    }

    static func bytes(of text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            let pair = String(decoding: digits[index..<(index + 2)], as: UTF8.self)
            guard !pair.utf8.contains(UInt8(ascii: "+")), !pair.utf8.contains(UInt8(ascii: "-")),
                let byte = UInt8(pair, radix: 16)
            else { return nil }
            bytes.append(byte)
        }
        return bytes
    }
}
