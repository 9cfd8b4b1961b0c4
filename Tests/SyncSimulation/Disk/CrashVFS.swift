internal import GRDBSQLite
internal import Glibc
internal import Synchronization

/// An SQLite VFS that sends the files of some folders to a ``SimulatedDisk``, and all others to the system's VFS.
///
/// It is SQLite's default from ``attach(_:to:)`` on, so that the stores run on it without knowing.
enum CrashVFS {
    private static let disks = Mutex<[String: SimulatedDisk]>([:])

    /// Puts a disk under all files of a folder.
    static func attach(_ disk: SimulatedDisk, to folder: String) {
        _ = isInstalled
        disks.withLock { $0[folder] = disk }
    }

    /// Takes the disk of a folder away.
    static func detach(_ folder: String) { disks.withLock { $0[folder] = nil } }

    /// The disk under a path; `nil` for the system's.
    static func disk(of path: String) -> SimulatedDisk? {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
        let folder = String(path[..<slash])
        return disks.withLock { $0[folder] }
    }

    /// Registers the VFS, once.
    private static let isInstalled: Bool = {
        guard let system = sqlite3_vfs_find(nil) else { return false }
        let vfs = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        vfs.initialize(to: system.pointee)
        vfs.pointee.pNext = nil
        vfs.pointee.pAppData = UnsafeMutableRawPointer(system)
        vfs.pointee.zName = UnsafePointer(strdup("sluis-crash"))
        vfs.pointee.szOsFile = max(system.pointee.szOsFile, Int32(CrashFile.byteCount))
        vfs.pointee.xOpen = { vfs, name, file, flags, outFlags in
            guard let vfs, let file else { return SQLITE_CANTOPEN }
            guard let name, let disk = CrashVFS.disk(of: String(cString: name)) else {
                guard let system = CrashVFS.system(under: vfs) else { return SQLITE_CANTOPEN }
                return system.pointee.xOpen(system, name, file, flags, outFlags)
            }
            outFlags?.pointee = flags
            return CrashFile.open(String(cString: name), on: disk, flags: flags, in: file)
        }
        vfs.pointee.xDelete = { vfs, name, syncsFolder in
            guard let vfs, let name, let system = CrashVFS.system(under: vfs) else {
                return SQLITE_IOERR
            }
            let path = String(cString: name)
            if let disk = CrashVFS.disk(of: path), !disk.mayDelete(path) { return SQLITE_IOERR }
            return system.pointee.xDelete(system, name, syncsFolder)
        }
        return sqlite3_vfs_register(vfs, 1) == SQLITE_OK
    }()

    private static func system(
        under vfs: UnsafeMutablePointer<sqlite3_vfs>
    ) -> UnsafeMutablePointer<sqlite3_vfs>? {
        vfs.pointee.pAppData?.assumingMemoryBound(to: sqlite3_vfs.self)
    }
}
