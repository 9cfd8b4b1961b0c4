import Casework
import SyncModel
import SyncStore

/// Which shown fields are own changes that the server put into quarantine.
struct Quarantine {
    /// A field of a record.
    struct Place: Hashable {
        var record: RecordAddress
        var field: String
    }

    /// The fields.
    let places: Set<Place>

    /// Looks the history of each pending field up; costs nothing for a case without own changes.
    init(of file: CaseFile, in store: Store) throws {
        var places: Set<Place> = []
        for record in file.records {
            let kind = store.schema.kind(record.address.kind)
            for field in record.fields where field.isPending {
                let unit = kind?.unit(holding: field.name)?.name ?? field.name
                let history = try store.history(
                    file.summary.id,
                    record: record.address,
                    field: unit
                )
                if history.contains(where: { $0.status == .quarantined }) {
                    places.insert(Place(record: record.address, field: field.name))
                }
            }
        }
        self.places = places
    }

    /// Whether a field of a record is in quarantine.
    func contains(_ record: RecordAddress, _ field: String) -> Bool {
        places.contains(Place(record: record, field: field))
    }

    /// The document of `case show`, with `"quarantined":true` at the fields that are.
    func marked(_ document: JSONValue) -> JSONValue {
        guard !places.isEmpty, case .object(var members) = document else { return document }
        if let fields = members["fields"] { members["fields"] = marked(fields, of: .caseFile) }
        if case .object(let kinds)? = members["records"] {
            var marked: [String: JSONValue] = [:]
            for (kind, records) in kinds { marked[kind] = self.marked(records, kind: kind) }
            members["records"] = .object(marked)
        }
        return .object(members)
    }

    private func marked(_ records: JSONValue, kind: String) -> JSONValue {
        .array(
            (records.elements ?? []).map { record in
                guard case .object(var members) = record, let fields = members["fields"],
                    let key = members["key"]?.text
                else { return record }
                let address = RecordAddress(
                    kind: kind,
                    key: Identifier128(key).map { .unique($0) } ?? .natural(key)
                )
                members["fields"] = marked(fields, of: address)
                return .object(members)
            }
        )
    }

    private func marked(_ fields: JSONValue, of record: RecordAddress) -> JSONValue {
        guard case .object(var members) = fields else { return fields }
        for (name, field) in members where contains(record, name) {
            guard case .object(var parts) = field else { continue }
            parts["quarantined"] = .bool(true)
            members[name] = .object(parts)
        }
        return .object(members)
    }
}
