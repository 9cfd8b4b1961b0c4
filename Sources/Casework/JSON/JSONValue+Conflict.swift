public import SyncModel

extension JSONValue {
    /// A conflict as CONFLICT of `CONTRACT.md`; ids are strings.
    ///
    /// - Parameters:
    ///   - conflict: The conflict.
    ///   - schema: What declares the types of its values.
    ///   - showsValues: False hides every value (`null`) and says so with `"hidden":true`.
    public init(_ conflict: Conflict, by schema: Schema, showsValues: Bool = true) {
        func shown(_ value: Value) -> JSONValue {
            guard showsValues else { return .null }
            return JSONValue(value, of: conflict.unit, in: conflict.record.kind, by: schema)
        }
        var object: [String: JSONValue] = [
            "id": .string(String(conflict.id)),
            "version": .integer(Int64(clamping: conflict.version)),
            "generation": .integer(Int64(clamping: conflict.generation)),
            "state": .string(conflict.state.rawValue),
            "case": .string(conflict.caseNumber),
            "caseId": .string(conflict.caseID.description),
            "record": .string(conflict.record.description),
            "field": .string(conflict.unit),
            "policy": .string(conflict.policy),
            "base": shown(conflict.base),
            "shown": shown(conflict.shown),
            "candidates": .array(
                conflict.candidates.map { candidate in
                    .object([
                        "value": shown(candidate.value),
                        "author": .string(candidate.author),
                        "device": .string(candidate.device.description),
                        "written": .string(candidate.written.description),
                        "order": .string(candidate.order.description),
                        "clockSuspect": .bool(candidate.clockSuspect),
                        "dot": .string(candidate.dot.description),
                        "shown": .bool(candidate.isShown),
                    ])
                }
            ),
            "opened": .string(conflict.opened.description),
            "resolution": .null,
        ]
        if let resolution = conflict.resolution {
            object["resolution"] = .object([
                "value": shown(resolution.value),
                "by": .string(resolution.by),
                "reason": .string(resolution.reason),
                "at": .string(resolution.at.description),
            ])
        }
        if !showsValues { object["hidden"] = .bool(true) }
        self = .object(object)
    }
}
