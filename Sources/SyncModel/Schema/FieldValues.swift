/// Why a value does not fit its field.
///
/// Raw values are the reasons of quarantine.
public enum ValueProblem: String, Error, Hashable, Sendable {
    /// Not of the field's type.
    case type
    /// Not one of the codes.
    case code
    /// Too long, or too many elements.
    case length
    /// Below the minimum or above the maximum.
    case range
    /// A date after today.
    case future
    /// NUL, broken UTF-8, or text that is not normalised.
    case text
    /// A required field without a value.
    case missing
}

extension Field {
    /// Reads a value from the command line's text: plain text, `true`/`false`, a JSON array for a
    /// set; empty text clears.
    ///
    /// Normalises text (NFC).
    ///
    /// - Parameters:
    ///   - text: The text as typed.
    ///   - today: The date that `notAfter: today` refers to.
    /// - Returns: The value; null for empty text.
    /// - Throws: ``ValueProblem`` when the text is not a value of this field.
    public func value(from text: String, today: CivilDate) throws(ValueProblem) -> Value {
        .text(Text(text))
    }

    /// Why `value` may not be stored in this field; `nil` when it may.
    ///
    /// Null always may, unless required.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - today: The date that `notAfter: today` refers to.
    /// - Returns: The problem; `nil` when there is none.
    public func problem(with value: Value, today: CivilDate) -> ValueProblem? { nil }
}

extension Schema {
    /// Why this schema may not replace `previous`; empty when it may: a higher version that only adds kinds,
    /// fields and codes, relaxes limits and marks fields retired.
    public func obstacles(toFollowing previous: Schema) -> [String] { [] }
}
