public import Casework
internal import SyncModel
internal import SyncStore

/// Lists the devices by user and name.
public struct DeviceList: OperatorCommand {
    /// The words of the command line.
    public static let name = "device list"

    /// Makes the command.
    public init() {}

    /// Does what ``OperatorCommand/run(at:)`` promises.
    ///
    /// - Parameter desk: The server and who acts.
    /// - Returns: The document that `--json` prints.
    /// - Throws: ``OperatorError``; nothing was written then, unless its code says otherwise.
    public func run(at desk: OperatorDesk) throws(OperatorError) -> JSONValue {
        try desk.require(.admin, .coordinator)
        let devices = try desk.stored { () throws(StoreError) in try desk.store.devices() }
        return .array(
            devices.map { device in
                .object([
                    "id": .string(device.replica.description),
                    "user": .string(device.user),
                    "name": .string(device.name),
                    "incarnation": .string(device.incarnation.description),
                    "lastContact": .optional(device.lastContact),
                    "acceptedSeq": .integer(Int64(clamping: device.acceptedSeq)),
                    "state": .string(device.state.rawValue),
                    "clockOffsetMs": .optional(device.clockOffsetMilliseconds),
                ])
            }
        )
    }
}
