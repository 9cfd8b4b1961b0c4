internal import Crypto

/// A one-time code that admits one device: 60 random bits as three groups of four characters.
///
/// The alphabet is Crockford's base 32: digits and capitals without I, L, O and U. Reading takes small letters,
/// I and L for 1, O for 0, and passes over hyphens and spaces, so that a code survives being read out loud.
///
/// Source: Douglas Crockford, "Base 32", https://www.crockford.com/base32.html
public struct OneTimeCode: Hashable, Sendable, CustomStringConvertible {
    /// The characters in a code.
    static let length = 12
    /// How long a code holds.
    public static let lifetime: Duration = .seconds(7 * 24 * 3600)

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    private let characters: [UInt8]

    /// Makes a code from the low 60 of 64 random bits.
    public init(random: UInt64) {
        characters = (0..<Self.length).map { place in
            Self.alphabet[Int(random >> UInt64(place * 5) & 31)]
        }
    }

    /// Reads a code as a person gives it.
    ///
    /// - Returns: `nil` when it is not 12 characters of the alphabet.
    public init?(_ text: String) {
        var characters: [UInt8] = []
        for byte in text.utf8 {
            var capital = byte
            if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) { capital -= 32 }
            switch capital {
            case UInt8(ascii: "-"), UInt8(ascii: " "): continue
            case UInt8(ascii: "O"): capital = UInt8(ascii: "0")
            case UInt8(ascii: "I"), UInt8(ascii: "L"): capital = UInt8(ascii: "1")
            default: break
            }
            guard Self.alphabet.contains(capital), characters.count < Self.length else {
                return nil
            }
            characters.append(capital)
        }
        guard characters.count == Self.length else { return nil }
        self.characters = characters
    }

    /// The code in three groups: `7K3M-9QXT-A2VD`.
    public var description: String {
        stride(from: 0, to: Self.length, by: 4)
            .map { String(decoding: characters[$0..<($0 + 4)], as: UTF8.self) }
            .joined(separator: "-")
    }

    /// SHA-256 of the characters: what the server keeps.
    public var hash: [UInt8] { Array(SHA256.hash(data: characters)) }
}
