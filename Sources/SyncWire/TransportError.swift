/// Why envelopes could not be carried.
public struct TransportError: Error, Hashable, Sendable {
    /// What failed.
    public enum Code: Hashable, Sendable {
        /// No connection, or no answer in time; retry later.
        case unreachable
        /// Something answered that is not this server, such as a login page of a public network.
        case notTheServer
        /// The other side takes no envelope of this size.
        case tooLarge
        /// The other side cannot keep anything now; retry later.
        case full
    }

    /// What failed.
    public var code: Code
    /// A hint for the help desk, in English, without content.
    public var detail: String

    /// Makes an error.
    public init(_ code: Code, detail: String) {
        self.code = code
        self.detail = detail
    }
}
