import Fuzzing

/// Fuzzes the reader of case numbers.
@main
struct Main {
    static func main() { fuzz { check($0, $1, NumberInput.problem) } }
}
