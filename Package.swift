// swift-tools-version:6.1
// The map of the product. Three floors, imports go down only: executable, features, platform.
import PackageDescription

// MARK: Other people's work

let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")

// MARK: Shapes of our own targets

func platform(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/Platform/\(name)", exclude: exclude)
}

func feature(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(
        name: name, dependencies: ["Slots"] + dependencies, path: "Sources/Features/\(name)", exclude: ["Texts"])
}

func library(_ name: String, pkgConfig: String, debian: String) -> Target {
    .systemLibrary(
        name: name, path: "Sources/Libraries/\(name)", pkgConfig: pkgConfig, providers: [.apt([debian])])
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: [.init(stringLiteral: name), "Fixtures"] + dependencies)
}

let package = Package(
    name: "entente",
    products: [.executable(name: "entente", targets: ["entente"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", "3.12.3"..<"5.0.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
    ],
    targets: [
        // C libraries, from Debian's packages
        library("CPostgres", pkgConfig: "libpq", debian: "libpq-dev"),
        library("CSpreadsheet", pkgConfig: "xlsxwriter", debian: "libxlsxwriter-dev"),
        library("CMagic", pkgConfig: "libmagic", debian: "libmagic-dev"),
        library("CCompression", pkgConfig: "zlib", debian: "zlib1g-dev"),

        // Platform: knows no feature
        .target(name: "Embedded", path: "Sources/Platform/Embedded"),
        platform("Values"),
        platform("Texts", ["Values", "Embedded"], exclude: ["Catalogues"]),
        platform(
            "Storage",
            ["Values", .product(name: "GRDB", package: "GRDB.swift"), "CPostgres", crypto, logging, nioPosix]),
        platform("Ledger", ["Storage", crypto]),
        platform("Identity", ["Ledger", "Texts", cryptoExtras]),
        platform("Files", ["Identity", "CMagic", crypto, nioPosix]),
        platform("Documents", ["CSpreadsheet"]),
        platform("FreeText"),
        platform(
            "Web", ["Identity", "Documents", "FreeText", "Embedded", "CCompression", hummingbird, nioCore],
            exclude: ["Assets"]),
        platform("Slots", ["Web", "Files"]),

        // Features: vertical slices, each may import those before it
        feature("Accounts"),
        feature("Records"),
        feature("Countries", ["Records", "FreeText"]),
        feature("Today", ["Countries"]),

        // The program
        .target(
            name: "Composition", dependencies: ["Accounts", "Records", "Countries", "Today"],
            path: "Sources/Composition"),
        .executableTarget(
            name: "entente",
            dependencies: ["Composition", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            path: "Sources/Command"),

        // Tests: what they share, and one target for each of ours
        .target(name: "Fixtures", dependencies: ["Ledger", logging], path: "Tests/Fixtures"),
        tests("Values", []),
        tests("Texts", ["Values"]),
        tests("Storage", [logging]),
        tests("Ledger", []),
        tests("Identity", []),
        tests("Files", []),
        tests("Documents", []),
        tests("FreeText", []),
        tests("Web", []),
        tests("Composition", [.product(name: "HummingbirdTesting", package: "hummingbird")]),
    ]
)
