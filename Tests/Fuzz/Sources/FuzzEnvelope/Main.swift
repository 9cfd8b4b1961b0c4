import Fuzzing

/// Fuzzes the reader of envelopes.
@main
struct Main {
    static func main() { fuzz { check($0, $1, EnvelopeInput.problem) } }
}
