/// The set of kinds and fields: data, versioned, read from a file (`CONTRACT.md`, The schema file).
public struct Schema: Hashable, Sendable {
    /// The kind of the case file itself.
    public static let caseKind = "case"
    /// The merge unit that says whether a record exists: true when made, false when deleted.
    public static let aliveUnit = "alive"
    /// The built-in kinds, present under every schema.
    public static let visitKind = "visit"
    /// The built-in kind of corrections of a visit.
    public static let amendmentKind = "amendment"

    /// The schema's name.
    public var name: String
    /// The version, from 1; a higher one only adds and relaxes.
    public var version: UInt32
    /// The kinds, sorted by name; `case`, `visit` and `amendment` are always among them.
    public var kinds: [Kind]
    /// The file's text, as published; what laptops are sent and read again.
    public var source: String

    /// Makes a schema from checked parts; `kinds` is sorted here.
    public init(name: String, version: UInt32, kinds: [Kind], source: String) {
        self.name = name
        self.version = version
        self.kinds = kinds.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        self.source = source
    }

    /// The kind of that name; `nil` when this schema has none.
    public func kind(_ name: String) -> Kind? { kinds.first { $0.name == name } }
}

/// A kind of record.
public struct Kind: Hashable, Sendable {
    /// `[a-z][A-Za-z0-9]*` with dots.
    public var name: String
    /// Written once, whole; corrections are new records that point to it.
    public var isAppend: Bool
    /// The key is given, not made.
    public var hasNaturalKey: Bool
    /// The fields, in the order of the file.
    public var fields: [Field]
    /// Labels for people by language code; the name serves where one is missing.
    public var labels: [String: String]
    /// The merge units: one a field, or one a group of fields; without `alive`.
    ///
    /// In order of first field.
    public let units: [MergeUnit]

    /// Makes a kind and derives its merge units.
    public init(
        name: String,
        isAppend: Bool = false,
        hasNaturalKey: Bool = false,
        fields: [Field],
        labels: [String: String] = [:]
    ) {
        self.name = name
        self.isAppend = isAppend
        self.hasNaturalKey = hasNaturalKey
        self.fields = fields
        self.labels = labels
        units = MergeUnit.units(of: fields)
    }

    /// The field of that name; `nil` when there is none.
    public func field(_ name: String) -> Field? { fields.first { $0.name == name } }

    /// The merge unit of that name (a field outside groups, or a group); `nil` when there is none.
    public func unit(_ name: String) -> MergeUnit? { units.first { $0.name == name } }

    /// The merge unit that holds the field of that name; `nil` when there is no such field.
    public func unit(holding field: String) -> MergeUnit? {
        units.first { unit in unit.fields.contains { $0.name == field } }
    }
}

/// What stands or falls together: one field, or the fields of one group.
public struct MergeUnit: Hashable, Sendable {
    /// The field's name, or the group's.
    public var name: String
    /// The common policy.
    public var policy: MergePolicy
    /// Whether this is a group: its values are ``Value/group(_:)`` then.
    public var isGroup: Bool
    /// The members; one for a field.
    public var fields: [Field]

    /// Makes a unit.
    public init(name: String, policy: MergePolicy, isGroup: Bool, fields: [Field]) {
        self.name = name
        self.policy = policy
        self.isGroup = isGroup
        self.fields = fields
    }

    static func units(of fields: [Field]) -> [MergeUnit] {
        var units: [MergeUnit] = []
        for field in fields {
            if let group = field.group {
                if let index = units.firstIndex(where: { $0.isGroup && $0.name == group }) {
                    units[index].fields.append(field)
                } else {
                    units.append(
                        MergeUnit(
                            name: group,
                            policy: field.policy,
                            isGroup: true,
                            fields: [field]
                        )
                    )
                }
            } else {
                units.append(
                    MergeUnit(
                        name: field.name,
                        policy: field.policy,
                        isGroup: false,
                        fields: [field]
                    )
                )
            }
        }
        return units
    }
}
