import Foundation
import SyncModel
import SyncStore
import SyncWire
import Workload

/// `Bench [CASES …] [--runs N] [--only W1|W2|W3|W4|W5]…`: W1–W5 on generated data, beside raw SQLite in the same
/// process.
@main struct Main {
    static func main() throws {
        var sizes: [Int] = []
        var runs = 3
        var measures: Set<String> = []
        var arguments = CommandLine.arguments.dropFirst().makeIterator()
        while let argument = arguments.next() {
            if argument == "--runs" {
                runs = arguments.next().flatMap(Int.init) ?? runs
            } else if argument == "--only" {
                if let measure = arguments.next() { measures.insert(measure) }
            } else if let size = Int(argument) {
                sizes.append(size)
            }
        }
        for size in sizes.isEmpty ? [1000, 10_000] : sizes {
            let folder = NSTemporaryDirectory() + "sluis-bench-\(size)"
            // What a run that was cut off left behind; absent is what is wanted.
            try? FileManager.default.removeItem(atPath: folder)
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
            let suite = Suite(
                work: Workload(caseCount: size, seed: 20_261),
                folder: folder,
                runs: runs
            )
            print("\n### \(size) cases of \(Workload.fieldCount) fields, median of \(runs)\n")
            print("| | ours | raw SQLite | ratio | must |")
            print("|---|---|---|---|---|")
            for row in try suite.rows(of: measures) { print(row.line) }
            try FileManager.default.removeItem(atPath: folder)
        }
    }
}
