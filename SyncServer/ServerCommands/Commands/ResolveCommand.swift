internal import ArgumentParser
internal import ServerCore

/// `conflict resolve`: decides one conflict, or all of a laptop by a rule.
struct ResolveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Decide a conflict, or all conflicts of a laptop.",
        usage: """
            sluis-server conflict resolve ID --version N (--take INDEX | --value V | --keep) --reason TEXT
            sluis-server conflict resolve --all --from-device ID --rule latest|shown --reason TEXT
            """
    )

    @OptionGroup var options: OperatorOptions
    @Argument var id: String?
    @Option(help: "The version that you read.") var version: UInt64?
    @Option(help: "Take the candidate at this place, from 0.") var take: Int?
    @Option(parsing: .unconditional, help: "Give a value of your own; an object for a group.")
    var value: String?
    @Flag(help: "Keep what is shown.") var keep = false
    @Flag(help: "Decide all open conflicts of a laptop.") var all = false
    @Option(name: .customLong("from-device"), help: "The laptop, with --all.")
    var device: String?
    @Option(help: "With --all: take the latest candidate, or what is shown.")
    var rule: RuleArgument?
    @Option(parsing: .unconditional, help: "Why.") var reason: String

    func validate() throws {
        let choices = [take != nil, value != nil, keep].filter { $0 }.count
        if all {
            guard id == nil, version == nil, choices == 0 else {
                throw ValidationError("--all takes no ID, --version, --take, --value or --keep")
            }
            guard device != nil, rule != nil else {
                throw ValidationError("--all needs --from-device and --rule")
            }
        } else {
            guard id != nil, version != nil else {
                throw ValidationError("Give the ID of a conflict and the --version that you read")
            }
            guard device == nil, rule == nil else {
                throw ValidationError("--from-device and --rule need --all")
            }
            guard choices == 1 else {
                throw ValidationError("Give one of --take, --value and --keep")
            }
        }
    }

    func run() throws {
        if let device, let rule {
            let command = ConflictResolveAll(device: device, rule: rule.rule, reason: reason)
            try options.perform(command) { document, printer in
                printer.line(
                    "\(printer.value(document["resolved"])) "
                        + "\(printer.text(OutputPhrases.resolved)), "
                        + "\(printer.text(OutputPhrases.batch)) \(printer.value(document["batch"]))"
                )
            }
        } else if let id, let version {
            let command = ConflictResolve(
                id: id,
                version: version,
                choice: choice,
                reason: reason
            )
            try options.perform(command) { $1.conflict($0) }
        }
    }

    private var choice: ConflictResolve.Choice {
        if let take { return .take(take) }
        if let value { return .value(value) }
        return .keep
    }
}

/// A rule as the command line names it.
enum RuleArgument: String, CaseIterable, ExpressibleByArgument {
    case latest
    case shown

    var rule: ConflictResolveAll.Rule {
        switch self {
        case .latest: .latest
        case .shown: .shown
        }
    }
}
