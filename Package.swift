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
        .target(name: "CToml", cxxSettings: [.unsafeFlags(["-std=c++17", "-fno-exceptions", "-fno-rtti"])]),

        // The bottom: integers, instants, flash.
        .target(name: "Timekeeping"),
        .target(name: "Arguments"),
        .target(name: "PictureFiles", dependencies: ["CJpeg"], swiftSettings: innerLoops),
        .target(name: "FixedPoint", swiftSettings: innerLoops),
        .target(name: "RingStore", dependencies: ["Timekeeping", "CSodium"]),

        // What the terminal knows.
        .target(name: "FaceCore", dependencies: ["FixedPoint", "CSodium"], swiftSettings: innerLoops),
        .target(name: "Records", dependencies: ["RingStore", "FaceCore", "Timekeeping", "CSodium"]),
        .target(name: "Law", dependencies: ["Timekeeping", "CSodium"]),
        .target(name: "Door", dependencies: ["Timekeeping"]),

        // What it decides.
        .target(name: "Controller", dependencies: ["Door", "FaceCore", "Law", "Records", "Timekeeping"]),

        // How it meets people.
        .target(name: "Console", dependencies: ["Controller"]),
        .target(name: "Signage", dependencies: ["Controller", "CFreeType"]),
        .target(name: "Settings", dependencies: ["Controller", "CToml"]),

        // How it meets devices.
        .target(name: "Hardware", dependencies: ["Console", "Signage", "Settings", "PictureFiles", "CPng"]),

        .executableTarget(name: "menshen", dependencies: ["Hardware", "Arguments"]),
        .executableTarget(
            name: "menshen-pack", dependencies: ["FaceCore", "PictureFiles", "Arguments", "CSodium"],
            swiftSettings: innerLoops),

        .testTarget(name: "TimekeepingTests", dependencies: ["Timekeeping"]),
        .testTarget(name: "ArgumentsTests", dependencies: ["Arguments"]),
        .testTarget(name: "PictureFilesTests", dependencies: ["PictureFiles"]),
        .testTarget(name: "FixedPointTests", dependencies: ["FixedPoint"], swiftSettings: innerLoops),
        .testTarget(name: "FaceCoreTests", dependencies: ["FaceCore", "PictureFiles"], swiftSettings: innerLoops),
        .testTarget(
            name: "PackTests", dependencies: ["menshen-pack", "FaceCore", "PictureFiles"], exclude: ["Golden"],
            swiftSettings: innerLoops),
        .testTarget(name: "RingStoreTests", dependencies: ["RingStore"]),
        .testTarget(name: "RecordsTests", dependencies: ["Records"]),
        .testTarget(name: "LawTests", dependencies: ["Law"]),
        .testTarget(name: "DoorTests", dependencies: ["Door"]),
        .testTarget(name: "ControllerTests", dependencies: ["Controller"]),
        .testTarget(name: "ConsoleTests", dependencies: ["Console"]),
        .testTarget(name: "SignageTests", dependencies: ["Signage"]),
        .testTarget(name: "SettingsTests", dependencies: ["Settings"]),
        .testTarget(name: "HardwareTests", dependencies: ["Hardware"]),
        .testTarget(name: "TourTests"),
        .testTarget(name: "HouseTests"),
    ],
    swiftLanguageModes: [.v6]
)
