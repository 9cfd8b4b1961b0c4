internal import Foundation

/// The bytes of a file that may be damaged, read piece by piece and never written.
///
/// What the disk refuses to give counts as missing: a bad sector costs the pages in it and nothing else.
struct DamagedFile {
    private let handle: FileHandle
    /// The length of the file.
    let count: Int

    /// Opens the file for reading; `nil` when it is not there or may not be read.
    init?(_ path: String) {
        guard let handle = FileHandle(forReadingAtPath: path),
            // A file that has no end holds nothing that could be rescued.
            let end = try? handle.seekToEnd()
        else { return nil }
        self.handle = handle
        count = Int(clamping: end)
    }

    /// `length` bytes from `offset`; `nil` when the file ends before, or the disk does not give them.
    func bytes(at offset: Int, count length: Int) -> [UInt8]? {
        guard offset >= 0, length > 0, offset <= count - length else { return nil }
        do {
            try handle.seek(toOffset: UInt64(offset))
            guard let data = try handle.read(upToCount: length), data.count == length else {
                return nil
            }
            return Array(data)
        } catch {
            return nil
        }
    }
}

extension Array<UInt8> {
    /// Two bytes as a number, most significant first; `nil` beyond the end.
    func two(at offset: Int) -> Int? {
        guard offset >= 0, offset <= count - 2 else { return nil }
        return Int(self[offset]) << 8 | Int(self[offset + 1])
    }

    /// Four bytes as a number, most significant first; `nil` beyond the end.
    func four(at offset: Int) -> UInt32? {
        guard offset >= 0, offset <= count - 4 else { return nil }
        return self[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
