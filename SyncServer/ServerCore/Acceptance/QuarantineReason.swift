internal import SyncModel

/// Why a change is kept aside; raw values are stable and shown.
///
/// The reasons of ``ValueProblem`` are among them.
enum QuarantineReason: String, CaseIterable {
    /// The case does not exist here, or the user does not hold it; both look the same.
    case scope
    /// Written by someone who is not the device's user.
    case author
    /// The user's role does not write cases.
    case role
    /// The server's schema has no such kind, field or member.
    case field
    /// The kind does not take a key of this form.
    case key
    /// The field is not writable offline.
    case server
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
    /// NUL, or text that is not normalised.
    case text
    /// A required field without a value.
    case missing
    /// It came out of a damaged store, in a file, and does not fit the chain: what was before it is lost.
    case rescued
    /// It came in a file, of a device that was revoked or whose user was disabled.
    case revoked

    /// The reason of a value that does not fit its field.
    init(_ problem: ValueProblem) {
        switch problem {
        case .type: self = .type
        case .code: self = .code
        case .length: self = .length
        case .range: self = .range
        case .future: self = .future
        case .text: self = .text
        case .missing: self = .missing
        }
    }
}
