internal import SwiftProtobuf
internal import SyncModel

/// The frame of an envelope: "SLU", version, header length (2 bytes, big-endian), header, body, signature.
enum Framing {
    /// The first bytes of every envelope.
    static let magic: [UInt8] = Array("SLU".utf8)
    /// The version written, and the only one read.
    static let version: UInt8 = 1
    /// Magic, version and header length.
    static let prefixBytes = 6
    /// An Ed25519 signature.
    static let signatureBytes = 64
    /// A body of this size or less is not compressed: a zstd frame would hardly be smaller.
    static let plainBodyBytesMax = 200

    /// Frames and signs a body.
    static func seal(
        _ body: ProtoBody,
        header: ProtoHeader,
        key: SigningKey
    ) throws(WireError) -> Envelope {
        var header = header
        var bodyBytes = try serialized(body)
        if bodyBytes.count > Limits.bodyBytesMax { throw WireError(.tooLarge, detail: "body") }
        if bodyBytes.count > plainBodyBytesMax {
            let packed = try Zstd.compress(bodyBytes)
            if packed.count < bodyBytes.count {
                bodyBytes = packed
                header.compression = Compression.zstd.rawValue
            }
        }
        let headerBytes = try serialized(header)
        guard headerBytes.count <= UInt16.max else { throw WireError(.tooLarge, detail: "header") }
        let size = prefixBytes + headerBytes.count + bodyBytes.count + signatureBytes
        guard size <= Limits.envelopeBytesMax else {
            throw WireError(.tooLarge, detail: "envelope")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        bytes += magic
        bytes.append(version)
        bytes.append(UInt8(headerBytes.count >> 8))
        bytes.append(UInt8(headerBytes.count & 255))
        bytes += headerBytes
        bytes += bodyBytes
        bytes += try key.signature(of: bytes)
        return Envelope(bytes: bytes)
    }

    private static func serialized(_ message: some Message) throws(WireError) -> [UInt8] {
        do {
            return try message.serializedBytes()
        } catch {
            throw WireError(.tooLarge, detail: "message")
        }
    }
}

/// How a body travels.
///
/// Raw values travel.
enum Compression: UInt32 {
    case plain = 0
    case zstd = 1
}
