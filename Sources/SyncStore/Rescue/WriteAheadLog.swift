// The write-ahead log beside a database file, read without SQLite.
//
// Source: "Database File Format", sqlite.org/fileformat2.html, section 4. SQLite itself stops at the first frame whose
// checksum does not fit; the frames behind a damaged one hold commits that were promised, so they are read here too.

/// The frames of the newest generation, up to the last commit.
struct WriteAheadLog {
    /// One page as a transaction wrote it.
    struct Frame {
        /// The page's number in the database.
        var page: Int
        /// Where its bytes begin in the log.
        var offset: Int
        /// Whether its checksum continues the one before it.
        var isIntact: Bool
    }

    private static let headerBytes = 32
    private static let frameHeaderBytes = 24
    /// The magic number is this one, or one more where checksums are of big-endian words.
    private static let magic: UInt32 = 0x377F_0682

    private let file: DamagedFile
    let pageBytes: Int
    /// The frames of committed transactions, oldest first.
    private(set) var frames: [Frame] = []

    /// Reads the frames; a log without any is empty.
    init(_ file: DamagedFile, pageBytes expected: Int?) {
        self.file = file
        let header = file.bytes(at: 0, count: Self.headerBytes) ?? []
        let magic = header.four(at: 0) ?? 0
        let isHeaderSound = magic & ~1 == Self.magic
        let declared = isHeaderSound ? header.four(at: 8).map { Int($0) } : nil
        let size = expected ?? declared ?? PageFile.usualPageBytes
        pageBytes = PageFile.isPageSize(size) ? size : PageFile.usualPageBytes
        var sum: Checksum?
        if isHeaderSound, let first = header.four(at: 24), let second = header.four(at: 28) {
            sum = Checksum(isBigEndian: magic & 1 == 1, first: first, second: second)
        }
        readFrames(salt: isHeaderSound ? Array(header[16..<24]) : nil, sum)
    }

    /// The page in a frame; `nil` when the disk does not give it.
    func page(_ frame: Frame) -> [UInt8]? { file.bytes(at: frame.offset, count: pageBytes) }

    private mutating func readFrames(salt declared: [UInt8]?, _ start: Checksum?) {
        var (salt, sum) = (declared, start)
        var (found, committed): ([Frame], Int) = ([], 0)
        var offset = Self.headerBytes
        while offset <= file.count - Self.frameHeaderBytes - pageBytes {
            defer { offset += Self.frameHeaderBytes + pageBytes }
            guard let header = file.bytes(at: offset, count: Self.frameHeaderBytes) else {
                sum = nil
                continue
            }
            // Behind the newest generation stand frames of an older one, under another salt.
            let own = Array(header[8..<16])
            if let salt, own != salt {
                sum = nil
                continue
            }
            salt = own
            let body = file.bytes(at: offset + Self.frameHeaderBytes, count: pageBytes)
            let stored = sum?.after(header, body)
            let isIntact = stored != nil && stored == Checksum(of: header, like: sum)
            sum = Checksum(of: header, like: sum ?? start)
            guard let page = header.four(at: 0), page > 0, page <= PageFile.pagesMax else {
                continue
            }
            let place = offset + Self.frameHeaderBytes
            found.append(Frame(page: Int(page), offset: place, isIntact: isIntact))
            if header.four(at: 4) ?? 0 > 0 { committed = found.count }
        }
        frames = Array(found.prefix(committed))
    }
}

/// The running checksum of a write-ahead log.
private struct Checksum: Equatable {
    var isBigEndian: Bool
    var first: UInt32
    var second: UInt32

    init(isBigEndian: Bool, first: UInt32, second: UInt32) {
        (self.isBigEndian, self.first, self.second) = (isBigEndian, first, second)
    }

    /// The checksum that a frame's header holds.
    init?(of header: [UInt8], like other: Checksum?) {
        guard let first = header.four(at: 16), let second = header.four(at: 20) else { return nil }
        self.init(isBigEndian: other?.isBigEndian ?? false, first: first, second: second)
    }

    /// The checksum after a frame; `nil` when its page cannot be read.
    func after(_ header: [UInt8], _ page: [UInt8]?) -> Checksum? {
        guard let page, page.count.isMultiple(of: 8) else { return nil }
        var sum = self
        sum.add(header[0..<8])
        sum.add(page[...])
        return sum
    }

    private mutating func add(_ bytes: ArraySlice<UInt8>) {
        bytes.withUnsafeBytes { raw in
            for offset in stride(from: 0, to: raw.count - 7, by: 8) {
                let one = raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
                let two = raw.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
                first =
                    first &+ second
                    &+ (isBigEndian ? UInt32(bigEndian: one) : UInt32(littleEndian: one))
                second =
                    second &+ first
                    &+ (isBigEndian ? UInt32(bigEndian: two) : UInt32(littleEndian: two))
            }
        }
    }
}
