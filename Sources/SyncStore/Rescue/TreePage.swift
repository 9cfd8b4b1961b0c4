/// One page of a b-tree, as far as it can be read.
///
/// Source: "Database File Format", sqlite.org/fileformat2.html, section 1.6.
struct TreePage {
    /// What a page of a b-tree is.
    enum Kind: UInt8 {
        case indexInterior = 2
        case tableInterior = 5
        case indexLeaf = 10
        case tableLeaf = 13

        var isInterior: Bool { self == .indexInterior || self == .tableInterior }
        var isTable: Bool { self == .tableInterior || self == .tableLeaf }
    }

    /// What it is.
    let kind: Kind
    /// The rows that can be read, in the order of the page.
    private(set) var rows: [StoredRow] = []
    /// The pages below.
    private(set) var children: [Int] = []
    /// Whether every cell could be read, in order.
    private(set) var isWhole = true

    private let bytes: [UInt8]
    private let file: PageFile

    /// Reads a page; `nil` when the bytes do not begin as a page of a b-tree.
    ///
    /// The first page of the file begins with the file's header of 100 bytes.
    init?(_ bytes: [UInt8], isFirst: Bool, of file: PageFile) {
        let start = isFirst ? 100 : 0
        guard bytes.count == file.pageBytes, let kind = Kind(rawValue: bytes[start]),
            let count = bytes.two(at: start + 3)
        else { return nil }
        self.kind = kind
        self.bytes = bytes
        self.file = file
        let pointers = start + (kind.isInterior ? 12 : 8)
        // A cell takes at least four bytes, with its pointer six.
        guard count <= (file.usableBytes - pointers) / 6 + 1 else { return nil }
        for index in 0..<count { readCell(at: bytes.two(at: pointers + 2 * index)) }
        if kind.isInterior { addChild(at: start + 8) }
        let keys = rows.compactMap(\.rowID)
        if zip(keys, keys.dropFirst()).contains(where: { $0 >= $1 }) { isWhole = false }
    }

    private mutating func readCell(at place: Int?) {
        guard let place, place > 0, place < file.usableBytes else {
            isWhole = false
            return
        }
        switch kind {
        case .tableInterior: addChild(at: place)
        case .indexInterior:
            addChild(at: place)
            addRow(bytes.variable(at: place + 4), rowID: nil)
        case .indexLeaf: addRow(bytes.variable(at: place), rowID: nil)
        case .tableLeaf:
            let length = bytes.variable(at: place)
            guard let length, let (rowID, next) = bytes.variable(at: length.next) else {
                isWhole = false
                return
            }
            addRow((length.value, next), rowID: rowID)
        }
    }

    private mutating func addChild(at place: Int) {
        guard let page = bytes.four(at: place), page > 0, page <= UInt32(clamping: file.pageCount)
        else {
            isWhole = false
            return
        }
        children.append(Int(page))
    }

    private mutating func addRow(_ length: (value: Int64, next: Int)?, rowID: Int64?) {
        guard let length, length.value >= 0,
            let count = Int(exactly: length.value), count <= Self.payloadBytesMax,
            let payload = payload(of: count, at: length.next),
            let row = StoredRow(rowID: rowID, payload: payload)
        else {
            isWhole = false
            return
        }
        rows.append(row)
    }

    /// The most bytes of a row: a value, its base, and room for the rest; a schema is smaller.
    private static let payloadBytesMax = 8 << 20

    /// The bytes of a record, with those on overflow pages; `nil` when some are missing.
    private func payload(of count: Int, at place: Int) -> [UInt8]? {
        let usable = file.usableBytes
        let most = kind.isTable ? usable - 35 : (usable - 12) * 64 / 255 - 23
        let least = (usable - 12) * 32 / 255 - 23
        var here = count
        if count > most {
            here = least + (count - least) % (usable - 4)
            if here > most { here = least }
        }
        guard place <= usable - here else { return nil }
        var payload = Array(bytes[place..<place + here])
        guard here < count else { return payload }
        var next = bytes.four(at: place + here) ?? 0
        while payload.count < count {
            guard next > 0, let page = file.newest(Int(next)), let following = page.four(at: 0)
            else { return nil }
            payload += page[4..<min(usable, 4 + count - payload.count)]
            next = following
        }
        return payload
    }
}
