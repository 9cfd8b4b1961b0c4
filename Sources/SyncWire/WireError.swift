/// Why bytes could not be read as an envelope, or a message not be written as one.
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
