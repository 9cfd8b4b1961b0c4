extension Schema {
    /// Why this schema may not replace `previous`; empty when it may.
    ///
    /// It may when its version is higher and it only adds kinds, fields and codes, relaxes limits, marks fields
    /// retired and changes labels. A laptop with the old version then still writes what the new one accepts,
    /// and nothing that is stored loses its place or meaning.
    ///
    /// - Parameter previous: The schema in use.
    /// - Returns: One English sentence for each obstacle, with what is wrong and why, in the order of `previous`.
    public func obstacles(toFollowing previous: Schema) -> [String] {
        var found: [String] = []
        if name != previous.name {
            found.append(
                "the schema is named \(name), the one in use \(previous.name): a schema is never renamed"
            )
        }
        if version <= previous.version {
            found.append(
                "version \(version) is not higher than \(previous.version), the version in use:"
                    + " laptops could not tell them apart"
            )
        }
        for old in previous.kinds {
            guard let new = kind(old.name) else {
                found.append(
                    "kind \(old.name) is gone: a kind is never removed or renamed, its records would be lost"
                )
                continue
            }
            found += new.obstacles(toFollowing: old)
        }
        return found
    }
}

extension Kind {
    fileprivate func obstacles(toFollowing old: Kind) -> [String] {
        var found: [String] = []
        if isAppend != old.isAppend {
            found.append("kind \(name): append was \(old.isAppend) and may not change")
        }
        if hasNaturalKey != old.hasNaturalKey {
            found.append(
                "kind \(name): its keys were \(old.hasNaturalKey ? "natural" : "made") and may not change"
            )
        }
        for oldField in old.fields {
            guard let field = field(oldField.name) else {
                found.append(
                    "field \(name)/\(oldField.name) is gone: a field is never removed or renamed;"
                        + " mark it retired"
                )
                continue
            }
            found += field.obstacles(toFollowing: oldField).map {
                "field \(name)/\(field.name): \($0)"
            }
        }
        for field in fields where field.isRequired && old.field(field.name) == nil {
            found.append(
                "field \(name)/\(field.name) is new and required: laptops with the old version"
                    + " could not write this kind any more"
            )
        }
        return found
    }
}

extension Field {
    fileprivate func obstacles(toFollowing old: Field) -> [String] {
        var found: [String] = []
        found += type.obstacles(toFollowing: old.type)
        if !policy.mayFollow(old.policy, oldCodes: old.type.codes) {
            found.append("its policy was \(old.policy.name) and may not change")
        }
        if group != old.group {
            found.append("its group was \(old.group ?? "none") and may not change")
        }
        if sensitivity != old.sensitivity {
            found.append("its sensitivity was \(old.sensitivity.rawValue) and may not change")
        }
        if isTighter(lengthMax ?? Limits.textScalarsMax, old.lengthMax ?? Limits.textScalarsMax) {
            found.append("max is lower than it was: a limit is only relaxed")
        }
        if isTighter(maximum ?? .max, old.maximum ?? .max) {
            found.append("max is lower than it was: a limit is only relaxed")
        }
        if isTighter(old.minimum ?? .min, minimum ?? .min) {
            found.append("min is higher than it was: a limit is only relaxed")
        }
        if notAfterToday, !old.notAfterToday {
            found.append("notAfter is new: a limit is only relaxed")
        }
        if isRequired, !old.isRequired {
            found.append("required is new: a limit is only relaxed")
        }
        if isUrgent != old.isUrgent {
            found.append("urgent was \(old.isUrgent) and may not change")
        }
        if !isRetired, old.isRetired {
            found.append("it was retired: a retired field does not come back, add a new one")
        }
        return found
    }

    private func isTighter<Bound: Comparable>(_ new: Bound, _ old: Bound) -> Bool { new < old }
}

extension FieldType {
    /// The type's name in the schema file.
    public var name: String {
        switch self {
        case .text: "text"
        case .integer: "integer"
        case .boolean: "boolean"
        case .date: "date"
        case .instant: "instant"
        case .code: "code"
        case .set: "set"
        case .reference: "reference"
        }
    }

    /// The codes of a code, or of a set of codes; empty for other types.
    public var codes: [String] {
        switch self {
        case .code(let codes): codes
        case .set(let element): element.codes
        case .text, .integer, .boolean, .date, .instant, .reference: []
        }
    }

    fileprivate func obstacles(toFollowing old: FieldType) -> [String] {
        switch (old, self) {
        case (.code(let before), .code(let now)):
            let gone = before.filter { code in !now.contains { Text($0) == Text(code) } }
            return gone.map { "code \($0) is gone: a code is never removed or renamed" }
        case (.set(let before), .set(let now)): return now.obstacles(toFollowing: before)
        case (.reference(let before), .reference(let now)):
            return before == now
                ? [] : ["it referred to \(before) and may not refer to another kind"]
        default:
            return self == old ? [] : ["its type was \(old.name) and may not change"]
        }
    }
}

extension MergePolicy {
    /// Whether this is `old`, or `old` with new codes put in the list of protective values.
    fileprivate func mayFollow(_ old: MergePolicy, oldCodes: [String]) -> Bool {
        guard case .restrictive(let now) = self, case .restrictive(let before) = old,
            !oldCodes.isEmpty
        else { return self == old }
        let known = now.filter { value in
            guard case .text(let text) = value else { return true }
            return oldCodes.contains { Text($0) == text }
        }
        return known == before
    }
}
