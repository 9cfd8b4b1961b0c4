import Fuzzing

/// Fuzzes what reads assignments, paths and values as people type them.
@main
struct Main {
    static func main() { fuzz { check($0, $1, CommandInput.problem) } }
}
