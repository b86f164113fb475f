import Testing

/// Whether a room may import a module that is not a room. What is pure does not even reach the C library.
private func mayImport(_ module: String, _ room: String) -> Bool {
    switch module {
    case "Dispatch", "Foundation", "FoundationXML": room == "menshen-pack"
    case "Glibc":
        !["Arguments", "Controller", "Door", "FixedPoint", "Law", "Readers", "Records", "Timekeeping"].contains(room)
    case "Synchronization": true
    default: false
    }
}

/// What a file imports that its room may not.
func forbiddenImports(_ file: HouseFile, map: HouseMap) -> [String] {
    guard file.isSwift, let room = file.room else { return [] }
    let below = map.below(room)
    let pattern =
        /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:\w+ )?import (?:(?:struct|class|enum|protocol|func|var|let|typealias) )?([\w]+)/
    return file.codeLines.enumerated().compactMap { index, line in
        guard let module = line.firstMatch(of: pattern).map({ String($0.1) }), !below.contains(module),
            !mayImport(module, room)
        else { return nil }
        return file.complaint(line: index, "\(room) must not import \(module)")
    }
}

/// Rooms that name one which does not stand below them.
func upwardArrows(_ map: HouseMap) -> [String] {
    map.rooms.indices.flatMap { index in
        let below = Set(map.rooms[(index + 1)...].map(\.name))
        return map.rooms[index].imports.subtracting(below).sorted().map { "\(map.rooms[index].name) → \($0)" }
    }
}

@Suite("Imports point down") struct ImportTests {
    static let map = HouseMap(markdown: Checkout.file("Sources/README.md").text)
    static let manifest = HouseMap(manifest: Checkout.file("Package.swift").text)

    @Test func theMapIsWhatIsBuilt() {
        #expect(Self.map == Self.manifest)
        #expect(Set(Self.map.rooms.map(\.name)) == Set(Checkout.sources.compactMap(\.room)))
    }

    @Test func eachRoomNamesOnlyRoomsBelowIt() { expectNone(upwardArrows(Self.map)) }

    @Test func noFileImportsMoreThanItsRoomMay() {
        expectNone(Checkout.sources.flatMap { forbiddenImports($0, map: Self.map) })
    }

    // The checks themselves.

    static let small = HouseMap(
        markdown: "| `Top` | Mid |\n| --- | --- |\n| `Mid` | Low |\n| `Low` | · |\n| `Other` | · |")

    @Test(
        "Imports are read as they are written",
        arguments: [
            ("import Mid", true), ("import Low", true), ("import Other", false), ("import Foundation", false),
            ("import Dispatch", false), ("@testable import Other", false),
            ("internal import struct Other.Thing", false),
            ("@_spi(Keys) public import Low", true), ("import Glibc", true), ("import Synchronization", true),
            ("// import Other", true),
            ("let text = \"import Other\"", true), ("import Foundation.NSData", false),
        ])
    func importsAreRead(row: (text: String, allowed: Bool)) {
        let file = HouseFile(path: "Sources/Top/A.swift", text: row.text)
        #expect(forbiddenImports(file, map: Self.small).isEmpty == row.allowed)
    }

    @Test func theHostToolMayUseMoreThanTheFirmware() {
        let file = HouseFile(path: "Sources/menshen-pack/A.swift", text: "import Foundation\nimport Hardware")
        #expect(
            forbiddenImports(file, map: Self.map) == [
                "Sources/menshen-pack/A.swift:2: menshen-pack must not import Hardware"
            ])
    }

    @Test func whatIsPureDoesNotReachTheCLibrary() {
        let file = HouseFile(path: "Sources/Law/A.swift", text: "import Glibc")
        #expect(forbiddenImports(file, map: Self.map) == ["Sources/Law/A.swift:1: Law must not import Glibc"])
    }

    @Test func anArrowUpwardsIsSeen() {
        let turned = HouseMap(markdown: "| `Low` | Mid |\n| `Mid` | Low |\n| `Own` | Own |")
        #expect(upwardArrows(turned) == ["Mid → Low", "Own → Own"])
        #expect(Self.small.below("Top") == ["Mid", "Low"])
    }

    @Test func theManifestIsRead() {
        let text = """
            .systemLibrary(name: "Low", pkgConfig: "low"),
            .target(
                name: "Mid", dependencies: ["Low"], swiftSettings: x),
            .target(name: "Other"),
            .target(name: "Lab", dependencies: ["Low"], path: "Tests/Lab"),
            .executableTarget(name: "Top", dependencies: [
                "Mid",
            ]),
            .testTarget(name: "TopTests", dependencies: ["Top"]),
            """
        #expect(HouseMap(manifest: text) == Self.small)
    }
}
