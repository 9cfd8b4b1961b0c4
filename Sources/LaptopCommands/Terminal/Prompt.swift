import Glibc

/// Asks a person on the terminal, one plain line a question.
struct Prompt {
    let console: Console
    let language: Language

    /// Asks until `read` takes the answer; its failure is shown, and the question asked again.
    ///
    /// - Throws: ``CommandFailure`` `usage` when the input ends.
    func ask<Answer>(
        _ question: String,
        read: (String) throws(CommandFailure) -> Answer
    ) throws(CommandFailure) -> Answer {
        while true {
            console.noteInPlace(Style.bold.apply(to: question + ": ", colour: console.errorColour))
            guard let line = readLine(strippingNewline: true) else {
                console.note([""])
                throw CommandFailure(.usage, .inputEnded, safety: .nothingWritten)
            }
            do {
                return try read(line)
            } catch {
                console.note(error.lines(language, colour: console.errorColour))
            }
        }
    }

    /// Lets the person choose one of `choices` by number or by name.
    func choose(_ question: String, among choices: [(code: String, label: String)])
        throws(CommandFailure) -> String
    {
        for (index, choice) in choices.enumerated() {
            let label = choice.label == choice.code ? "" : "  \(Sanitise.line(choice.label))"
            console.note(["  \(index + 1)  \(choice.code)\(label)"])
        }
        return try ask(question) { answer throws(CommandFailure) in
            let text = answer.filter { $0 != " " }
            if let number = Int(text), choices.indices.contains(number - 1) {
                return choices[number - 1].code
            }
            if let choice = choices.first(where: { $0.code == text }) { return choice.code }
            throw CommandFailure(
                .data,
                .unknownChoice,
                ["text": text, "choices": "1-\(choices.count)"]
            )
        }
    }

    /// Reads lines until an empty one or the end of the input.
    func paragraphs(_ question: String) -> String {
        console.note([Style.bold.apply(to: question, colour: console.errorColour)])
        var lines: [String] = []
        while let line = readLine(strippingNewline: true), !line.isEmpty { lines.append(line) }
        return lines.joined(separator: "\n")
    }
}
