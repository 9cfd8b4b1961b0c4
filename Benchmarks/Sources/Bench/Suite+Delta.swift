import Foundation
import SyncModel
import SyncStore
import SyncWire
import Workload

// W2: what a laptop uploads.
extension Suite {
    func deltaRows() throws -> [Row] {
        let deltas = [
            (100, work.delta.dropFirst(1).prefix(100), "≤ 80 µs"),
            (10_000, work.delta.dropFirst(101), "≤ 11 ms; ≤ 12 B"),
        ]
        return [try singleRow()]
            + (try deltas.map { count, edits, must in
                let laptop = try reopened("laptop", .laptop)
                defer { laptop.close() }
                _ = try laptop.save(tracked.draftsByCase(Array(edits)))
                var times: [Double] = []
                var bytes = 0
                for _ in 0..<max(9, runs) {
                    let (time, size) = try encoding(of: laptop, after: 0)
                    times.append(time)
                    bytes = size
                }
                let signature = try signatureTime(of: laptop.replica)
                return deltaRow(
                    count,
                    median(times) - signature,
                    Double(bytes) / Double(count),
                    must: must
                )
            })
    }

    /// The mean size of different single changes, each saved and encoded by itself, and their median time.
    private func singleRow() throws -> Row {
        let laptop = try reopened("laptop", .laptop)
        defer { laptop.close() }
        let edits = Array(work.delta.prefix(200))
        var times: [Double] = []
        var bytes = 0
        for draft in tracked.drafts(edits) {
            let before = try laptop.head().seq
            _ = try laptop.save(draft)
            // The first time also marks the change as sent.
            _ = try encoding(of: laptop, after: before)
            let (time, size) = try encoding(of: laptop, after: before)
            times.append(time)
            bytes += size
        }
        let signature = try signatureTime(of: laptop.replica)
        return deltaRow(
            1,
            median(times) - signature,
            Double(bytes) / Double(edits.count),
            must: "≤ 15 µs; ≤ 45 B"
        )
    }

    /// The seconds that it takes to make an envelope of what waits after `seq`, and the bytes of its body.
    private func encoding(of laptop: Store, after seq: UInt64) throws -> (Double, Int) {
        var sealed = Envelope(bytes: [])
        let time = try seconds {
            sealed = try Envelope.seal(
                try laptop.nextUpload(after: seq, changesMax: Limits.uploadChangesMax),
                clockOffset: 0,
                sender: laptop.replica,
                number: 1,
                key: Self.signing
            )
        }
        return (time, try sealed.open().bodyByteCount)
    }

    private func deltaRow(_ count: Int, _ seconds: Double, _ bytes: Double, must: String) -> Row {
        Row(
            what: "W2 encode a delta of \(count)",
            ours: "\(time(seconds)), \(String(format: "%.1f", bytes)) B a change",
            raw: "",
            ratio: nil,
            must: must
        )
    }

    /// The time of an envelope with nothing in it: header and signature, which W2 leaves out.
    private func signatureTime(of sender: ReplicaID) throws -> Double {
        let request = Request.pull(PullRequest(cursor: nil, lettersSeen: 0))
        return median(
            try (0..<99).map { _ in
                try seconds {
                    _ = try Envelope.seal(request, sender: sender, number: 1, key: Self.signing)
                }
            }
        )
    }
}
