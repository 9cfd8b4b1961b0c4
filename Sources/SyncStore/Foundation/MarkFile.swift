internal import Foundation

/// The file `<database>.mark`: what the database file looked like when this program last closed it.
///
/// While a store is open there is none. A store whose mark is missing, or does not fit the file, may have been changed
/// by another program, or was not closed: its stored hashes are then computed anew before they are used.
enum MarkFile {
    /// Takes the mark away, and says whether it fits the database file and no log waits beside it.
    static func take(of path: String) -> Bool {
        let mark = path + ".mark"
        guard let kept = FileManager.default.contents(atPath: mark) else { return false }
        // What cannot be removed cannot be trusted next time either: it is rewritten or stays unequal.
        try? FileManager.default.removeItem(atPath: mark)
        guard !FileManager.default.fileExists(atPath: mark), FileFacts.size(of: path + "-wal") == 0
        else {
            return false
        }
        return description(of: path).map { Data($0.utf8) } == kept
    }

    /// Writes the mark of a closed database file.
    static func put(for path: String) {
        guard let description = description(of: path) else { return }
        // Without a mark the next open is slower, and nothing else.
        try? Data(description.utf8).write(to: URL(fileURLWithPath: path + ".mark"))
    }

    private static func description(of path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return "\(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
    }
}

/// What the system says of a file.
enum FileFacts {
    /// Its length in bytes; 0 when there is none.
    static func size(of path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
