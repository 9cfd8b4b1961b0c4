internal import GRDBSQLite
internal import Glibc

/// An open file of a ``SimulatedDisk``.
final class CrashFile {
    /// What SQLite allocates for a file: its methods, then ours.
    static let byteCount = 2 * MemoryLayout<UnsafeRawPointer>.size

    let disk: SimulatedDisk
    /// The file's number on the disk.
    let number: Int
    let descriptor: Int32
    /// The shared memory of a WAL: one connection has each file, so that nobody shares it.
    private var regions: [UnsafeMutableRawPointer] = []

    private init(disk: SimulatedDisk, number: Int, descriptor: Int32) {
        self.disk = disk
        self.number = number
        self.descriptor = descriptor
    }

    deinit {
        dropRegions()
        Glibc.close(descriptor)
    }

    /// Opens a file into the memory that SQLite allocated for it.
    static func open(
        _ path: String,
        on disk: SimulatedDisk,
        flags: Int32,
        in memory: UnsafeMutablePointer<sqlite3_file>
    ) -> Int32 {
        memory.pointee.pMethods = nil
        guard !disk.isDown else { return SQLITE_CANTOPEN }
        if flags & SQLITE_OPEN_CREATE == 0, access(path, F_OK) != 0 { return SQLITE_CANTOPEN }
        let descriptor = RealFile.open(path)
        guard descriptor >= 0 else { return SQLITE_CANTOPEN }
        let file = CrashFile(disk: disk, number: disk.open(path), descriptor: descriptor)
        let place = UnsafeMutableRawPointer(memory)
            .advanced(by: MemoryLayout<UnsafeRawPointer>.size)
        place.storeBytes(
            of: Unmanaged.passRetained(file).toOpaque(),
            as: UnsafeMutableRawPointer.self
        )
        memory.pointee.pMethods = UnsafePointer(bitPattern: methodsAddress)
        return SQLITE_OK
    }

    /// The file behind SQLite's pointer; only called while it is open.
    static func at(_ file: UnsafeMutablePointer<sqlite3_file>?) -> CrashFile? {
        handle(file)?.takeUnretainedValue()
    }

    private static func handle(
        _ file: UnsafeMutablePointer<sqlite3_file>?
    ) -> Unmanaged<CrashFile>? {
        guard let file, file.pointee.pMethods != nil else { return nil }
        let place = UnsafeMutableRawPointer(file).advanced(by: MemoryLayout<UnsafeRawPointer>.size)
        return Unmanaged.fromOpaque(place.load(as: UnsafeMutableRawPointer.self))
    }

    /// Closes the file behind SQLite's pointer.
    static func close(_ file: UnsafeMutablePointer<sqlite3_file>?) -> Int32 {
        handle(file)?.release()
        file?.pointee.pMethods = nil
        return SQLITE_OK
    }

    /// A piece of memory that stands for the shared index of a WAL.
    func region(_ index: Int, byteCount: Int) -> UnsafeMutableRawPointer {
        while regions.count <= index {
            let region = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 16)
            memset(region, 0, byteCount)
            regions.append(region)
        }
        return regions[index]
    }

    /// Frees what ``region(_:byteCount:)`` gave.
    func dropRegions() {
        for region in regions { region.deallocate() }
        regions = []
    }

    /// SQLite's table of methods, made once; its address, since pointers are not shared between threads as they are.
    private static let methodsAddress: UInt = {
        let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        methods.initialize(to: makeMethods())
        return UInt(bitPattern: methods)
    }()

    private static func makeMethods() -> sqlite3_io_methods {
        var methods = sqlite3_io_methods()
        methods.iVersion = 2
        methods.xClose = { CrashFile.close($0) }
        methods.xRead = { file, target, count, offset in
            guard let file = CrashFile.at(file), let target else { return SQLITE_IOERR }
            return file.disk.read(file.number, file.descriptor, target, Int(count), at: offset)
        }
        methods.xWrite = { file, source, count, offset in
            guard let file = CrashFile.at(file), let source else { return SQLITE_IOERR }
            return file.disk.write(file.number, source, Int(count), at: offset)
        }
        methods.xTruncate = { file, length in
            guard let file = CrashFile.at(file) else { return SQLITE_IOERR }
            return file.disk.truncate(file.number, to: length)
        }
        methods.xSync = { file, _ in
            guard let file = CrashFile.at(file) else { return SQLITE_IOERR }
            return file.disk.sync(file.number)
        }
        methods.xFileSize = { file, size in
            guard let length = CrashFile.at(file).flatMap({ $0.disk.length($0.number) }) else {
                return SQLITE_IOERR
            }
            size?.pointee = length
            return SQLITE_OK
        }
        methods.xLock = { _, _ in SQLITE_OK }
        methods.xUnlock = { _, _ in SQLITE_OK }
        methods.xCheckReservedLock = { _, isReserved in
            isReserved?.pointee = 0
            return SQLITE_OK
        }
        methods.xFileControl = { _, _, _ in SQLITE_NOTFOUND }
        methods.xSectorSize = { Int32(CrashFile.at($0)?.disk.sectorBytes ?? 4096) }
        methods.xDeviceCharacteristics = {
            CrashFile.at($0)?.disk.isPowerSafe == true ? SQLITE_IOCAP_POWERSAFE_OVERWRITE : 0
        }
        methods.xShmMap = { file, index, byteCount, _, memory in
            guard let file = CrashFile.at(file) else { return SQLITE_IOERR }
            memory?.pointee = UnsafeMutableRawPointer(
                file.region(Int(index), byteCount: Int(byteCount))
            )
            return SQLITE_OK
        }
        methods.xShmLock = { _, _, _, _ in SQLITE_OK }
        methods.xShmBarrier = { _ in }
        methods.xShmUnmap = { file, _ in
            CrashFile.at(file)?.dropRegions()
            return SQLITE_OK
        }
        return methods
    }
}
