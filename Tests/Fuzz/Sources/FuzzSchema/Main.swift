import Fuzzing

/// Fuzzes the reader of schema files.
@main
struct Main {
    static func main() { fuzz { check($0, $1, SchemaInput.problem) } }
}
