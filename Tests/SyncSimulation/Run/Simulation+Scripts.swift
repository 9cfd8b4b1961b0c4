internal import SyncModel

@testable internal import SyncStore

// Short words for tests that go through a script.
extension Simulation {
    /// A person writes a text or a code in the first case.
    func write(_ field: String, on laptop: LaptopMachine) throws {
        let file: CaseFile?
        do {
            file = try laptop.opened().caseFile(cases[0])
        } catch {
            return try survive(error, on: laptop)
        }
        guard let file else { return }
        var draft = draft(cases[0], on: laptop)
        let value =
            field == "housing"
            ? ["need", "in_order", "unknown"][dice.below(3)] : Values.words[dice.below(4)]
        draft.edits = [
            FieldEdit(record: .caseFile, field: field, value: .text(Text(value)))
        ]
        note("\(laptop.name) writes \(field) = \(value)")
        try store(draft, form: nil, reading: file, on: laptop)
    }

    /// What failed until now was noticed.
    func settleDisks() {
        server.failuresSeen = server.disk.failures
        for laptop in laptops { laptop.failuresSeen = laptop.disk.failures }
    }
}
