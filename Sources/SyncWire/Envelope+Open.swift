internal import SwiftProtobuf
internal import SyncModel

extension Envelope {
    /// Checks version and structure.
    ///
    /// - Returns: The envelope's header, and its body to be decoded.
    /// - Throws: ``WireError`` `damaged`, `version` or `tooLarge`.
    public func open() throws(WireError) -> OpenedEnvelope {
        guard bytes.count <= Limits.envelopeBytesMax else { throw WireError(.tooLarge) }
        guard bytes.count >= Framing.prefixBytes + Framing.signatureBytes,
            bytes.starts(with: Framing.magic)
        else { throw WireError(.damaged, detail: "frame") }
        guard bytes[3] == Framing.version else { throw WireError(.version) }
        let headerEnd = Framing.prefixBytes + (Int(bytes[4]) << 8 | Int(bytes[5]))
        let bodyEnd = bytes.count - Framing.signatureBytes
        guard headerEnd <= bodyEnd else { throw WireError(.damaged, detail: "header length") }
        let header: ProtoHeader
        do {
            header = try ProtoHeader(serializedBytes: Array(bytes[Framing.prefixBytes..<headerEnd]))
        } catch {
            throw WireError(.damaged, detail: "header")
        }
        guard let compression = Compression(rawValue: header.compression) else {
            throw WireError(.damaged, detail: "compression")
        }
        return OpenedEnvelope(
            sender: ReplicaID(try identifier(header.sender, "sender")),
            number: header.number,
            origin: header.hasOrigin ? header.origin : nil,
            compression: compression,
            bytes: bytes,
            body: headerEnd..<bodyEnd
        )
    }
}
