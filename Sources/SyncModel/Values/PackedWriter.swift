/// Writes many stored cells as ``PackedValues``: the same bytes, with room made ahead.
///
/// It writes what columns of tables hold: null, text and integers.
public struct PackedWriter: Sendable {
    /// The longest header: three type bits and 64 bits of payload.
    private static let headerBytesMax = 10
    private static let firstBytes = 256

    /// The cells, and room after them.
    private var room: [UInt8] = []
    /// How many bytes of `room` are cells.
    private var used = 0
    /// The number of cells.
    private var count = 0

    /// Begins with no cells.
    public init() {}

    /// Gives the cells, without a copy, and begins anew.
    ///
    /// - Returns: All cells that were appended since the last time.
    public mutating func finish() -> PackedValues {
        var bytes: [UInt8] = []
        swap(&bytes, &room)
        bytes.removeLast(bytes.count - used)
        let values = PackedValues(bytes: bytes, count: count)
        (used, count) = (0, 0)
        return values
    }

    /// Appends a null.
    public mutating func appendNull() { append(.null, payload: 0, nil) }

    /// Appends an integer.
    public mutating func append(integer: Int64) {
        append(.integer, payload: UInt64(bitPattern: integer << 1 ^ integer >> 63), nil)
    }

    /// Appends text by its UTF-8 bytes.
    public mutating func append(text: UnsafeRawBufferPointer) {
        append(.text, payload: UInt64(text.count), text)
    }

    private mutating func append(
        _ type: PackedValues.CellType,
        payload: UInt64,
        _ content: UnsafeRawBufferPointer?
    ) {
        makeRoom(Self.headerBytesMax + (content?.count ?? 0))
        used = room.withUnsafeMutableBytes { room in
            var end = used
            var rest = payload >> 4
            let first = UInt8(payload & 15) << 3 | type.rawValue
            room[end] = rest == 0 ? first : first | 128
            end += 1
            while rest != 0 {
                let group = UInt8(rest & 127)
                rest >>= 7
                room[end] = rest == 0 ? group : group | 128
                end += 1
            }
            guard let content else { return end }
            UnsafeMutableRawBufferPointer(rebasing: room[end...]).copyMemory(from: content)
            return end + content.count
        }
        count += 1
    }

    private mutating func makeRoom(_ byteCount: Int) {
        let missing = used + byteCount - room.count
        guard missing > 0 else { return }
        let more = max(missing, room.count, Self.firstBytes)
        room.append(contentsOf: repeatElement(0, count: more))
    }
}
