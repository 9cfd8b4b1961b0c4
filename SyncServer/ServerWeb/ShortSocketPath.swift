internal import Glibc

/// A path by which a Unix socket can be bound or reached, however long the path of its folder is.
///
/// An address holds 107 bytes of path. A longer one is named through an open descriptor of its folder, which
/// stays open as long as this object.
final class ShortSocketPath: Sendable {
    private static let pathBytesMax = 100

    /// The path to use.
    let path: String
    private let folder: Int32

    init(_ path: String) {
        guard path.utf8.count > Self.pathBytesMax, let slash = path.lastIndex(of: "/") else {
            self.path = path
            folder = -1
            return
        }
        folder = open(String(path[..<slash]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        self.path = folder < 0 ? path : "/proc/self/fd/\(folder)\(path[slash...])"
    }

    deinit { if folder >= 0 { close(folder) } }
}
