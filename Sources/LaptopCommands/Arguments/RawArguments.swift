import Glibc

/// The command line as bytes; Swift's own view of it repairs broken UTF-8.
enum RawArguments {
    /// Reads the process's arguments, without the program's name.
    ///
    /// - Throws: ``CommandFailure`` `data` when one is not UTF-8; a NUL cannot occur in one.
    static func read() throws(CommandFailure) -> [String] {
        var arguments: [String] = []
        for index in 1..<max(1, Int(CommandLine.argc)) {
            guard let pointer = CommandLine.unsafeArgv[index] else { continue }
            let bytes = UnsafeBufferPointer(start: pointer, count: strlen(pointer))
            guard let text = String(validating: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            else {
                throw CommandFailure(
                    .data,
                    .argumentNotUTF8,
                    ["position": String(index)],
                    safety: .nothingWritten
                )
            }
            arguments.append(text)
        }
        return arguments
    }

    /// A text that was read from standard input.
    ///
    /// - Throws: ``CommandFailure`` `data` when it is not UTF-8 or holds a NUL.
    static func text(_ bytes: [UInt8]) throws(CommandFailure) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure(.data, .inputNotUTF8, safety: .nothingWritten)
        }
        guard !bytes.contains(0) else {
            throw CommandFailure(.data, .inputHasNUL, safety: .nothingWritten)
        }
        return text
    }
}
