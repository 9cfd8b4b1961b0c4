internal import ArgumentParser
internal import Casework
internal import Foundation
internal import ServerCore

/// `rescue`: takes in what `sluis rescue` wrote on a laptop.
struct RescueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rescue",
        abstract: "Take in the file that `sluis rescue` wrote from a laptop's damaged store.",
        discussion: "Taking it in twice adds nothing. What does not fit waits in the quarantine."
    )
    @OptionGroup var options: OperatorOptions
    @Argument(help: "The file.") var file: String

    func run() throws {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        } catch {
            throw OperatorError(.bundle, "\(file) cannot be read")
        }
        let (commands, isWhole) = try RescueTake.all(in: Array(bytes))
        let office = Office(folder: options.folder.folder)
        var total = Total(damaged: isWhole ? 0 : 1)
        for command in commands {
            do throws(OperatorError) {
                total.add(try office.perform(command, actingAs: options.actingAs))
            } catch {
                guard error.code == .bundle else { throw error }
                total.damaged += 1
            }
        }
        options.folder.print(total.document) { document, printer in
            printer.line("\(total.changes) \(printer.text(OutputPhrases.rescued))")
            for (status, count) in total.receipts.sorted(by: { $0.key < $1.key }) {
                printer.line("  \(status): \(count)")
            }
            guard total.receipts["quarantined"] != nil else { return }
            printer.line(printer.text(NextPhrases.seeQuarantine))
        }
        guard total.damaged == 0 else { throw OperatorError(.bundle, file) }
    }

    /// What all envelopes of a file came to.
    private struct Total {
        var changes: Int64 = 0
        var receipts: [String: Int64] = [:]
        var damaged: Int64

        mutating func add(_ answer: JSONValue) {
            changes += answer["changes"]?.integer ?? 0
            guard case .object(let counts)? = answer["receipts"] else { return }
            for (status, count) in counts { receipts[status, default: 0] += count.integer ?? 0 }
        }

        var document: JSONValue {
            .object([
                "changes": .integer(changes), "damaged": .integer(damaged),
                "receipts": .object(receipts.mapValues { .integer($0) }),
            ])
        }
    }
}
