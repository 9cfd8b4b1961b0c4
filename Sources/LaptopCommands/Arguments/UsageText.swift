/// Turns what ArgumentParser says about a wrong command line into this program's own messages.
enum UsageText {
    /// The failure to show for ArgumentParser's sentence, and for that with the usage line below it.
    static func failure(_ text: String, full: String) -> CommandFailure {
        let usage =
            full.split(separator: "\n").first { $0.hasPrefix("Usage: ") }
            .map { String($0.dropFirst("Usage: ".count)) }
        var failure = translate(text)
        failure.values["usage"] = usage ?? "sluis --help"
        failure.safety = .nothingWritten
        failure.next = .usage
        return failure
    }

    private static func translate(_ text: String) -> CommandFailure {
        let quoted = quotedParts(text)
        let first = quoted.first ?? ""
        if text.hasPrefix("Missing expected argument") {
            return CommandFailure(.usage, .argumentMissing, ["name": first])
        }
        if text.hasPrefix("Missing value for") {
            return CommandFailure(.usage, .optionValueMissing, ["name": first])
        }
        if text.hasPrefix("Unknown option") {
            guard quoted.count > 1 else {
                return CommandFailure(.usage, .optionUnknown, ["name": first])
            }
            return CommandFailure(
                .usage,
                .optionUnknownSuggestion,
                ["name": first, "suggestion": quoted[1]]
            )
        }
        if text.contains("nexpected argument") {
            return CommandFailure(
                .usage,
                .argumentUnexpected,
                ["name": quoted.joined(separator: " ")]
            )
        }
        if text.hasPrefix("The value"), quoted.count > 1 {
            return CommandFailure(
                .usage,
                .optionValueInvalid,
                ["value": first, "name": quoted[1]]
            )
        }
        return CommandFailure(.usage, .usageOther, ["detail": text])
    }

    /// What stands between single quotes, in order.
    static func quotedParts(_ text: String) -> [String] {
        text.split(separator: "'", omittingEmptySubsequences: false).enumerated()
            .compactMap { index, part in index.isMultiple(of: 2) ? nil : String(part) }
    }
}
