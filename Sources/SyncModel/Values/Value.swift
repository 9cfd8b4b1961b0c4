/// A value of a merge unit: of a field, of a group of fields, or of `alive`.
///
/// Dates, instants, codes and references are `text` in their canonical form; the schema knows their type.
public enum Value: Hashable, Sendable {
    /// No value: an explicit clear, or the state of a field that was never written.
    case null
    /// Text, a code, a reference, a civil date (`YYYY-MM-DD`) or an instant (RFC 3339 UTC).
    case text(Text)
    /// A whole number.
    case integer(Int64)
    /// True or false.
    case boolean(Bool)
    /// The elements of a set, sorted by bytes, each once.
    case set([Text])
    /// What one change does to a set: only changes hold this, never a shown value.
    case difference(SetDifference)
    /// The members of a group, sorted by name. A member may be missing: the author's program did not
    /// know it, and it is filled in at acceptance.
    case group([GroupMember])

    /// A set value: sorts and removes doubles.
    public static func makeSet(_ elements: some Sequence<Text>) -> Value {
        .set(Set(elements).sorted())
    }

    /// A group value: sorts by member name.
    public static func makeGroup(_ members: some Sequence<GroupMember>) -> Value {
        .group(members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
    }
}

/// What one change does to a set; both lists sorted by bytes, without doubles, and disjoint.
public struct SetDifference: Hashable, Sendable {
    /// Elements that the author put in.
    public var added: [Text]
    /// Elements that the author saw and took out.
    public var removed: [Text]

    /// Makes a difference from sorted, disjoint lists.
    public init(added: [Text], removed: [Text]) {
        self.added = added
        self.removed = removed
    }
}

/// One member of a group value.
public struct GroupMember: Hashable, Sendable {
    /// The field's name.
    public var name: String
    /// The field's value; `null` for none.
    ///
    /// Never a set, a difference or a group.
    public var value: Value

    /// Names a member and its value.
    public init(name: String, value: Value) {
        self.name = name
        self.value = value
    }
}
