import Foundation
import Glibc
import Testing

/// Every call of the operating system at which a command can be killed between two writes, by `strace`.
enum KillPoints {
    /// The calls that change files, or make what was written last.
    private static let calls = [
        "write", "writev", "pwrite64", "ftruncate", "fsync", "fdatasync", "rename", "unlink",
    ]
    private static let pointsOfCallMax = 400

    /// Whether `strace` is here and may trace.
    static let isPossible: Bool = {
        // What cannot be tried is not possible.
        guard let folder = try? TemporaryFolder("strace") else { return false }
        let arguments = tracer(killingAt: "fsync", 1) + ["true"]
        return (try? Programs.run(arguments[0], Array(arguments.dropFirst()), in: folder))?.code
            == 0
    }()

    /// A tracer that kills a process, on one thread for all its tasks, as it enters the n-th such call of a thread.
    private static func tracer(killingAt call: String, _ n: Int) -> [String] {
        [
            "strace", "-f", "-qq", "-o", "/dev/null", "-E", "LIBDISPATCH_COOPERATIVE_POOL_STRICT=1",
            "-e", "trace=\(call)", "-e", "inject=\(call):signal=KILL:when=\(n)",
        ]
    }

    /// Tries n = 1, 2, … of each call, until the process survives it.
    ///
    /// `attempt`: Runs the process under the tracer, looks at what is left, and returns whether it was killed.
    ///
    /// Returns how many points there were of each call that has some.
    static func forEach(_ attempt: ([String]) throws -> Bool) throws -> [String: Int] {
        var points: [String: Int] = [:]
        for call in calls {
            for n in 1... {
                try #require(n < pointsOfCallMax, "\(call) has no end")
                guard try attempt(tracer(killingAt: call, n)) else { break }
                points[call] = n
            }
        }
        return points
    }
}
