/// The targets of `docs/DESIGN.md` §9, and what each may import.
///
/// A target depends only on targets in rows above its own. `LayersTests` compares this table with the
/// import lines of the sources, with `Package.swift`, with `docs/DESIGN.md` and with `ARCHITECTURE.md`.
struct Layer {
    /// The row of the table: a lower number never imports a higher one.
    let number: Int
    /// The target's name.
    let target: String
    /// Its folder.
    let folder: String
    /// The targets of this package that it may import.
    let own: Set<String>
    /// The modules of others that it may import, besides those of ``Layers/system``.
    let others: Set<String>
}

/// The table.
enum Layers {
    /// Modules of the system and the toolchain, allowed from layer 1 on.
    static let system: Set<String> = [
        "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Synchronization",
    ]

    /// What layer 0 may import of the system: text normalisation, nothing that touches the outside.
    static let pure: Set<String> = ["Foundation", "FoundationEssentials"]

    /// The table, in the order of `docs/DESIGN.md` §9.
    static let table: [Layer] = [
        Layer(
            number: 0,
            target: "SyncModel",
            folder: "Sources/SyncModel",
            own: [],
            others: []
        ),
        Layer(
            number: 0,
            target: "SyncMerge",
            folder: "Sources/SyncMerge",
            own: ["SyncModel"],
            others: []
        ),
        Layer(
            number: 1,
            target: "SyncWire",
            folder: "Sources/SyncWire",
            own: ["SyncModel", "CZstd"],
            others: ["Crypto", "SwiftProtobuf"]
        ),
        Layer(
            number: 1,
            target: "SyncStore",
            folder: "Sources/SyncStore",
            own: ["SyncModel", "SyncMerge"],
            others: ["Crypto", "GRDB", "GRDBSQLite"]
        ),
        Layer(
            number: 2,
            target: "SyncEngine",
            folder: "Sources/SyncEngine",
            own: ["SyncModel", "SyncMerge", "SyncWire", "SyncStore"],
            others: []
        ),
        Layer(
            number: 2,
            target: "Casework",
            folder: "Sources/Casework",
            own: ["SyncModel"],
            others: ["Yams"]
        ),
        Layer(
            number: 3,
            target: "TransportHTTP",
            folder: "Sources/TransportHTTP",
            own: ["SyncModel", "SyncWire"],
            others: ["AsyncHTTPClient", "NIOCore", "NIOHTTP1"]
        ),
        Layer(
            number: 4,
            target: "LaptopCommands",
            folder: "Sources/LaptopCommands",
            own: [
                "SyncModel", "SyncMerge", "SyncWire", "SyncStore", "SyncEngine", "Casework",
                "TransportHTTP",
            ],
            others: ["ArgumentParser", "Crypto"]
        ),
        Layer(
            number: 4,
            target: "sluis",
            folder: "Sources/sluis",
            own: ["LaptopCommands"],
            others: []
        ),
        Layer(
            number: 4,
            target: "ServerCore",
            folder: "SyncServer/ServerCore",
            own: ["SyncModel", "SyncMerge", "SyncWire", "SyncStore", "Casework"],
            others: ["Crypto", "GRDB", "Logging"]
        ),
        Layer(
            number: 5,
            target: "ServerWeb",
            folder: "SyncServer/ServerWeb",
            own: ["SyncModel", "SyncWire", "SyncStore", "Casework", "ServerCore"],
            others: [
                "Hummingbird", "HummingbirdCore", "HTTPTypes", "Logging", "NIOCore", "NIOHTTP1",
                "NIOPosix", "ServiceLifecycle", "UnixSignals",
            ]
        ),
        Layer(
            number: 6,
            target: "ServerCommands",
            folder: "SyncServer/ServerCommands",
            own: ["SyncModel", "SyncStore", "Casework", "ServerCore", "ServerWeb"],
            others: ["ArgumentParser", "Configuration", "Logging"]
        ),
        Layer(
            number: 6,
            target: "sluis-server",
            folder: "SyncServer/sluis-server",
            own: ["ServerCommands"],
            others: []
        ),
    ]

    /// Targets of `docs/DESIGN.md` §9 whose folder is not there yet: the target and its row.
    static let planned: [String: Int] = [
        "SealedStorage": 1, "TransportBundle": 3, "AdminConsole": 5,
    ]
}
