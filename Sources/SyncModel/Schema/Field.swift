/// A field of a kind: its declared type, limits and merge policy.
public struct Field: Hashable, Sendable {
    /// `[a-z][A-Za-z0-9]*` with dots; unique in its kind, also as a column.
    public var name: String
    /// The type of its values.
    public var type: FieldType
    /// What concurrent edits become.
    public var policy: MergePolicy
    /// The group that it belongs to; `nil` when it stands alone.
    public var group: String?
    /// Who may see it, besides scope.
    public var sensitivity: Sensitivity
    /// The most Unicode scalars of a text; `nil` means ``Limits/textScalarsMax``.
    public var lengthMax: Int?
    /// The least integer; `nil` for none.
    public var minimum: Int64?
    /// The greatest integer; `nil` for none.
    public var maximum: Int64?
    /// A date may not be after today.
    public var notAfterToday: Bool
    /// A record is not accepted without it.
    public var isRequired: Bool
    /// Its conflicts sort first.
    public var isUrgent: Bool
    /// No longer offered; values stay.
    public var isRetired: Bool
    /// Labels for people by language code (`nl`, `en`); the name serves where one is missing.
    public var labels: [String: String]
    /// Labels of the codes by code, then by language; the code serves where one is missing.
    public var codeLabels: [String: [String: String]]

    /// Makes a field; the defaults are those of the schema file.
    public init(
        name: String,
        type: FieldType,
        policy: MergePolicy,
        group: String? = nil,
        sensitivity: Sensitivity = .normal,
        lengthMax: Int? = nil,
        minimum: Int64? = nil,
        maximum: Int64? = nil,
        notAfterToday: Bool = false,
        isRequired: Bool = false,
        isUrgent: Bool = false,
        isRetired: Bool = false,
        labels: [String: String] = [:],
        codeLabels: [String: [String: String]] = [:]
    ) {
        self.name = name
        self.type = type
        self.policy = policy
        self.group = group
        self.sensitivity = sensitivity
        self.lengthMax = lengthMax
        self.minimum = minimum
        self.maximum = maximum
        self.notAfterToday = notAfterToday
        self.isRequired = isRequired
        self.isUrgent = isUrgent
        self.isRetired = isRetired
        self.labels = labels
        self.codeLabels = codeLabels
    }

    /// The column's name: the field's, with `_` for `.`; always quoted in SQL.
    public var column: String { String(name.map { $0 == "." ? "_" : $0 }) }
}

/// The type of a field's values.
public indirect enum FieldType: Hashable, Sendable {
    case text
    case integer
    case boolean
    /// A civil date, `YYYY-MM-DD`.
    case date
    /// RFC 3339 UTC with milliseconds.
    case instant
    /// One of the codes, in the order of the file.
    case code([String])
    /// A set of values of a scalar type.
    case set(of: FieldType)
    /// The key of a record of the named kind in the same case.
    case reference(to: String)
}

/// What concurrent edits of a unit become (`DESIGN.md` §3, Merge policies).
public enum MergePolicy: Hashable, Sendable {
    /// The last writer is shown, the others wait for a person.
    case queue
    /// The last writer is shown, the rest is history.
    case lww
    /// What stands stays until a person decides.
    case decide
    /// Written once.
    case append
    /// Add-wins set.
    case set
    /// Three-way merge on words.
    case text
    /// The most protective value is shown. The list ranks values, most protective first; values that it
    /// does not name, and null unless it names null, come last and are equal in rank.
    case restrictive(protective: [Value])
    /// Only the named role's values are shown; what others write is a proposal.
    case owner(Role)
    /// Not writable offline.
    case server

    /// The policy's name in the schema file and in `--json`.
    public var name: String {
        switch self {
        case .queue: "queue"
        case .lww: "lww"
        case .decide: "decide"
        case .append: "append"
        case .set: "set"
        case .text: "text"
        case .restrictive: "restrictive"
        case .owner: "owner"
        case .server: "server"
        }
    }
}

/// How sensitive a field is (`DOMAIN.md` §2.0): normal, financial, health, judicial, third party.
public enum Sensitivity: String, CaseIterable, Hashable, Sendable {
    case normal
    case financial
    case health
    case judicial
    case third
}
