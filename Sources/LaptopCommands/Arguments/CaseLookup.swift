import Casework
import SyncModel
import SyncStore

/// Finds the case that the command line names: by number, by id, or by a prefix of either that fits one case.
enum CaseLookup {
    /// The case.
    ///
    /// - Throws: ``CommandFailure`` `data`: unknown, ambiguous, or a number whose check character is wrong.
    static func find(_ text: String, in store: Store) throws -> CaseSummary {
        let wanted = normalised(text)
        if let problem = checkCharacterProblem(wanted) { throw problem }
        guard !wanted.isEmpty else { throw unknown(text) }
        let found = try store.findCases(wanted)
        if let exact = found.first(where: { isExactly($0, wanted) }) { return exact }
        guard let first = found.first else { throw unknown(text) }
        guard found.count == 1 else {
            throw CommandFailure(
                .data,
                .caseAmbiguous,
                ["case": text, "first": first.number, "second": found[1].number],
                safety: .nothingWritten,
                next: .giveMoreOfNumber
            )
        }
        return first
    }

    /// Numbers in capitals, ids in small letters, as they are stored.
    static func normalised(_ text: String) -> String {
        if text.lowercased().hasPrefix("tmp-") { return "TMP-" + text.dropFirst(4).lowercased() }
        let isIdentifier = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20) || byte == 0x2D
        }
        let hasSmallOrDigitFirst = text.utf8.first.map { (0x30...0x39).contains($0) } ?? false
        return isIdentifier && hasSmallOrDigitFirst ? text.lowercased() : text.uppercased()
    }

    private static func isExactly(_ summary: CaseSummary, _ wanted: String) -> Bool {
        Text(summary.number) == Text(wanted) || Text(summary.id.description) == Text(wanted)
    }

    private static func unknown(_ text: String) -> CommandFailure {
        CommandFailure(
            .data,
            .caseUnknown,
            ["case": text],
            safety: .nothingWritten,
            next: .lookInList
        )
    }

    /// Set for a text in the form of a whole number whose last character does not fit the rest.
    private static func checkCharacterProblem(_ text: String) -> CommandFailure? {
        do {
            _ = try CaseNumber(reading: text)
            return nil
        } catch {
            switch error {
            case .malformed: return nil
            case .wrongCheck:
                return CommandFailure(
                    .data,
                    .caseNumberMistyped,
                    ["case": text],
                    safety: .nothingWritten,
                    next: .compareNumber
                )
            }
        }
    }
}
