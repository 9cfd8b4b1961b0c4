public import Casework
internal import Foundation
internal import SyncModel
internal import SyncStore
internal import SyncWire

/// Takes in one sealed envelope that `sluis rescue` wrote, like a push; what does not fit waits in the quarantine.
public struct RescueTake: OperatorCommand {
    /// The words of the command line.
    public static let name = "rescue"

    /// The sealed envelope, in base 64.
    public var envelope: String

    /// Makes the command.
    ///
    /// - Parameter sealed: One sealed envelope of the file.
    public init(sealed: [UInt8]) { envelope = Data(sealed).base64EncodedString() }

    /// The commands that take a file in, in order; opens nothing yet.
    ///
    /// - Parameter file: The bytes of the file, from anywhere.
    /// - Returns: One command for each envelope, and whether the file is whole: else it was cut off.
    /// - Throws: ``OperatorError`` `bundle` when the bytes do not begin as such a file.
    public static func all(
        in file: [UInt8]
    ) throws(OperatorError) -> (commands: [RescueTake], isWhole: Bool) {
        do {
            let (parts, isWhole) = try SealedEnvelopes.parts(of: file)
            return (parts.map { RescueTake(sealed: $0) }, isWhole)
        } catch {
            throw OperatorError(.bundle, error.code == .version ? "version" : error.detail)
        }
    }

    /// Does what ``OperatorCommand/run(at:)`` promises.
    ///
    /// - Parameter desk: The server and who acts.
    /// - Returns: The device, how many changes there were, and the receipts by status: of one that was here already
    ///   `duplicate`.
    /// - Throws: ``OperatorError``; nothing was written then, unless its code says otherwise.
    public func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue {
        try desk.require(.admin, .coordinator)
        guard let sealed = Data(base64Encoded: envelope) else {
            throw OperatorError(.bundle, "base 64")
        }
        let taken: (device: ReplicaID, receipts: [Receipt])
        do {
            let service = SyncService(
                store: desk.store,
                identity: try ServerIdentity(keptIn: desk.store),
                environment: desk.environment,
                log: desk.log
            )
            taken = try service.takeRescued(Array(sealed))
        } catch let error as WireError {
            throw OperatorError(.bundle, error.detail)
        } catch let refusal as Refusal {
            throw OperatorError(
                refusal.code == .unknownDevice ? .unknownDevice : .bundle,
                refusal.detail
            )
        } catch {
            throw OperatorError(wrapping: error)
        }
        let counts = Dictionary(grouping: taken.receipts, by: \.status.rawValue)
        return .object([
            "device": .string(taken.device.description),
            "changes": .integer(Int64(taken.receipts.count)),
            "receipts": .object(counts.mapValues { .integer(Int64($0.count)) }),
        ])
    }
}
