// swift-tools-version: 6.2
import PackageDescription

/// Rooms with inner loops: optimised in debug builds too, so that `swift test` runs the real face core in seconds.
let innerLoops: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
    name: "menshen",
    products: [
        .executable(name: "menshen", targets: ["menshen"]),
        .executable(name: "menshen-pack", targets: ["menshen-pack"]),
    ],
    targets: [
        // C rooms: one small header each, no decisions.
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CFreeType", pkgConfig: "freetype2", providers: [.apt(["libfreetype-dev"])]),
        .systemLibrary(name: "CPng", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "CJpeg", pkgConfig: "libjpeg", providers: [.apt(["libjpeg62-turbo-dev"])]),
        .target(
            name: "CToml",
            cxxSettings: [
                .unsafeFlags(["-std=c++17", "-fno-exceptions", "-fno-rtti"]),
                .unsafeFlags(["-O2"], .when(configuration: .debug)),
            ]),

        // The bottom: integers, instants, flash.
        .target(name: "Timekeeping"),
        .target(name: "Arguments"),
        .target(name: "PictureFiles", dependencies: ["CJpeg"], swiftSettings: innerLoops),
        .target(name: "FixedPoint", swiftSettings: innerLoops),
        .target(name: "RingStore", dependencies: ["Timekeeping", "CSodium"], swiftSettings: innerLoops),

        // What the terminal knows.
        .target(name: "FaceCore", dependencies: ["FixedPoint", "CSodium"], swiftSettings: innerLoops),
        .target(name: "Records", dependencies: ["RingStore", "FaceCore", "Timekeeping", "CSodium"]),
        .target(name: "Law", dependencies: ["Timekeeping", "CSodium"]),
        .target(name: "Door", dependencies: ["Timekeeping"]),

        // What it decides.
        .target(name: "Controller", dependencies: ["Door", "FaceCore", "Law", "Records", "Timekeeping", "CSodium"]),

        // What its readers say.
        .target(name: "Readers", dependencies: ["Controller"], swiftSettings: innerLoops),

        // How it meets people.
        .target(name: "Console", dependencies: ["Controller", "Door", "Law", "Records", "Timekeeping"]),
        .target(name: "Signage", dependencies: ["Controller", "CFreeType"], swiftSettings: innerLoops),
        .target(name: "Settings", dependencies: ["Controller", "Door", "Law", "Readers", "Timekeeping", "CToml"]),

        // How it meets devices.
        .target(name: "Hardware", dependencies: ["Console", "Readers", "Signage", "Settings", "PictureFiles", "CPng"]),

        .executableTarget(
            name: "menshen",
            dependencies: [
                "Arguments", "Console", "Controller", "Door", "FaceCore", "FixedPoint", "Hardware", "Law", "Records",
                "Readers", "RingStore", "Settings", "Signage", "Timekeeping", "CSodium",
            ]),
        .executableTarget(
            name: "menshen-pack", dependencies: ["FaceCore", "PictureFiles", "Arguments", "CSodium"],
            swiftSettings: innerLoops),

        .target(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: innerLoops),
        .testTarget(name: "TimekeepingTests", dependencies: ["Timekeeping", "SeededRandom"]),
        .testTarget(name: "ArgumentsTests", dependencies: ["Arguments"]),
        .testTarget(name: "PictureFilesTests", dependencies: ["PictureFiles"]),
        .testTarget(name: "FixedPointTests", dependencies: ["FixedPoint", "SeededRandom"], swiftSettings: innerLoops),
        .testTarget(
            name: "FaceCoreTests", dependencies: ["FaceCore", "PictureFiles", "SeededRandom"], swiftSettings: innerLoops
        ),
        .testTarget(
            name: "PackTests", dependencies: ["menshen-pack", "FaceCore", "PictureFiles", "SeededRandom"],
            exclude: ["Golden"],
            swiftSettings: innerLoops),
        .target(
            name: "FlashLab", dependencies: ["RingStore", "SeededRandom"], path: "Tests/FlashLab",
            swiftSettings: innerLoops),
        .target(
            name: "CrashLab", dependencies: ["FlashLab", "RingStore", "SeededRandom", "Timekeeping"],
            path: "Tests/CrashLab", swiftSettings: innerLoops),
        .executableTarget(
            name: "crash-lab", dependencies: ["CrashLab", "FlashLab", "RingStore"], path: "Tests/CrashLabCommand"),
        .testTarget(
            name: "RingStoreTests", dependencies: ["RingStore", "CrashLab", "FlashLab", "SeededRandom"],
            swiftSettings: innerLoops),
        .testTarget(name: "RecordsTests", dependencies: ["Records", "FlashLab", "SeededRandom"]),
        .testTarget(name: "LawTests", dependencies: ["Law"], exclude: ["Golden"]),
        .testTarget(name: "DoorTests", dependencies: ["Door", "SeededRandom"], exclude: ["Golden"]),
        .testTarget(name: "ControllerTests", dependencies: ["Controller", "SeededRandom"]),
        .testTarget(
            name: "ReadersTests", dependencies: ["Readers", "Controller", "SeededRandom"], swiftSettings: innerLoops),
        .target(
            name: "ConsoleLab",
            dependencies: ["Console", "Controller", "Door", "Law", "Records", "Timekeeping", "SeededRandom"],
            path: "Tests/ConsoleLab", swiftSettings: innerLoops),
        .executableTarget(name: "fuzz-console", dependencies: ["ConsoleLab"], path: "Tests/ConsoleLabCommand"),
        .testTarget(
            name: "ConsoleTests", dependencies: ["Console", "ConsoleLab", "SeededRandom"], exclude: ["Golden"]),
        .testTarget(name: "SignageTests", dependencies: ["Signage", "SeededRandom"], exclude: ["Golden"]),
        .testTarget(
            name: "SettingsTests", dependencies: ["Settings", "Console", "Controller", "Readers", "SeededRandom"]),
        .target(name: "PseudoTerminal", path: "Tests/PseudoTerminal"),
        .testTarget(name: "HardwareTests", dependencies: ["Hardware", "Controller", "PseudoTerminal", "Readers"]),
        .testTarget(
            name: "TourTests",
            dependencies: [
                "menshen", "Arguments", "Console", "FlashLab", "PseudoTerminal", "Controller", "Door", "FaceCore",
                "Hardware",
                "Law", "Records",
                "Readers", "RingStore", "SeededRandom", "Settings", "Signage", "Timekeeping",
            ],
            exclude: ["Golden"]),
        .testTarget(
            name: "DoorLab",
            dependencies: ["Hardware", "Controller", "Door", "Law", "Records", "Timekeeping", "SeededRandom"]),
        .testTarget(name: "HouseTests", swiftSettings: innerLoops),
    ],
    swiftLanguageModes: [.v6]
)
