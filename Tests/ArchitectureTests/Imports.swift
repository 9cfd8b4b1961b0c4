/// Reads imports, dependencies and layer tables from texts.
enum Imports {
    /// The modules that a source imports, in order.
    static func modules(in text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            var words = line.split(separator: " ").map(String.init)
            while let first = words.first,
                first.hasPrefix("@")
                    || ["public", "package", "internal", "private", "fileprivate"]
                        .contains(first)
            {
                words.removeFirst()
            }
            guard words.first == "import", words.count >= 2 else { return nil }
            words.removeFirst()
            let kinds = ["struct", "class", "enum", "protocol", "func", "typealias", "var", "let"]
            if kinds.contains(words[0]), words.count >= 2 { words.removeFirst() }
            return words[0].split(separator: ".").first.map(String.init)
        }
    }

    /// Whether a target of that row may import the module.
    static func isAllowed(_ module: String, in layer: Layer) -> Bool {
        if layer.own.contains(module) || layer.others.contains(module) { return true }
        return (layer.number == 0 ? Layers.pure : Layers.system).contains(module)
    }

    /// The names that each target of a manifest depends on.
    static func dependencies(in manifest: String) -> [String: Set<String>] {
        var found: [String: Set<String>] = [:]
        let body = manifest.split(separator: "\n").map { line in
            line.split(separator: "//", omittingEmptySubsequences: false).first.map(String.init)
                ?? ""
        }.joined(separator: "\n")
        let starts = [".target(", ".executableTarget("]
        var blocks: [Substring] = []
        var rest = Substring(body)
        while let range = starts.compactMap({ rest.firstRange(of: $0) }).min(by: {
            $0.lowerBound < $1.lowerBound
        }) {
            rest = rest[range.upperBound...]
            blocks.append(balanced(rest))
        }
        for block in blocks {
            guard let name = quoted(after: "name: ", in: block) else { continue }
            found[name] = []
            guard let list = block.firstRange(of: "dependencies: [") else { continue }
            let inside = balanced(block[list.upperBound...], closing: "]", opening: "[")
            var text = String(inside)
            while let product = text.firstRange(of: ".product(name: \"") {
                let after = text[product.upperBound...]
                let product = String(after.prefix { $0 != "\"" })
                found[name]?.insert(product)
                let call = balanced(after)
                text = String(after[call.endIndex...])
            }
            let plain = inside.split(separator: ".product(").enumerated().map { index, part in
                index == 0 ? part : part[balanced(part).endIndex...]
            }.joined()
            let parts = plain.split(separator: "\"", omittingEmptySubsequences: false)
            for (index, part) in parts.enumerated() where index % 2 == 1 {
                found[name]?.insert(String(part))
            }
        }
        return found
    }

    /// The rows `| number | targets | … |` of the first table whose head is `layer`.
    static func layerRows(in page: String) -> [String: Int] {
        var rows: [String: Int] = [:]
        for line in page.split(separator: "\n") where line.hasPrefix("|") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
            guard cells.count >= 4,
                let number = Int(cells[1].filter { !$0.isWhitespace })
            else { continue }
            let spans = cells[2].split(separator: "`", omittingEmptySubsequences: false)
            for (index, span) in spans.enumerated() where index % 2 == 1 {
                rows[String(span)] = number
            }
        }
        return rows
    }

    private static func quoted(after mark: String, in text: Substring) -> String? {
        guard let range = text.firstRange(of: mark + "\"") else { return nil }
        return String(text[range.upperBound...].prefix { $0 != "\"" })
    }

    /// The text up to the bracket that closes what was open where it begins.
    private static func balanced(
        _ text: Substring,
        closing: Character = ")",
        opening: Character = "("
    ) -> Substring {
        var depth = 1
        for index in text.indices {
            if text[index] == opening { depth += 1 }
            if text[index] == closing { depth -= 1 }
            if depth == 0 { return text[..<index] }
        }
        return text
    }
}
