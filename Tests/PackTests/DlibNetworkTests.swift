import Foundation
import Testing

@testable import FaceCore
@testable import menshen_pack

@Suite("dlib's network as integers")
struct DlibNetworkTests {
    /// Rewritten by `MENSHEN_GOLDEN=write swift test`; review the difference.
    @Test("every layer's digest for the reference chip is the one committed", .enabled(if: Assets.hasModels))
    func goldenDigests() throws {
        let pack = try ModelPack(copying: Assets.dlibPack.get())
        let lines = try LayerDigests(computing: pack).entries.map { "\($0.layer) \($0.digest.hexadecimal)" }
        let have = lines.joined(separator: "\n") + "\n"
        let path = Assets.root + "/Tests/PackTests/Golden/dlib-layer-digests.txt"
        if ProcessInfo.processInfo.environment["MENSHEN_GOLDEN"] == "write" {
            try have.write(toFile: path, atomically: true, encoding: .utf8)
        }
        let want = try String(contentsOfFile: path, encoding: .utf8)
        #expect(have == want)
        #expect(lines.count == 31)
    }

    @Test("the pack opens, tests itself, and says what it is", .enabled(if: Assets.hasModels))
    func opens() throws {
        let pack = try ModelPack(copying: Assets.dlibPack.get())
        let vision = try FaceVision(pack: pack)
        try vision.engine.selfTest()
        #expect(vision.engine.statement.modes == [.verify])
        let text = try PackReport(pack).text
        for name in ["CC0-1.0", ResnetImport.sha256, BuildDlib.cascadeSHA256, BuildDlib.landmarksSHA256, "East-Asian"] {
            #expect(text.contains(name))
        }
    }

    @Test("the same sources give the same pack", .enabled(if: Assets.hasModels))
    func reproducible() throws {
        let network = try Assets.dlibResnet.get()
        let ranges = try ActivationRanges(path: Assets.root + "/Config/packs/dlib-ranges.json")
        let pack = try ModelPack(copying: Assets.dlibPack.get())
        let section = try withExtendedLifetime(pack) { Array(try pack.section(.network)) }
        #expect(try QuantiseResnet.section(network, ranges) == section)
    }

    /// Measured on 13 chips: cosine 0.9994 and more at the head. The reference chip needs no picture.
    @Test("int8 against float on the reference chip, layer by layer", .enabled(if: Assets.hasModels))
    func referenceChip() throws { try expectClose(to: ReferenceChip.make(), "reference chip") }

    @Test(
        "int8 against float on faces", .enabled(if: Assets.hasModels && Assets.hasPictures),
        arguments: ["obama", "obama2", "obama3", "biden"])
    func faces(name: String) throws {
        let vision = try FaceVision(pack: ModelPack(copying: Assets.dlibPack.get()))
        let frame = try Frame(pictureFile: Assets.models + "/\(name).jpg")
        let largest = vision.locator.boxes(in: frame).max { $0.sidePixels < $1.sidePixels }
        let face = vision.locator.look(at: try #require(largest, "no face in \(name)"), in: frame)
        try expectClose(to: vision.locator.align(frame, face), name)
    }

    private func expectClose(to chip: borrowing Chip, _ name: String) throws {
        let floats = FloatTwin(network: try Assets.dlibResnet.get()).run(Array(chip.bytes))
        let embedder = try Embedder(ModelPack(copying: Assets.dlibPack.get()))
        var index = 0
        _ = embedder.embedWithoutFlip(chip) { layer, output in
            let want = floats[index]
            index += 1
            let have: [Float] =
                layer == "head"
                ? output.bindMemory(to: Int32.self).map { Float($0) / Float(1 << Embedding.fractionalBits) }
                : output.map { Float(Int8(bitPattern: $0)) }
            let cosine = Self.cosine(have, want.tensor.values)
            #expect(want.name == layer && have.count == want.tensor.values.count)
            #expect(cosine > (layer == "head" ? 0.999 : 0.99), "\(name), \(layer): cosine \(cosine)")
            guard layer == "head" else { return }
            print("int8 against float, \(name): cosine \(cosine)")
            // The scale is kept too, not only the direction.
            let length = { (values: [Float]) in values.reduce(0) { $0 + $1 * $1 }.squareRoot() }
            #expect(abs(length(have) / length(want.tensor.values) - 1) < 0.03)
        }
        #expect(index == floats.count)
    }

    private static func cosine(_ a: [Float], _ b: [Float]) -> Double {
        var (ab, aa, bb) = (0.0, 0.0, 0.0)
        for (x, y) in zip(a, b) {
            ab += Double(x) * Double(y)
            aa += Double(x) * Double(x)
            bb += Double(y) * Double(y)
        }
        return ab / (aa * bb).squareRoot()
    }
}
