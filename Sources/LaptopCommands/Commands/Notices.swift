import ArgumentParser
import Casework
import SyncModel
import SyncStore

/// Shows what was decided about values that you wrote.
struct Notices: LaptopCommand {
    static var configuration: CommandConfiguration {
        .command("notices", .helpNotices, aliases: ["berichten"])
    }

    @Flag(name: .customLong("ack"), help: .message(.argAck))
    var acknowledges = false

    @OptionGroup
    var answer: AnswerOptions

    var isJSON: Bool { answer.isJSON }

    func perform(_ session: Session) async throws {
        _ = try session.member()
        let (notices, numbers, schema) = try session.withStore { store in
            let notices = try store.notices(acknowledge: false)
            var numbers: [CaseID: String] = [:]
            for id in Set(notices.map(\.caseID)) {
                numbers[id] = try store.findCases(id.description).first?.number
            }
            return (notices, numbers, store.schema)
        }
        try session.answer(
            .array(
                notices.map {
                    JSONValue(
                        $0,
                        caseNumber: numbers[$0.caseID] ?? $0.caseID.description,
                        by: schema
                    )
                }
            ),
            lines(notices, numbers, session)
        )
        guard acknowledges else { return }
        try session.withStore { store in
            // What a sync brought in meanwhile was not printed, and stays.
            guard try store.notices(acknowledge: false) == notices else { return }
            _ = try store.notices(acknowledge: true)
        }
    }

    private func lines(_ notices: [Notice], _ numbers: [CaseID: String], _ session: Session)
        -> [String]
    {
        guard !notices.isEmpty else { return [session.text(.noNotices)] }
        var lines: [String] = []
        for notice in notices {
            let number = numbers[notice.caseID] ?? notice.caseID.description
            let place = notice.record == .caseFile ? "" : " \(notice.record)"
            lines.append(
                Style.bold.apply(
                    to: Sanitise.line("\(number)\(place) · \(notice.unit)"),
                    colour: session.console.colour
                )
            )
            let values = [
                "mine": ValueText.text(notice.mine, of: notice.unit, session),
                "chosen": ValueText.text(notice.chosen, of: notice.unit, session), "by": notice.by,
                "when": ValueText.time(notice.at), "reason": notice.reason,
            ]
            lines.append("  " + session.text(.noticeValues, values))
            let origin = notice.reason.isEmpty ? Message.noticeBy : .noticeReason
            lines.append("  " + session.text(origin, values))
        }
        if !acknowledges { lines.append(session.text(.noticesNext)) }
        return lines
    }
}
