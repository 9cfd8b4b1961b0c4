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
    /// Reads a value from the command line's text.
    ///
    /// Plain text, `true`/`false`, a JSON array for a set; empty text clears. Text is normalised (NFC) here,
    /// once. A date, an instant, an integer and the key of a reference come out in their canonical form; a
    /// reference may be given as `KEY` or as `KIND/KEY`.
    ///
    /// - Parameters:
    ///   - text: What was typed; UTF-8 that was broken must have been refused before.
    ///   - today: The date that `notAfter: today` refers to.
    /// - Returns: A value for which ``problem(with:today:)`` is `nil`; null for empty text.
    /// - Throws: ``ValueProblem`` when the text is not a value of this field.
    public func value(from text: String, today: CivilDate) throws(ValueProblem) -> Value {
        let value = try unchecked(text)
        if let problem = problem(with: value, today: today) { throw problem }
        return value
    }

    /// Why `value` may not be stored in this field; `nil` when it may.
    ///
    /// Null always may, unless required.
    ///
    /// - Parameters:
    ///   - value: A value of a field, or the difference that a change makes to a set; a group never fits.
    ///   - today: The date that `notAfter: today` refers to.
    /// - Returns: The first problem found; `nil` when there is none.
    public func problem(with value: Value, today: CivilDate) -> ValueProblem? {
        switch value {
        case .null: return isRequired ? .missing : nil
        case .text(let text):
            switch type {
            case .integer, .boolean, .set: return .type
            case .text, .date, .instant, .code, .reference:
                return problem(with: text, of: type, today: today)
            }
        case .integer(let integer):
            guard type == .integer else { return .type }
            return isInRange(integer) ? nil : .range
        case .boolean: return type == .boolean ? nil : .type
        case .set(let elements): return problem(withElements: elements, today: today)
        case .difference(let difference):
            if let problem = problem(withElements: difference.added, today: today) {
                return problem
            }
            guard isStrictlySorted(difference.removed) else { return .type }
            return difference.removed.count <= Limits.setElementsMax ? nil : .length
        case .group: return .type
        }
    }

    private func unchecked(_ text: String) throws(ValueProblem) -> Value {
        guard !text.isEmpty else { return .null }
        guard !text.utf8.contains(0) else { throw .text }
        switch type {
        case .integer: return .integer(try integer(from: text))
        case .boolean:
            switch text {
            case "true": return .boolean(true)
            case "false": return .boolean(false)
            default: throw .type
            }
        case .set(let element):
            let isOfNumbers = element == .integer
            guard let texts = SetText.elements(ofJSON: text, allowingNumbers: isOfNumbers) else {
                throw .type
            }
            guard texts.count <= Limits.setElementsMax else { throw .length }
            var elements: [Text] = []
            for text in texts { elements.append(try canonical(text, of: element)) }
            return .makeSet(elements)
        case .text, .date, .instant, .code, .reference:
            return .text(try canonical(text, of: type))
        }
    }

    private func integer(from text: String) throws(ValueProblem) -> Int64 {
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        guard !digits.isEmpty,
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { throw .type }
        guard let integer = Int64(text) else { throw .range }
        return integer
    }

    private func canonical(_ text: String, of type: FieldType) throws(ValueProblem) -> Text {
        guard !text.utf8.contains(0) else { throw .text }
        switch type {
        case .text, .code: return Text(normalising: text)
        case .date:
            guard let date = CivilDate(text) else { throw .type }
            return Text(date.description)
        case .instant:
            guard let instant = Instant(text) else { throw .type }
            return Text(instant.description)
        case .integer: return Text(String(try integer(from: text)))
        case .reference(let kind):
            var key = text
            if text.utf8.starts(with: "\(kind)/".utf8) {
                key = String(decoding: text.utf8.dropFirst(kind.utf8.count + 1), as: UTF8.self)
            }
            return Text(Identifier128(key)?.description ?? key)
        case .boolean, .set: throw .type
        }
    }

    private func problem(withElements elements: [Text], today: CivilDate) -> ValueProblem? {
        guard case .set(let element) = type, isStrictlySorted(elements) else { return .type }
        guard elements.count <= Limits.setElementsMax,
            elements.reduce(0, { $0 + $1.byteCount }) <= Limits.valueBytesMax
        else { return .length }
        for text in elements {
            if let problem = problem(with: text, of: element, today: today) { return problem }
        }
        return nil
    }

    private func problem(
        with text: Text,
        of type: FieldType,
        today: CivilDate
    ) -> ValueProblem? {
        switch type {
        case .text:
            guard !text.string.utf8.contains(0), text.isNormalised else { return .text }
            guard text.byteCount <= Limits.valueBytesMax,
                text.scalarCount <= lengthMax ?? Limits.textScalarsMax
            else { return .length }
            return nil
        case .code(let codes):
            return codes.contains { Text($0) == text } ? nil : .code
        case .date:
            guard let date = CivilDate(text.string) else { return .type }
            return notAfterToday && date > today ? .future : nil
        case .instant:
            guard let instant = Instant(text.string), Text(instant.description) == text else {
                return .type
            }
            return nil
        case .integer:
            guard let integer = Int64(text.string), Text(String(integer)) == text else {
                return .type
            }
            return isInRange(integer) ? nil : .range
        case .reference:
            if let key = Identifier128(text.string) {
                return Text(key.description) == text ? nil : .type
            }
            return RecordKey.isNatural(text.string) ? nil : .type
        case .boolean, .set: return .type
        }
    }

    private func isInRange(_ integer: Int64) -> Bool {
        integer >= minimum ?? .min && integer <= maximum ?? .max
    }

    private func isStrictlySorted(_ elements: [Text]) -> Bool {
        zip(elements, elements.dropFirst()).allSatisfy { $0 < $1 }
    }
}

extension MergeUnit {
    /// Why `value` may not be stored in this unit; `nil` when it may.
    ///
    /// For a group each member that the value holds is checked; a missing member is filled in at acceptance,
    /// and a member that this schema does not know is the business of a newer one.
    ///
    /// - Parameters:
    ///   - value: A value of the field, or of the group.
    ///   - today: The date that `notAfter: today` refers to.
    /// - Returns: The first problem found; `nil` when there is none.
    public func problem(with value: Value, today: CivilDate) -> ValueProblem? {
        guard isGroup else {
            return fields.first.flatMap { $0.problem(with: value, today: today) }
        }
        guard case .group(let members) = value else { return .type }
        for member in members {
            guard let field = fields.first(where: { $0.name == member.name }) else { continue }
            if let problem = field.problem(with: member.value, today: today) { return problem }
        }
        return nil
    }
}
