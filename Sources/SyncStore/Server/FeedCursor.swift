internal import SyncModel

/// Where a device stands in the feed.
///
/// A pull of several pages goes through the cases in order of their last change. `progress` is how far it came; `base`
/// is where it began, which decides what the device knew before: a case, or assignment, that began after `base` goes
/// whole, of others what changed after `base`. The last page moves `base` up to `progress`.
struct FeedCursor: Hashable {
    /// Whose cases the cursor is about.
    enum Reach: Hashable {
        case all
        /// The cases of the user of that interned name.
        case user(Int64)
    }

    /// Whose cases.
    var reach: Reach
    /// What the device knew when the pull began.
    var base: Int64
    /// How far the pull came; not less than `base`.
    var progress: Int64

    /// The beginning.
    init(_ reach: Reach) {
        self.reach = reach
        base = 0
        progress = 0
    }

    /// Reads a cursor as a device gives it back; `nil` for one that no server gave.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, Text(String(parts[0])) == "1",
            let base = Int64(parts[2], radix: 36),
            let progress = Int64(parts[3], radix: 36), base >= 0, progress >= base
        else { return nil }
        if Text(String(parts[1])) == "a" {
            reach = .all
        } else if parts[1].utf8.first == UInt8(ascii: "u"),
            let user = Int64(parts[1].dropFirst(), radix: 36), user >= 0
        {
            reach = .user(user)
        } else {
            return nil
        }
        self.base = base
        self.progress = progress
    }

    /// The text for the device.
    var text: String {
        let scope: String
        switch reach {
        case .all: scope = "a"
        case .user(let user): scope = "u" + String(user, radix: 36)
        }
        return "1.\(scope).\(String(base, radix: 36)).\(String(progress, radix: 36))"
    }
}
