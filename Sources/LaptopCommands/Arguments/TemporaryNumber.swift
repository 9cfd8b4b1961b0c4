import SyncModel

/// The number of a case that was made without a reserved one: `TMP-` and eight digits of its id.
enum TemporaryNumber {
    /// The first eight hexadecimal digits of the id's random part, which begins after the version digit.
    static func text(for id: CaseID) -> String {
        let digits = id.description.filter { $0 != "-" }
        return "TMP-" + digits.dropFirst(13).prefix(8)
    }
}
