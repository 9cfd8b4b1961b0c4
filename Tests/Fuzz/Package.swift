// swift-tools-version: 6.2
import PackageDescription

// The fuzzers, one executable each, by `make fuzz`. A package of its own, which no other build makes: everything in it
// is instrumented. The modules under test are the product's own sources, and what an input means is in the tests; both
// by links.
let package = Package(
    name: "Fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        .target(name: "SyncModel"),
        .target(name: "SyncMerge", dependencies: ["SyncModel"]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
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
            name: "Casework",
            dependencies: ["SyncModel", .product(name: "Yams", package: "Yams")]
        ),
        .target(name: "LaptopCommands", dependencies: ["SyncModel"]),
        .target(name: "SyncTesting"),
        .target(name: "MergeOracle", dependencies: ["SyncModel"]),
        .target(name: "Fuzzing"),
        .executableTarget(
            name: "FuzzEnvelope",
            dependencies: ["Fuzzing", "SyncModel", "SyncWire"]
        ),
        .executableTarget(
            name: "FuzzMerge",
            dependencies: ["Fuzzing", "SyncModel", "SyncMerge", "SyncTesting", "MergeOracle"]
        ),
        .executableTarget(name: "FuzzSchema", dependencies: ["Fuzzing", "SyncModel", "Casework"]),
        .executableTarget(name: "FuzzNumber", dependencies: ["Fuzzing", "SyncModel", "Casework"]),
        .executableTarget(
            name: "FuzzCommand",
            dependencies: ["Fuzzing", "SyncModel", "LaptopCommands"]
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
}
