import Glibc
import SyncModel

/// The text of a note: as given, or from standard input for `-`.
enum NoteInput {
    /// The text, exactly; nothing is trimmed.
    ///
    /// - Throws: ``CommandFailure`` `data` for a NUL, broken UTF-8 or more than a value may hold.
    static func read(_ given: String?) throws(CommandFailure) -> String? {
        guard let given, given == "-" else { return given }
        let bytes = try DurableFile.bytes(
            of: STDIN_FILENO,
            path: "stdin",
            max: Limits.valueBytesMax
        )
        guard bytes.count <= Limits.valueBytesMax else {
            throw CommandFailure(
                .data,
                .inputTooLong,
                ["max": String(Limits.valueBytesMax)],
                safety: .nothingWritten
            )
        }
        return try RawArguments.text(bytes)
    }
}
