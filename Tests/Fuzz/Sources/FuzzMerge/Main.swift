import Fuzzing

/// Fuzzes the merge against the oracle of its tests.
@main
struct Main {
    static func main() { fuzz { check($0, $1, MergeInput.problem) } }
}
