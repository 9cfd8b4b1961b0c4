internal import SyncModel

// A set in its column: the JSON text that is also hashed.
extension SetText {
    /// Writes the elements, which are sorted.
    static func encode(_ elements: [Text]) -> String { json(elements) }

    /// Reads what ``encode(_:)`` writes; `nil` for text that is not the elements in order, each once.
    static func decode(_ text: String) -> [Text]? {
        guard let elements = elements(ofJSON: text)?.map({ Text($0) }),
            zip(elements, elements.dropFirst()).allSatisfy({ $0 < $1 })
        else { return nil }
        return elements
    }
}
