internal import Casework
internal import Foundation
internal import SyncModel
internal import Testing

/// One script of `Fixtures/haarlem/fx13-device-logs.jsonl`.
struct DeviceLog: Sendable, CustomTestStringConvertible {
    /// One line: what a device does, and when.
    struct Step: Sendable {
        /// `A`, `B`, `D` or `server`.
        var device: String
        /// By the device's own clock.
        var at: Instant
        /// By a clock that is right.
        var trueTime: Instant
        var command: [String]
        /// The exit code.
        var exit: Int32
    }

    /// What each needs that is not there yet, by the first words of the step.
    static let missing: Set<String> = ["device revoke", "case erase", "unlock"]

    let name: String
    let title: String
    /// In the order in which they happen.
    let steps: [Step]
    let expected: JSONValue

    var testDescription: String { "\(name): \(title)" }

    /// Why it cannot be replayed here; `nil` when it can.
    var obstacle: String? {
        for step in steps {
            let words = step.command.prefix(2).joined(separator: " ")
            if let missing = Self.missing.first(where: { words.hasPrefix($0) }) { return missing }
            if step.exit == 74 { return "a full disk" }
        }
        return nil
    }

    /// All scripts.
    static func all() throws -> [DeviceLog] {
        let file = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/haarlem/fx13-device-logs.jsonl")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .map { try DeviceLog(JSONValue(text: String($0))) }
    }

    private init(_ row: JSONValue) throws {
        name = try #require(row["script"]?.text)
        title = try #require(row["title"]?.text)
        expected = try #require(row["expect"])
        var errors: [String: Int64] = [:]
        for step in row["steps"]?.elements ?? [] {
            let device = try #require(step["device"]?.text)
            let at = try #require(step["at"]?.text.flatMap { Instant($0) })
            if let right = step["trueTime"]?.text.flatMap({ Instant($0) }) {
                errors[device] = at.milliseconds - right.milliseconds
            }
        }
        let read = try (row["steps"]?.elements ?? []).map { step in
            let device = try #require(step["device"]?.text)
            let at = try #require(step["at"]?.text.flatMap { Instant($0) })
            return Step(
                device: device,
                at: at,
                trueTime: at.advanced(byMilliseconds: -errors[device, default: 0]),
                command: step["run"]?.elements?.compactMap(\.text) ?? [],
                exit: Int32(step["exit"]?.integer ?? 0)
            )
        }
        let order = read.indices.sorted { ($0.trueTime(read), $0) < ($1.trueTime(read), $1) }
        steps = order.map { read[$0] }
    }
}

extension Int {
    fileprivate func trueTime(_ steps: [DeviceLog.Step]) -> Instant { steps[self].trueTime }
}
