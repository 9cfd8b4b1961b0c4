import Foundation
import Testing

/// A library that shows a program another wall clock, made with the C compiler once a run.
enum WrongClock {
    private static let source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <stdlib.h>
        #include <time.h>
        int clock_gettime(clockid_t clock, struct timespec *time) {
            static int (*real)(clockid_t, struct timespec *);
            if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
            int result = real(clock, time);
            const char *seconds = getenv("WRONG_CLOCK");
            if (result == 0 && clock == CLOCK_REALTIME && seconds) time->tv_sec += atoll(seconds);
            return result;
        }
        """

    private static let library = Result {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "sluis-clock-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let (code, built) = (folder.appending(path: "clock.c"), folder.appending(path: "clock.so"))
        try source.write(to: code, atomically: true, encoding: .utf8)
        let compiler = Process()
        compiler.executableURL = URL(filePath: "/usr/bin/env")
        compiler.arguments = ["cc", "-shared", "-fPIC", "-o", built.path, code.path]
        try compiler.run()
        compiler.waitUntilExit()
        try #require(compiler.terminationStatus == 0)
        return built.path
    }

    /// The variables under which a program's clock is so many seconds ahead.
    static func variables(ahead seconds: Int) throws -> [String: String] {
        ["LD_PRELOAD": try library.get(), "WRONG_CLOCK": "\(seconds)"]
    }
}
