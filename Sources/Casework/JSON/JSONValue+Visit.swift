public import SyncModel

extension JSONValue {
    /// The name before a condition's in the fields that hold the sections of a visit.
    public static let sectionPrefix = "section."

    /// The visits of a case as `visit list` prints them, by day and then by key, with their amendments.
    ///
    /// - Parameters:
    ///   - file: The case.
    ///   - schema: What declares the types of the fields.
    /// - Returns: An array, empty when there are none.
    public static func visits(of file: CaseFile, by schema: Schema) -> JSONValue {
        let visits = file.records.filter { $0.address.kind == Schema.visitKind }
        let sorted = visits.sorted { first, second in
            let days = (first.text("on") ?? "", second.text("on") ?? "")
            if Text(days.0) != Text(days.1) { return Text(days.0) < Text(days.1) }
            return first.address.key < second.address.key
        }
        return .array(
            sorted.map { visit in
                visitObject(
                    visit,
                    by: schema,
                    amendments: file.records.filter {
                        $0.address.kind == Schema.amendmentKind
                            && $0.text("visit") == visit.address.key.description
                    }
                )
            }
        )
    }

    private static func visitObject(
        _ visit: ShownRecord,
        by schema: Schema,
        amendments: [ShownRecord]
    ) -> JSONValue {
        var sections: [String: JSONValue] = [:]
        var object: [String: JSONValue] = [
            "id": .string(visit.address.key.description),
            "author": .string(visit.author),
            "written": .string(visit.written.description),
            "alive": .bool(visit.isAlive),
            "pending": .bool(visit.fields.contains { $0.isPending }),
            "on": .null, "kind": .null, "result": .null, "note": .null,
        ]
        for field in visit.fields where field.name != Schema.aliveUnit && field.value != .null {
            let json = JSONValue(field.value, of: field.name, in: visit.address.kind, by: schema)
            if field.name.utf8.starts(with: sectionPrefix.utf8) {
                sections[String(field.name.dropFirst(sectionPrefix.count))] = json
            } else if object[field.name] == nil || object[field.name] == .null {
                object[field.name] = json
            }
        }
        if visit.deletionAsked { object["deletionAsked"] = .bool(true) }
        object["sections"] = .object(sections)
        object["amendments"] = .array(
            amendments.sorted { ($0.written, $0.address) < ($1.written, $1.address) }
                .map { amendmentObject($0, by: schema) }
        )
        return .object(object)
    }

    private static func amendmentObject(_ amendment: ShownRecord, by schema: Schema) -> JSONValue {
        var object: [String: JSONValue] = [
            "id": .string(amendment.address.key.description),
            "author": .string(amendment.author),
            "written": .string(amendment.written.description),
            "alive": .bool(amendment.isAlive),
            "pending": .bool(amendment.fields.contains { $0.isPending }),
            "reason": .null, "note": .null,
        ]
        for field in amendment.fields where field.name != Schema.aliveUnit {
            guard field.name != "visit", field.value != .null else { continue }
            if object[field.name] == nil || object[field.name] == .null {
                object[field.name] = JSONValue(
                    field.value,
                    of: field.name,
                    in: amendment.address.kind,
                    by: schema
                )
            }
        }
        return .object(object)
    }
}

extension ShownRecord {
    /// The text shown in a field; `nil` when there is none.
    fileprivate func text(_ name: String) -> String? {
        guard case .text(let text)? = fields.first(where: { $0.name == name })?.value else {
            return nil
        }
        return text.string
    }
}
