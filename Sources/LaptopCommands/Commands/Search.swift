import ArgumentParser
import Casework
import SyncModel
import SyncStore

/// Searches the text of all case files on this laptop; needs no network.
struct Search: LaptopCommand {
    static var configuration: CommandConfiguration {
        .command("search", .helpSearch, aliases: ["zoek"])
    }

    @Argument(help: .message(.argSearch, valueName: "text"))
    var text: String

    @Option(help: .message(.argLimit, valueName: "n"))
    var limit: Int?

    @OptionGroup
    var answer: AnswerOptions

    var isJSON: Bool { answer.isJSON }

    func perform(_ session: Session) async throws {
        guard !text.isEmpty else { throw CommandFailure(.data, .searchEmpty) }
        if let limit, limit < 1 { throw CommandFailure(.usage, .limitTooLow) }
        _ = try session.member()
        let most = limit ?? (isJSON ? 100_000 : 200)
        let hits = try session.withStore { try $0.search(text, limit: most) }
        try session.answer(.array(hits.map { JSONValue($0) }), lines(hits, session))
    }

    private func lines(_ hits: [SearchHit], _ session: Session) -> [String] {
        guard !hits.isEmpty else { return [session.text(.nothingFound, ["text": text])] }
        var table = Table([
            session.text(.headCase), session.text(.headRecord), session.text(.headField),
            session.text(.headExcerpt),
        ])
        for hit in hits {
            table.add([
                Table.Cell(hit.caseNumber, .bold), Table.Cell(hit.record.description, .dim),
                Table.Cell(hit.field, .dim), Table.Cell(hit.excerpt),
            ])
        }
        return table.lines(columns: session.console.columns, colour: session.console.colour)
    }
}
