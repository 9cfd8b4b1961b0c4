internal import SyncModel

/// The kinds that exist under every schema: `visit`, and `amendment`, its corrections.
///
/// They are declared in the language of the schema file itself, so that what is said there holds for them too.
/// A file may declare them with more fields, other codes, limits and labels; it cannot change a type or make
/// them writable twice.
enum BuiltInKinds {
    /// Their names.
    static let names = [Schema.visitKind, Schema.amendmentKind]

    /// Adds to the kinds of a file what it does not declare of the built-in ones.
    ///
    /// - Parameters:
    ///   - kinds: The kinds as read.
    ///   - sections: The file's sections of a visit note; `nil` for the built-in ones.
    ///   - reading: The file, for messages.
    /// - Throws: ``SchemaError`` when the file declares a built-in field with another type.
    static func complete(
        _ kinds: inout [ReadKind],
        sections: [Section]?,
        reading: SchemaReading
    ) throws(SchemaError) {
        let own = SchemaReading(file: "built-in kinds")
        let root = try own.map(try YamlTree(text, file: own.file), "the built-in kinds")
        var sections = sections
        if sections == nil { sections = try own.sections(root["sections"]) }
        for var builtIn in try own.kinds(root, lists: [:]).map(\.kind)
        where names.contains(builtIn.name) {
            if builtIn.name == Schema.visitKind { builtIn.fields += (sections ?? []).map(field) }
            if let index = kinds.firstIndex(where: { $0.kind.name == builtIn.name }) {
                try merge(builtIn, into: &kinds[index], reading: reading)
            } else {
                kinds.append(
                    ReadKind(kind: rebuilt(builtIn), line: 0, fieldLines: [:], saysAppend: false)
                )
            }
        }
    }

    private static func field(_ section: Section) -> Field {
        Field(
            name: "section.\(section.code)",
            type: .text,
            policy: .append,
            sensitivity: section.sensitivity,
            labels: section.labels
        )
    }

    private static func merge(
        _ builtIn: Kind,
        into read: inout ReadKind,
        reading: SchemaReading
    ) throws(SchemaError) {
        var kind = read.kind
        for field in builtIn.fields {
            if let declared = kind.field(field.name) {
                guard declared.type.canStand(for: field.type) else {
                    throw reading.error(
                        read.fieldLines[field.name] ?? read.line,
                        "field \(field.name) of kind \(kind.name) is built in with type \(field.type.name)"
                    )
                }
            } else if let other = kind.fields.first(where: {
                $0.column.lowercased() == field.column.lowercased()
            }) {
                throw reading.error(
                    read.fieldLines[other.name] ?? read.line,
                    "field \(other.name) collides with \(field.name), which is built in"
                )
            } else if kind.unit(field.name) != nil {
                throw reading.error(
                    read.line,
                    "group \(field.name) has the name of a field that is built in"
                )
            } else {
                kind.fields.append(field)
            }
        }
        if kind.labels.isEmpty { kind.labels = builtIn.labels }
        read.kind = rebuilt(kind)
    }

    /// The kind with its merge units derived again.
    private static func rebuilt(_ kind: Kind) -> Kind {
        Kind(
            name: kind.name,
            isAppend: kind.isAppend,
            hasNaturalKey: kind.hasNaturalKey,
            fields: kind.fields,
            labels: kind.labels
        )
    }

    /// Their declaration.
    ///
    /// Kind `case` stands here because a schema needs one; it is not taken over.
    private static let text = #"""
        sections:
          identity: { label: { nl: Identiteit, en: Identity } }
          housing: { label: { nl: Huisvesting, en: Housing }, sensitivity: financial }
          work_income: { label: { nl: Werk en inkomen, en: Work and income }, sensitivity: financial }
          debts: { label: { nl: Schulden, en: Debts }, sensitivity: financial }
          care: { label: { nl: Zorg, en: Care }, sensitivity: health }
        kinds:
          case:
            fields: {}
          visit:
            label: { nl: Bezoek, en: Visit }
            append: true
            fields:
              on: { type: date, required: true, notAfter: today, label: { nl: Datum, en: Date } }
              kind:
                type: code
                required: true
                label: { nl: Soort, en: Kind }
                codes:
                  pi_visit: { nl: PI-bezoek, en: Prison visit }
                  post_release: { nl: Na detentie, en: After release }
                  phone: { nl: Telefonisch, en: By phone }
                  office: { nl: Kantoor, en: At the office }
                  accompanied: { nl: Samen op pad, en: Accompanied }
                  partner: { nl: Overleg partner, en: Talk with a partner }
              result:
                type: code
                required: true
                label: { nl: Resultaat, en: Result }
                codes:
                  spoken: { nl: Gesproken, en: Spoken }
                  refused: { nl: Geweigerd, en: Refused }
                  not_available: { nl: Niet beschikbaar, en: Not available }
                  already_released: { nl: Al vrij, en: Already released }
                  transferred: { nl: Overgeplaatst, en: Transferred }
                  cancelled_by_facility: { nl: Bezoek afgezegd door PI, en: Cancelled by the prison }
              facility: { type: text, max: 200, label: { nl: Inrichting, en: Facility } }
              note: { type: text, max: 20000, sensitivity: health, label: { nl: Notitie, en: Note } }
              reason: { type: text, max: 2000, label: { nl: Reden, en: Reason } }
          amendment:
            label: { nl: Aanvulling, en: Amendment }
            append: true
            fields:
              visit: { type: reference, to: visit, required: true, label: { nl: Bezoek, en: Visit } }
              reason: { type: text, max: 2000, required: true, label: { nl: Reden, en: Reason } }
              note:
                type: text
                max: 20000
                required: true
                sensitivity: health
                label: { nl: Notitie, en: Note }
        """#
}

extension FieldType {
    /// Whether a file may declare a built-in field with this type: the same one, a code list instead of a text,
    /// or other codes.
    fileprivate func canStand(for builtIn: FieldType) -> Bool {
        switch (builtIn, self) {
        case (.code, .code), (.text, .code): true
        default: self == builtIn
        }
    }
}
