/// A message as it travels: versioned, signed bytes.
///
/// Opaque to the transport.
public struct Envelope: Hashable, Sendable {
    /// The bytes, at most ``Limits/envelopeBytesMax``.
    public var bytes: [UInt8]

    /// Wraps bytes; they are checked when the envelope is opened.
    public init(bytes: [UInt8]) { self.bytes = bytes }

    /// Whether the bytes begin as an envelope of some version does; says nothing of the rest.
    public var isRecognised: Bool { bytes.starts(with: Framing.magic) }
}
