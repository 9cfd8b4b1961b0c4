import Foundation

/// A small file system in memory, for a disk that is full or read-only; needs root.
final class SmallDisk {
    /// Where it is mounted.
    let folder: TemporaryFolder
    private let output: TemporaryFolder

    /// Whether this machine lets tests mount file systems.
    static let isPossible: Bool = {
        // What cannot be tried is not possible.
        (try? SmallDisk(megabytes: 1)) != nil
    }()

    init(megabytes: Int) throws {
        folder = try TemporaryFolder("disk")
        output = try TemporaryFolder("mount")
        let options = "size=\(megabytes)m,mode=0700"
        let answer = try Programs.run(
            "mount",
            ["-t", "tmpfs", "-o", options, "tmpfs", folder.url.path],
            in: output
        )
        guard answer.code == 0 else { throw HarnessError(description: "\(answer)") }
    }

    deinit {
        // A mount that stays behind goes with the machine.
        _ = try? Programs.run("umount", ["-l", folder.url.path], in: output)
    }

    /// Makes it writable or not.
    func setReadOnly(_ isReadOnly: Bool) throws {
        let options = "remount,\(isReadOnly ? "ro" : "rw")"
        let answer = try Programs.run("mount", ["-o", options, folder.url.path], in: output)
        guard answer.code == 0 else { throw HarnessError(description: "\(answer)") }
    }

    /// Fills it, but for about `bytes`; returns the file to remove.
    func fill(leaving bytes: Int) throws -> URL {
        let file = folder.url.appending(path: "filler")
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        let space = try FileManager.default.attributesOfFileSystem(forPath: folder.url.path)
        let free = (space[.systemFreeSize] as? NSNumber)?.intValue ?? 0
        try handle.write(contentsOf: Data(count: max(0, free - bytes)))
        try handle.close()
        return file
    }
}
