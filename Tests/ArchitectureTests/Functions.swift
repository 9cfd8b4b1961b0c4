/// A function or initialiser of a source.
struct FunctionSpan {
    /// Its name; `init` for an initialiser.
    let name: String
    /// The line of its name.
    let line: Int
    /// The line of its first attribute or modifier.
    let firstLine: Int
    /// The lines from its name to its closing brace; 0 without a body.
    let lineCount: Int
    /// The tokens of its body; empty without one.
    let body: Range<Int>
    /// Whether it, or the protocol that demands it, is public.
    let isPublic: Bool
    /// Whether it throws.
    let isThrowing: Bool
    /// Whether it is a test.
    let isTest: Bool
}

extension SourceFile {
    /// The functions and initialisers, in order.
    var functions: [FunctionSpan] {
        let demands = publicProtocolBodies
        return tokens.indices.compactMap { index in
            switch token(index).text {
            case "func": function(at: index, named: token(index + 1).text, demands: demands)
            case "init" where ["(", "<", "?"].contains(token(index + 1).text):
                [".", "`"].contains(token(index - 1).text)
                    ? nil : function(at: index, named: "init", demands: demands)
            default: nil
            }
        }
    }

    /// The documentation comment that ends above `line`, joined.
    func documentation(above line: Int) -> String {
        var index = line - 2
        var comment: [Substring] = []
        while lines.indices.contains(index), lines[index].contains("///") {
            comment.insert(lines[index], at: 0)
            index -= 1
        }
        return comment.joined(separator: "\n")
    }

    private func function(at index: Int, named name: String, demands: [Range<Int>])
        -> FunctionSpan
    {
        let modifiers = modifiers(before: index)
        let signature = signature(from: index)
        let body = signature.opening.map { $0..<closing(of: $0) } ?? index..<index
        let isDemand = demands.contains { $0.contains(index) }
        return FunctionSpan(
            name: name,
            line: token(index).line,
            firstLine: modifiers.first.map { token($0).line } ?? token(index).line,
            lineCount: body.isEmpty ? 0 : token(body.upperBound).line - token(index).line + 1,
            body: body,
            isPublic: isDemand
                || modifiers.contains { ["public", "open"].contains(token($0).text) },
            isThrowing: signature.isThrowing,
            isTest: modifiers.contains { token($0).text == "@Test" }
        )
    }

    /// The indexes of the attributes and modifiers before a declaration, in order.
    private func modifiers(before index: Int) -> [Int] {
        let words: Set<String> = [
            "public", "open", "package", "internal", "fileprivate", "private", "static", "class",
            "final", "mutating", "nonmutating", "nonisolated", "override", "required",
            "convenience", "consuming", "borrowing", "isolated", "async",
        ]
        var found: [Int] = []
        var at = index - 1
        while at >= 0 {
            let current = token(at)
            if words.contains(current.text) || current.text.hasPrefix("@") {
                found.insert(at, at: 0)
                at -= 1
            } else if current.text == ")", let opening = opening(of: at),
                token(opening - 1).text.hasPrefix("@") || token(opening - 1).text == "nonisolated"
            {
                at = opening - 1
            } else {
                break
            }
        }
        return found
    }

    /// Where the body opens, and whether the signature says `throws`.
    private func signature(from index: Int) -> (opening: Int?, isThrowing: Bool) {
        let ends: Set<String> = [
            "func", "init", "var", "let", "case", "static", "public", "mutating", "associatedtype",
            "typealias", "struct", "enum", "extension", "subscript", "deinit",
        ]
        var depth = 0
        var isThrowing = false
        var at = index + 1
        if token(index).text == "func" { at += 1 }
        while at < tokens.count {
            switch token(at).text {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "{" where depth == 0: return (at, isThrowing)
            case "}" where depth == 0: return (nil, isThrowing)
            case "throws" where depth == 0: isThrowing = true
            case let word where depth == 0 && (ends.contains(word) || word.hasPrefix("@")):
                if token(at).line > token(at - 1).line { return (nil, isThrowing) }
            default: break
            }
            at += 1
        }
        return (nil, isThrowing)
    }

    private func closing(of opening: Int) -> Int {
        var depth = 0
        for at in opening..<tokens.count {
            if token(at).text == "{" { depth += 1 }
            if token(at).text == "}" { depth -= 1 }
            if depth == 0 { return at }
        }
        return tokens.count - 1
    }

    private func opening(of closing: Int) -> Int? {
        var depth = 0
        for at in stride(from: closing, through: 0, by: -1) {
            if token(at).text == ")" { depth += 1 }
            if token(at).text == "(" { depth -= 1 }
            if depth == 0 { return at }
        }
        return nil
    }

    private var publicProtocolBodies: [Range<Int>] {
        tokens.indices.compactMap { index in
            guard token(index).text == "protocol", token(index - 1).text == "public" else {
                return nil
            }
            var at = index
            while at < tokens.count, token(at).text != "{" { at += 1 }
            guard at < tokens.count else { return nil }
            return at..<closing(of: at)
        }
    }
}
