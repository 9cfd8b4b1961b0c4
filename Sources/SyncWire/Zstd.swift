internal import CZstd
internal import Synchronization

/// The zstd frame of a body.
enum Zstd {
    /// The level: the fastest that still finds most of what repeats in columns.
    static let level: Int32 = 3
    /// The largest window that is read: 8 MiB, four times what ``level`` writes.
    static let windowLogMax: Int32 = 23
    /// What a reader first makes room for, whatever a frame says of its size.
    private static let firstBytes = 1 << 18

    /// Makes one frame of `bytes`.
    static func compress(_ bytes: [UInt8]) throws(WireError) -> [UInt8] {
        let bound = ZSTD_compressBound(bytes.count)
        guard let context = spare.take() ?? ZSTD_createCCtx() else {
            throw WireError(.tooLarge, detail: "memory")
        }
        defer { spare.put(context) }
        var written = 0
        let packed = [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            written = ZSTD_compressCCtx(
                context,
                buffer.baseAddress,
                bound,
                bytes,
                bytes.count,
                level
            )
            count = ZSTD_isError(written) == 0 ? written : 0
        }
        guard ZSTD_isError(written) == 0 else { throw WireError(.tooLarge, detail: "compression") }
        return packed
    }

    /// A compression context between two uses: making one costs more than packing a small body.
    private static let spare = SpareContext()

    /// Reads one frame; believes nothing that it says of its size.
    ///
    /// - Throws: ``WireError`` `damaged` when `bytes` is not exactly one whole frame, `tooLarge` beyond
    ///   `bytesMax`.
    static func decompress(_ bytes: [UInt8], bytesMax: Int) throws(WireError) -> [UInt8] {
        guard let context = ZSTD_createDCtx() else { throw WireError(.tooLarge, detail: "memory") }
        defer { ZSTD_freeDCtx(context) }
        ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, windowLogMax)
        var plain = [UInt8](repeating: 0, count: min(bytesMax, max(firstBytes, bytes.count * 4)))
        var used = 0
        var read = 0
        while true {
            let rest = step(context, from: bytes, &read, into: &plain, &used)
            guard ZSTD_isError(rest) == 0 else { throw WireError(.damaged, detail: "compression") }
            if rest == 0 { break }
            if used == plain.count {
                guard plain.count < bytesMax else { throw WireError(.tooLarge, detail: "body") }
                let more = min(plain.count, bytesMax - plain.count)
                plain.append(contentsOf: repeatElement(0, count: more))
            } else if read == bytes.count {
                throw WireError(.damaged, detail: "compression ends early")
            }
        }
        guard read == bytes.count else { throw WireError(.damaged, detail: "bytes after the body") }
        plain.removeLast(plain.count - used)
        return plain
    }

    /// Reads on until the frame ends, the input ends or the output is full; what is left, 0 at the end.
    private static func step(
        _ context: OpaquePointer,
        from bytes: [UInt8],
        _ read: inout Int,
        into plain: inout [UInt8],
        _ used: inout Int
    ) -> Int {
        bytes.withUnsafeBytes { source in
            plain.withUnsafeMutableBytes { target in
                var input = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: read)
                var output = ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: used)
                let rest = ZSTD_decompressStream(context, &output, &input)
                read = input.pos
                used = output.pos
                return rest
            }
        }
    }
}

/// Keeps at most one compression context that nobody uses.
private final class SpareContext: Sendable {
    /// The address of the context; 0 for none.
    private let address = Atomic<UInt>(0)

    /// Takes the context out, for one user.
    func take() -> OpaquePointer? {
        OpaquePointer(bitPattern: address.exchange(0, ordering: .acquiring))
    }

    /// Keeps a context that is no longer used; frees the one that was kept meanwhile.
    func put(_ context: OpaquePointer) {
        let replaced = address.exchange(UInt(bitPattern: context), ordering: .acquiringAndReleasing)
        if let replaced = OpaquePointer(bitPattern: replaced) { ZSTD_freeCCtx(replaced) }
    }
}
