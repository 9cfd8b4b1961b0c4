// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "sluis",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "sluis", targets: ["sluis"]),
        .executable(name: "sluis-server", targets: ["sluis-server"]),
        .library(
            name: "SluisCore",
            targets: ["SyncModel", "SyncMerge", "SyncWire", "SyncStore", "SyncEngine", "Casework"]
        ),
        .library(name: "SluisServer", targets: ["ServerCore"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // Layer 0
        .target(name: "SyncModel"),
        .target(name: "SyncMerge", dependencies: ["SyncModel"]),

        // Layer 1
        .systemLibrary(
            name: "CZstd",
            pkgConfig: "libzstd",
            providers: [.apt(["libzstd-dev"])]
        ),
        .target(
            name: "SyncWire",
            dependencies: [
                "SyncModel", "CZstd",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            exclude: ["Proto/envelope.proto"]
        ),
        .target(
            name: "SyncStore",
            dependencies: [
                "SyncModel", "SyncMerge",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),

        // Layer 2
        .target(
            name: "SyncEngine",
            dependencies: ["SyncModel", "SyncMerge", "SyncWire", "SyncStore"]
        ),
        .target(
            name: "Casework",
            dependencies: ["SyncModel", .product(name: "Yams", package: "Yams")]
        ),

        // Layer 3
        .target(
            name: "TransportHTTP",
            dependencies: [
                "SyncModel", "SyncWire",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]
        ),

        // Layer 4
        .target(
            name: "LaptopCommands",
            dependencies: [
                "SyncModel", "SyncMerge", "SyncWire", "SyncStore", "SyncEngine", "Casework",
                "TransportHTTP",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .executableTarget(name: "sluis", dependencies: ["LaptopCommands"]),
        .target(
            name: "ServerCore",
            dependencies: [
                "SyncModel", "SyncMerge", "SyncWire", "SyncStore", "Casework",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "SyncServer/ServerCore"
        ),

        // Layer 5
        .target(
            name: "ServerWeb",
            dependencies: [
                "SyncModel", "SyncWire", "SyncStore", "Casework", "ServerCore",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            path: "SyncServer/ServerWeb",
            exclude: ["openapi.yaml"]
        ),

        // Layer 6
        .target(
            name: "ServerCommands",
            dependencies: [
                "SyncModel", "SyncStore", "Casework", "ServerCore", "ServerWeb",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "SyncServer/ServerCommands"
        ),
        .executableTarget(
            name: "sluis-server",
            dependencies: ["ServerCommands"],
            path: "SyncServer/sluis-server"
        ),

        // Tests, by layer
        .target(
            name: "SyncTesting",
            dependencies: ["SyncModel", "SyncWire"],
            path: "Tests/SyncTesting"
        ),
        .testTarget(name: "ArchitectureTests"),
        .testTarget(name: "SyncModelTests", dependencies: ["SyncModel", "SyncTesting"]),
        .target(
            name: "MergeOracle",
            dependencies: ["SyncModel"],
            path: "Tests/MergeOracle"
        ),
        .testTarget(
            name: "SyncMergeTests",
            dependencies: ["SyncModel", "SyncMerge", "MergeOracle", "SyncTesting"]
        ),
        .testTarget(
            name: "SyncWireTests",
            dependencies: [
                "SyncModel", "SyncWire", "SyncTesting",
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ]
        ),
        .testTarget(
            name: "SyncStoreTests",
            dependencies: [
                "SyncModel", "SyncMerge", "SyncStore",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        .testTarget(
            name: "SyncEngineTests",
            dependencies: ["SyncModel", "SyncWire", "SyncStore", "SyncEngine", "SyncTesting"]
        ),
        .testTarget(name: "CaseworkTests", dependencies: ["SyncModel", "Casework", "SyncTesting"]),
        .testTarget(
            name: "TransportHTTPTests",
            dependencies: [
                "SyncModel", "SyncWire", "TransportHTTP", "SyncTesting",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "LaptopCommandsTests",
            dependencies: [
                "SyncModel", "SyncStore", "SyncEngine", "SyncWire", "Casework", "LaptopCommands",
                "SyncTesting",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .testTarget(
            name: "ServerCoreTests",
            dependencies: [
                "SyncModel", "SyncWire", "SyncStore", "SyncEngine", "SyncTesting", "Casework",
                "LaptopCommands", "ServerCore",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(
            name: "ServerWebTests",
            dependencies: [
                "SyncModel", "SyncWire", "SyncStore", "SyncTesting", "Casework", "ServerCore",
                "ServerWeb",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "ServerCommandsTests",
            dependencies: [
                "Casework", "ServerCore", "ServerCommands",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .target(
            name: "SyncSimulation",
            dependencies: [
                "SyncModel", "SyncMerge", "SyncWire", "SyncStore", "SyncEngine", "SyncTesting",
                "MergeOracle", "Casework", "ServerCore",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/SyncSimulation"
        ),
        .executableTarget(
            name: "simulate",
            dependencies: ["SyncSimulation"],
            path: "Tests/simulate"
        ),
        .testTarget(
            name: "SimulationTests",
            dependencies: [
                "SyncModel", "SyncStore", "SyncEngine", "SyncTesting", "SyncSimulation",
                "Casework", "ServerCore",
            ]
        ),
        .testTarget(name: "AcceptanceTests", dependencies: ["SyncWire"]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .treatAllWarnings(as: .error),
    ]
}
