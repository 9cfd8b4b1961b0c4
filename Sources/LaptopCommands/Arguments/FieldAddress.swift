import SyncModel

/// A field as the command line names it: `FIELD`, or `KIND/KEY:FIELD` (`CONTRACT.md`, Addressing).
struct FieldAddress: Hashable {
    /// Which record.
    enum Record: Hashable {
        case caseFile
        case other(kind: String, key: String)
    }

    /// The record.
    var record: Record
    /// The field.
    var field: String

    /// Splits the text: the kind goes to the first `/`, the field begins after the last `:`.
    ///
    /// - Throws: ``CommandFailure`` `usage` when a part is missing.
    init(_ text: String) throws(CommandFailure) {
        let scalars = text.unicodeScalars
        guard let slash = scalars.firstIndex(of: "/") else {
            guard !text.isEmpty else { throw Self.incomplete(text) }
            record = .caseFile
            field = text
            return
        }
        let rest = scalars[scalars.index(after: slash)...]
        guard let colon = rest.lastIndex(of: ":") else { throw Self.incomplete(text) }
        let kind = String(scalars[..<slash])
        let key = String(rest[..<colon])
        field = String(rest[rest.index(after: colon)...])
        guard !kind.isEmpty, !key.isEmpty, !field.isEmpty else { throw Self.incomplete(text) }
        record = .other(kind: kind, key: key)
    }

    private static func incomplete(_ text: String) -> CommandFailure {
        CommandFailure(
            .usage,
            .addressIncomplete,
            ["text": text],
            safety: .nothingWritten,
            next: .addressForm
        )
    }
}

/// `ADDRESS=VALUE`, split at the first `=`.
struct Assignment: Hashable {
    /// What to write.
    var address: FieldAddress
    /// The value's text; empty clears.
    var value: String

    /// Splits the text.
    ///
    /// - Throws: ``CommandFailure`` `usage` when there is no `=` or a part of the address is missing.
    init(_ text: String) throws(CommandFailure) {
        let scalars = text.unicodeScalars
        guard let equals = scalars.firstIndex(of: "=") else {
            throw CommandFailure(
                .usage,
                .assignmentWithoutEquals,
                ["text": text],
                safety: .nothingWritten,
                next: .addressForm
            )
        }
        address = try FieldAddress(String(scalars[..<equals]))
        value = String(scalars[scalars.index(after: equals)...])
    }
}
