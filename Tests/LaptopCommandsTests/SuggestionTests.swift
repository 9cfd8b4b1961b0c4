import Testing

@testable import LaptopCommands

/// Shows that near names are found and far ones are not.
@Suite struct SuggestionTests {
    private let names = ["housing.status", "release.on", "person.familyName", "aliases"]

    @Test(arguments: [
        ("housing.sttaus", "housing.status"), ("housing.statu", "housing.status"),
        ("Aliases", "aliases"), ("familyName", "person.familyName"), ("release.no", "release.on"),
    ])
    func `finds the nearest name`(typed: String, expected: String) {
        #expect(Suggestion.nearest(to: typed, among: names) == expected)
    }

    @Test(arguments: ["xyz", "", "completely.different"])
    func `finds nothing for what is far`(typed: String) {
        #expect(Suggestion.nearest(to: typed, among: names) == nil)
    }

    @Test(arguments: [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("", "ab", 2)])
    func `counts a swap as one`(first: String, second: String, distance: Int) {
        #expect(Suggestion.distance(Array(first), Array(second)) == distance)
    }
}
