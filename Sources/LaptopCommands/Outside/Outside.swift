import Glibc
import SyncModel
import SyncStore

/// What the commands take from the machine: environment, clock, randomness, host name.
enum Outside {
    /// The environment variables; a broken UTF-8 value is repaired.
    static let environment: [String: String] = {
        var result: [String: String] = [:]
        var entry = environ
        while let pointer = entry.pointee {
            let parts = String(cString: pointer).split(
                separator: "=",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            if parts.count == 2 { result[String(parts[0])] = String(parts[1]) }
            entry += 1
        }
        return result
    }()

    /// The wall clock, within the years that can be written down.
    static func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let seconds = min(max(Int64(time.tv_sec), -62_135_596_800), 253_402_300_799)
        return Instant(milliseconds: seconds * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Milliseconds of a clock that nobody sets.
    static func monotonicMilliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// 64 random bits from the system.
    static func random() -> UInt64 { UInt64.random(in: .min ... .max) }

    /// A fresh UUIDv7.
    static func newIdentifier() -> Identifier128 {
        Identifier128(version7At: now(), random: (random(), random()))
    }

    /// What a store takes from outside.
    static let storeEnvironment = StoreEnvironment(
        now: { now() },
        random: { random() },
        bootTime: { bootTime() }
    )

    /// The time since the machine started, as the system's files have it; `nil` where there are none.
    ///
    /// Not from the C library's clocks, which go along when a program is shown another time.
    static func bootTime() -> BootTime? {
        guard let boot = line(of: "/proc/sys/kernel/random/boot_id").flatMap(Identifier128.init),
            let seconds = line(of: "/proc/uptime")?.split(separator: " ").first.flatMap({
                Double($0)
            }),
            seconds.isFinite, seconds >= 0, seconds < 1e12
        else { return nil }
        return BootTime(boot: boot, milliseconds: Int64(seconds * 1000))
    }

    /// The first line of a small file; `nil` when it cannot be read.
    private static func line(of path: String) -> String? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 128)
        let count = fread(&buffer, 1, buffer.count, file)
        return String(decoding: buffer[..<count], as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init)
    }

    /// The machine's name, for people.
    static var hostName: String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "laptop" }
        let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return bytes.isEmpty ? "laptop" : String(decoding: bytes, as: UTF8.self)
    }

    /// The civil date and the zone of the person at the keyboard.
    static func local(_ instant: Instant) -> LocalTime {
        var seconds = time_t(instant.milliseconds / 1000)
        var parts = tm()
        localtime_r(&seconds, &parts)
        return LocalTime(
            date: CivilDate(
                year: Int(parts.tm_year) + 1900,
                month: Int(parts.tm_mon) + 1,
                day: Int(parts.tm_mday)
            ) ?? CivilDate(dayNumber: Int(instant.milliseconds / 86_400_000)),
            hour: Int(parts.tm_hour),
            minute: Int(parts.tm_min),
            zoneMinutes: Int16(clamping: parts.tm_gmtoff / 60)
        )
    }
}

/// A point in time as the person's clock on the wall shows it.
struct LocalTime {
    let date: CivilDate
    let hour: Int
    let minute: Int
    /// Minutes east of UTC.
    let zoneMinutes: Int16

    /// `YYYY-MM-DD HH:MM`.
    var text: String {
        let digits = [hour, minute].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(date) \(digits[0]):\(digits[1])"
    }
}
