import SyncModel
import SyncStore

/// Turns assignments of the command line into the edits of one save, checked against the schema.
struct DraftBuilder {
    /// The edits, in the order given.
    private(set) var edits: [FieldEdit] = []
    /// The records that `KIND/new` named, each once, in the order given.
    private(set) var newRecords: [RecordAddress] = []

    private let schema: Schema
    private let today: CivilDate
    private let newKey: () -> Identifier128
    private let language: Language

    /// Begins a draft; `today` is what `notAfter: today` refers to, `newKey` makes a fresh UUIDv7.
    init(
        schema: Schema,
        today: CivilDate,
        language: Language,
        newKey: @escaping () -> Identifier128 = Outside.newIdentifier
    ) {
        self.schema = schema
        self.today = today
        self.language = language
        self.newKey = newKey
    }

    /// Adds one assignment.
    ///
    /// - Throws: ``CommandFailure`` `data` when kind, key, field or value does not fit the schema.
    mutating func add(_ assignment: Assignment) throws(CommandFailure) {
        let record: RecordAddress
        let kind: Kind
        switch assignment.address.record {
        case .caseFile:
            kind = try Self.kind(Schema.caseKind, in: schema)
            record = .caseFile
        case .other(let kindName, let key):
            kind = try Self.kind(kindName, in: schema)
            record = try address(of: key, kind: kind)
        }
        try add(record, kind: kind, field: assignment.address.field, text: assignment.value)
    }

    /// Adds the value of one field of a record.
    ///
    /// - Throws: ``CommandFailure`` `data`.
    mutating func add(
        _ record: RecordAddress,
        kind: Kind,
        field name: String,
        text: String
    ) throws(CommandFailure) {
        let field = try Self.field(name, of: kind, at: record)
        if kind.isAppend, !newRecords.contains(record) {
            throw CommandFailure(
                .data,
                .writtenOnce,
                ["record": record.description],
                safety: .nothingWritten,
                next: .useAmend
            )
        }
        guard field.policy != .server else {
            throw CommandFailure(
                .data,
                .serverOnly,
                ["field": name],
                safety: .nothingWritten
            )
        }
        let value = try Self.value(text, field, today)
        edits.append(FieldEdit(record: record, field: field.name, value: value))
    }

    /// Makes a record of `kind` with a fresh key; the same one for each call with one kind.
    mutating func newRecord(of kind: Kind) -> RecordAddress {
        if let made = newRecords.first(where: { $0.kind == kind.name }) { return made }
        let record = RecordAddress(kind: kind.name, key: .unique(newKey()))
        newRecords.append(record)
        return record
    }

    /// Checks that a record that this draft makes has all that its kind requires.
    ///
    /// - Throws: ``CommandFailure`` `data` for the first required field without a value.
    func checkRequired(of record: RecordAddress) throws(CommandFailure) {
        guard let kind = schema.kind(record.kind) else { return }
        for field in kind.fields where field.isRequired && !field.isRetired {
            let last = edits.last { $0.record == record && Self.same($0.field, field.name) }
            if let last, last.value != .null { continue }
            throw CommandFailure(
                .data,
                .requiredMissing,
                [
                    "field": field.name, "label": field.label(language),
                    "record": record.description,
                ],
                safety: .nothingWritten
            )
        }
    }

    private mutating func address(of key: String, kind: Kind) throws(CommandFailure)
        -> RecordAddress
    {
        if kind.hasNaturalKey {
            guard RecordKey.isNatural(key) else {
                throw CommandFailure(
                    .data,
                    .keyNotNatural,
                    ["key": key, "kind": kind.name],
                    safety: .nothingWritten
                )
            }
            return RecordAddress(kind: kind.name, key: .natural(key))
        }
        if Self.same(key, "new"), !Self.same(kind.name, Schema.caseKind) {
            return newRecord(of: kind)
        }
        return try Self.uniqueAddress(of: key, kind: kind)
    }
}

extension DraftBuilder {
    /// The address of a record that exists: a natural key as given, else a UUID.
    ///
    /// - Throws: ``CommandFailure`` `data`.
    static func existingAddress(_ key: String, kind name: String, in schema: Schema)
        throws(CommandFailure) -> RecordAddress
    {
        let kind = try kind(name, in: schema)
        if kind.hasNaturalKey, RecordKey.isNatural(key) {
            return RecordAddress(kind: kind.name, key: .natural(key))
        }
        return try uniqueAddress(of: key, kind: kind)
    }

    private static func uniqueAddress(of key: String, kind: Kind) throws(CommandFailure)
        -> RecordAddress
    {
        guard let identifier = Identifier128(key), same(kind.name, Schema.caseKind) == false else {
            throw CommandFailure(
                .data,
                .recordUnknown,
                ["record": "\(kind.name)/\(key)"],
                safety: .nothingWritten,
                next: .lookAtCase
            )
        }
        return RecordAddress(kind: kind.name, key: .unique(identifier))
    }

    /// The kind of that name.
    ///
    /// - Throws: ``CommandFailure`` `data`, with a suggestion.
    static func kind(_ name: String, in schema: Schema) throws(CommandFailure) -> Kind {
        if let kind = schema.kind(name) { return kind }
        let names = schema.kinds.map(\.name)
        throw .unknownName(.kindUnknown, .kindUnknownSuggestion, name, among: names)
    }

    /// The field of that name.
    ///
    /// - Throws: ``CommandFailure`` `data`, with a suggestion.
    static func field(_ name: String, of kind: Kind, at record: RecordAddress)
        throws(CommandFailure) -> Field
    {
        if let field = kind.field(name) { return field }
        let names = kind.fields.filter { !$0.isRetired }.map(\.name)
        throw .unknownName(
            .fieldUnknown,
            .fieldUnknownSuggestion,
            name,
            among: names,
            ["record": record.description]
        )
    }

    private static func value(_ text: String, _ field: Field, _ today: CivilDate)
        throws(CommandFailure) -> Value
    {
        do throws(ValueProblem) {
            return try field.value(from: text, today: today)
        } catch {
            throw failure(error, field: field, text: text)
        }
    }

    /// Why a text is no value of a field, for the person who typed it.
    private static func failure(_ problem: ValueProblem, field: Field, text: String)
        -> CommandFailure
    {
        var values = ["field": field.name, "value": String(text.prefix(60))]
        switch problem {
        case .type:
            return CommandFailure(.data, field.type.typeProblem, values, safety: .nothingWritten)
        case .code:
            let codes = field.type.codes
            values["codes"] = codes.joined(separator: ", ")
            guard let nearest = Suggestion.nearest(to: text, among: codes) else {
                return CommandFailure(.data, .codeUnknown, values, safety: .nothingWritten)
            }
            values["suggestion"] = nearest
            return CommandFailure(.data, .codeUnknownSuggestion, values, safety: .nothingWritten)
        case .length:
            values["max"] = String(field.lengthMax ?? Limits.textScalarsMax)
            values["count"] = String(text.unicodeScalars.count)
            return CommandFailure(.data, .valueTooLong, values, safety: .nothingWritten)
        case .range:
            values["range"] =
                "\(field.minimum.map(String.init) ?? "…")–\(field.maximum.map(String.init) ?? "…")"
            return CommandFailure(.data, .valueOutOfRange, values, safety: .nothingWritten)
        case .future:
            return CommandFailure(.data, .dateInFuture, values, safety: .nothingWritten)
        case .text:
            return CommandFailure(.data, .textUnreadable, values, safety: .nothingWritten)
        case .missing:
            return CommandFailure(.data, .cannotClear, values, safety: .nothingWritten)
        }
    }

    /// Names are ASCII, so that bytes decide.
    private static func same(_ first: String, _ second: String) -> Bool {
        first.utf8.elementsEqual(second.utf8)
    }
}

extension CommandFailure {
    /// A name that is not among those that exist, with the nearest one when there is one.
    static func unknownName(
        _ plain: Message,
        _ suggesting: Message,
        _ name: String,
        among names: [String],
        _ values: [String: String] = [:],
        exit: Exit = .data
    ) -> CommandFailure {
        var values = values
        values["name"] = name
        guard let nearest = Suggestion.nearest(to: name, among: names) else {
            return CommandFailure(exit, plain, values, safety: .nothingWritten)
        }
        values["suggestion"] = nearest
        return CommandFailure(exit, suggesting, values, safety: .nothingWritten)
    }
}

extension FieldType {
    /// The codes of a code, or of a set of codes; else empty.
    var codes: [String] {
        switch self {
        case .code(let codes): codes
        case .set(let element): element.codes
        case .text, .integer, .boolean, .date, .instant, .reference: []
        }
    }

    /// What to say about a text that is not of this type.
    var typeProblem: Message {
        switch self {
        case .text, .code, .reference: .notText
        case .integer: .notInteger
        case .boolean: .notBoolean
        case .date: .notDate
        case .instant: .notInstant
        case .set: .notSet
        }
    }
}

extension Field {
    /// The label for people; the name where the schema gives none.
    func label(_ language: Language) -> String { labels[language.rawValue] ?? name }
}
