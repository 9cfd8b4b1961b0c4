internal import Casework
internal import SyncModel

/// The prefix and the year of new case numbers.
enum CaseNumbering {
    /// `HLM` under the built-in schema, else the first letters of the schema's name in capitals.
    static func prefix(forSchema name: String) -> String { CaseNumber.prefix(forSchema: name) }

    /// The year of an instant in UTC.
    static func year(of instant: Instant) -> Int {
        var days = instant.milliseconds / 86_400_000
        if instant.milliseconds % 86_400_000 < 0 { days -= 1 }
        return CivilDate(dayNumber: Int(days)).year
    }
}
