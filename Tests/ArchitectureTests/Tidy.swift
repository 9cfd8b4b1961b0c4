/// One place where a rule does not hold.
struct Finding: Equatable, CustomStringConvertible {
    /// The file, from the top folder.
    let path: String
    /// The line, from 1; 0 for the whole file.
    let line: Int
    /// What is wrong.
    let problem: String

    var description: String { "\(path):\(line): \(problem)" }
}

/// A Swift source as the rules see it.
struct SourceFile {
    /// The path from the top folder.
    let path: String
    /// The lines, without their ends.
    let lines: [Substring]
    /// The tokens, without comments.
    let tokens: [Token]
    /// The lines that hold a comment.
    let commentLines: Set<Int>

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let lexer = SwiftLexer(text)
        tokens = lexer.tokens
        commentLines = lexer.commentLines
    }

    /// Whether the file belongs to the product, and not to its tests or benchmarks.
    var isProduct: Bool { path.hasPrefix("Sources/") || path.hasPrefix("SyncServer/") }

    /// The row of ``Layers`` that the file belongs to; `nil` for tests and benchmarks.
    var layer: Layer? { Layers.table.first { path.hasPrefix($0.folder + "/") } }

    /// The token at `index`; an empty one outside.
    func token(_ index: Int) -> Token {
        tokens.indices.contains(index)
            ? tokens[index] : Token(text: "", line: 0, isGlued: false, isWord: false)
    }

    func finding(_ line: Int, _ problem: String) -> Finding {
        Finding(path: path, line: line, problem: problem)
    }
}

/// The house rules that neither the compiler nor the formatter checks (`docs/STYLE.md` §4).
///
/// Each rule is a function from a source to its findings, and `TidyTests` shows each one failing once.
enum Tidy {
    /// The most characters of a line; the formatter holds code, not comments, to 100.
    static let lineCharactersMax = 120
    /// The most lines of a file.
    static let fileLinesMax = 400
    /// The most lines of a function, from its name to its closing brace.
    static let functionLinesMax = 60
    /// The most bytes of a file in the repository.
    static let fileBytesMax = 2_000_000

    /// Files longer than ``fileLinesMax``, with their length.
    ///
    /// This list may only shrink.
    static let longFiles: [String: Int] = [
        "Tests/SyncStoreTests/LaptopSyncTests.swift": 579
    ]

    /// Files that hold a fixture's text, compiled in: as long as the fixture.
    static let embeddedTexts: Set<String> = ["Sources/Casework/Schema/HaarlemSchema.swift"]

    /// Functions longer than ``functionLinesMax``, as `PATH NAME`, with their length.
    ///
    /// This list may only shrink.
    static let longFunctions: [String: Int] = [
        "Tests/SyncStoreTests/LaptopSyncTests.swift `marks contested units, and tells conflicts`":
            62
    ]

    /// The files that may set the compiler's checks of concurrency aside, each with its proof: one of the product, and
    /// one of the simulator, which has one thread.
    static let unsafeConcurrencyFiles: Set<String> = [
        "Sources/SyncStore/Foundation/Connection.swift",
        "Tests/SyncSimulation/Run/OneThread.swift",
    ]

    /// What may stand at the top (`docs/DESIGN.md` §9), besides names that begin with a dot.
    static let topLevel: Set<String> = [
        "ARCHITECTURE.md", "Benchmarks", "CHANGELOG.md", "Fixtures", "LICENSE", "Makefile",
        "Package.resolved", "Package.swift", "README.md", "Sources", "SyncServer", "Tests", "docs",
    ]

    /// All rules over one source.
    static let rules: [@Sendable (SourceFile) -> [Finding]] = [
        lineLength, fileLength, functionLength, forcing, bannedCalls, leftovers, outsideCalls,
        unsafeConcurrency, undocumentedThrows, silencedErrors, testsWithoutExpectation,
    ]

    static func lineLength(_ file: SourceFile) -> [Finding] {
        file.lines.enumerated().compactMap { index, line in
            line.utf8.count > lineCharactersMax && line.count > lineCharactersMax
                ? file.finding(index + 1, "longer than \(lineCharactersMax) characters") : nil
        }
    }

    static func fileLength(_ file: SourceFile) -> [Finding] {
        let count = file.lines.last == "" ? file.lines.count - 1 : file.lines.count
        guard !embeddedTexts.contains(file.path),
            count > longFiles[file.path, default: fileLinesMax]
        else { return [] }
        return [file.finding(0, "\(count) lines; stop at \(fileLinesMax)")]
    }

    static func functionLength(_ file: SourceFile) -> [Finding] {
        file.functions.compactMap { function in
            let allowed = longFunctions["\(file.path) \(function.name)", default: functionLinesMax]
            guard function.lineCount > allowed else { return nil }
            return file.finding(
                function.line,
                "\(function.name) has \(function.lineCount) lines; stop at \(functionLinesMax)"
            )
        }
    }

    /// Forced unwraps, casts and tries, and implicitly unwrapped types.
    static func forcing(_ file: SourceFile) -> [Finding] {
        file.tokens.indices.compactMap { index in
            let token = file.token(index)
            guard token.text == "!", token.isGlued else { return nil }
            let before = file.token(index - 1)
            let after = file.token(index + 1)
            if after.text == "=", after.isGlued { return nil }
            guard before.isWord || [")", "]", "}", ">", "?", "\""].contains(before.text)
            else { return nil }
            return file.finding(token.line, "forced: \(before.text)!")
        }
    }

    static func bannedCalls(_ file: SourceFile) -> [Finding] {
        let banned = ["fatal" + "Error", "assertion" + "Failure"]
        return file.tokens.filter { banned.contains($0.text) }
            .map { file.finding($0.line, "banned: \($0.text)") }
    }

    static func leftovers(_ file: SourceFile) -> [Finding] {
        let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]
        return file.lines.enumerated().flatMap { index, line in
            marks.filter { line.contains($0) }.map { file.finding(index + 1, "left over: \($0)") }
        }
    }

    /// Time, randomness, output and the environment in layers 0 to 2: they are parameters there.
    static func outsideCalls(_ file: SourceFile) -> [Finding] {
        guard let layer = file.layer, layer.number <= 2 else { return [] }
        return file.tokens.indices.compactMap { index in
            let token = file.token(index)
            let before = file.token(index - 1).text
            let after = file.token(index + 1).text
            let third = file.token(index + 2).text
            let isOutside =
                switch token.text {
                case "Date", "UUID": after == "(" && third == ")" || after == "." && third == "now"
                case "random":
                    before == "." && after == "(" && isTypeName(file.token(index - 2).text)
                case "randomElement", "shuffled", "shuffle": before == "." && after == "("
                case "print", "debugPrint", "getenv", "secure_getenv", "arc4random":
                    after == "(" && before != "." && before != "func"
                case "ProcessInfo", "CommandLine", "ContinuousClock", "SuspendingClock",
                    "SystemRandomNumberGenerator":
                    true
                default: false
                }
            guard isOutside else { return nil }
            return file.finding(token.line, "\(token.text) in layer \(layer.number)")
        }
    }

    private static func isTypeName(_ word: String) -> Bool { word.first?.isUppercase ?? false }

    static func unsafeConcurrency(_ file: SourceFile) -> [Finding] {
        guard !unsafeConcurrencyFiles.contains(file.path) else { return [] }
        return file.tokens.indices.compactMap { index in
            let token = file.token(index)
            let isUnsafe =
                switch token.text {
                case "@unchecked", "@preconcurrency": true
                case "nonisolated":
                    file.token(index + 1).text == "(" && file.token(index + 2).text == "unsafe"
                default: false
                }
            guard isUnsafe else { return nil }
            return file.finding(token.line, "\(token.text) outside its one file")
        }
    }

    /// Public functions that throw say so in their documentation; the formatter does not insist.
    static func undocumentedThrows(_ file: SourceFile) -> [Finding] {
        guard file.isProduct else { return [] }
        return file.functions.compactMap { function in
            guard function.isPublic, function.isThrowing else { return nil }
            let comment = file.documentation(above: function.firstLine)
            guard !comment.contains("- Throws:") else { return nil }
            return file.finding(function.line, "\(function.name) throws and does not say what")
        }
    }

    /// An error that is dropped needs a comment that says why the loss is right.
    static func silencedErrors(_ file: SourceFile) -> [Finding] {
        guard file.isProduct else { return [] }
        return file.tokens.indices.compactMap { index in
            let token = file.token(index)
            guard token.text == "try", file.token(index + 1).text == "?" else { return nil }
            let isExplained = (token.line - 1...token.line).contains {
                file.commentLines.contains($0)
            }
            return isExplained
                ? nil : file.finding(token.line, "an error is dropped without a comment")
        }
    }

    /// A test that expects nothing shows nothing.
    static func testsWithoutExpectation(_ file: SourceFile) -> [Finding] {
        guard file.path.hasPrefix("Tests/") else { return [] }
        return file.functions.compactMap { function in
            guard function.isTest else { return nil }
            let isExpecting = file.tokens[function.body].contains { token in
                let word = token.text
                return ["#expect", "#require", "Issue", "confirmation"].contains(word)
                    || word.hasPrefix("expect") || word.hasPrefix("check")
                    || word.hasPrefix("compare") || word.hasPrefix("require")
            }
            return isExpecting
                ? nil : file.finding(function.line, "\(function.name) expects nothing")
        }
    }
}
