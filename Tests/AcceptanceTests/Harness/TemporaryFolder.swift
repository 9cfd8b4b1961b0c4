import Foundation
import Glibc

/// A folder that is removed when the last holder lets it go.
final class TemporaryFolder: Sendable {
    /// Where it is.
    let url: URL

    init(_ purpose: String) throws {
        var template = Array("/tmp/sluis-\(purpose)-XXXXXX".utf8CString)
        let path = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
        }
        guard let path else { throw HarnessError(description: "no temporary folder") }
        url = URL(filePath: path, directoryHint: .isDirectory)
    }

    deinit {
        // A folder that stays behind harms nobody.
        try? FileManager.default.removeItem(at: url)
    }

    /// The size and time of each file below it: it differs when something was written.
    func fingerprint() -> [String: String] {
        Self.fingerprint(of: url.path)
    }

    /// The size and time of each file below `path`.
    static func fingerprint(of path: String) -> [String: String] {
        var found: [String: String] = [:]
        // A file may go while one looks; the next look tells.
        for name in (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? [] {
            var status = stat()
            guard lstat("\(path)/\(name)", &status) == 0 else { continue }
            let time = "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
            found[name] = "\(status.st_size) \(time)"
        }
        return found
    }
}
