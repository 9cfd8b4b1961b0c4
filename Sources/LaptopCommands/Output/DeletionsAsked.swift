import Casework
import SyncModel
import SyncStore

/// The open conflicts about deletion: somebody deleted what somebody else was working on.
struct DeletionsAsked {
    /// `CASE`, or `CASE/KIND/KEY`, in order of conflict.
    let names: [String]
    private let cases: Set<CaseID>

    /// None.
    init() {
        names = []
        cases = []
    }

    /// Reads them.
    init(_ store: Store) throws {
        let conflicts = try store.conflicts(includingClosed: false, limit: Int(Int32.max), after: 0)
            .filter { $0.unit.utf8.elementsEqual(Schema.aliveUnit.utf8) }
        names = conflicts.map {
            $0.record == .caseFile ? $0.caseNumber : "\($0.caseNumber)/\($0.record)"
        }
        cases = Set(conflicts.filter { $0.record == .caseFile }.map(\.caseID))
    }

    /// Whether the deletion of a case file waits for a decision.
    func contains(_ id: CaseID) -> Bool { cases.contains(id) }

    /// The document of a case in a list, with `"deletionAsked":true` where it is.
    func marked(_ document: JSONValue, _ id: CaseID) -> JSONValue {
        guard contains(id), case .object(var members) = document else { return document }
        members["deletionAsked"] = .bool(true)
        return .object(members)
    }
}
