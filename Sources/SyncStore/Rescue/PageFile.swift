/// The pages of a database file and of the write-ahead log beside it, read without SQLite.
///
/// SQLite refuses a file whose first page, or whose schema, is damaged. The pages behind hold their rows all the same.
/// Nothing here trusts a byte: what does not fit is left out, and nothing traps.
///
/// Source: "Database File Format", sqlite.org/fileformat2.html, sections 1 and 4.
struct PageFile {
    /// What one page held at one time.
    struct Version {
        var bytes: [UInt8]
        /// Whether a checksum says that the bytes are whole; `nil` where there is none.
        var isIntact: Bool?
    }

    /// The page size of SQLite, and of every store that this program made.
    static let usualPageBytes = 4096
    /// The most pages that are looked at: 64 GiB at the usual size.
    static let pagesMax: UInt32 = 1 << 24

    private static let magic = Array("SQLite format 3\0".utf8)

    private let file: DamagedFile?
    private let log: WriteAheadLog?
    /// The frames of each page, oldest first.
    private let frames: [Int: [WriteAheadLog.Frame]]
    let pageBytes: Int
    /// The bytes of a page that b-trees use.
    let usableBytes: Int
    /// The number of the last page that may be there.
    let pageCount: Int

    /// Whether a number can be a page size.
    static func isPageSize(_ size: Int) -> Bool {
        (512...65_536).contains(size) && size.nonzeroBitCount == 1
    }

    /// Opens what is there of a database at `path`; `nil` when there is nothing at all.
    init?(_ path: String) {
        file = DamagedFile(path)
        let beside = DamagedFile(path + "-wal")
        guard file != nil || beside != nil else { return nil }
        let header = file?.bytes(at: 0, count: 100) ?? []
        var declared: Int?
        var reserved = 0
        if header.starts(with: Self.magic), let size = header.two(at: 16) {
            let size = size == 1 ? 65_536 : size
            if Self.isPageSize(size) {
                declared = size
                reserved = Int(header[20])
            }
        }
        log = beside.map { WriteAheadLog($0, pageBytes: declared) }
        pageBytes = declared ?? log?.pageBytes ?? Self.usualPageBytes
        usableBytes = pageBytes - reserved >= 480 ? pageBytes - reserved : pageBytes
        frames = Dictionary(grouping: log?.frames ?? [], by: \.page)
        let inFile = ((file?.count ?? 0) + pageBytes - 1) / pageBytes
        pageCount = min(max(inFile, frames.keys.max() ?? 0), Int(Self.pagesMax))
    }

    /// What a page held, newest first; empty when none of it can be read.
    func versions(of page: Int) -> [Version] {
        guard page >= 1, page <= pageCount else { return [] }
        var versions: [Version] = (frames[page] ?? []).reversed().compactMap { frame in
            log?.page(frame).map { Version(bytes: $0, isIntact: frame.isIntact) }
        }
        if let bytes = file?.bytes(at: (page - 1) * pageBytes, count: pageBytes) {
            versions.append(Version(bytes: bytes, isIntact: nil))
        }
        return versions
    }

    /// The newest version of a page, as far as it can be read.
    func newest(_ page: Int) -> [UInt8]? { versions(of: page).first?.bytes }
}
