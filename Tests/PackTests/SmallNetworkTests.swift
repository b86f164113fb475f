import SeededRandom
import Testing

@testable import FaceCore
@testable import menshen_pack

@Suite("The network's layers equal their definitions, bit for bit")
struct SmallNetworkTests {
    private static func chip(_ generator: inout SplitMix64) -> [UInt8] {
        (0..<Chip.byteCount).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    @Test("every kind of layer, random weights, random chips", arguments: [1, 2, 3] as [UInt64])
    func layers(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let network = SmallNetwork(seed: seed)
        let chip = Self.chip(&generator)
        let want = NaiveNetwork.run(network, chip: chip)
        let embedder = try Embedder(ModelPack(copying: network.pack()))
        var index = 0
        _ = embedder.embedWithoutFlip(Chip { $0.copyBytes(from: chip) }) { name, output in
            let have: [Int] =
                name == "head"
                ? output.bindMemory(to: Int32.self).map { Int($0) } : output.map { Int(Int8(bitPattern: $0)) }
            #expect(have == want[index].values, "seed=\(seed) layer \(name)")
            // A layer that is all zero or all saturated would prove nothing.
            #expect(Set(have).count > 20, "seed=\(seed) layer \(name) says too little")
            index += 1
        }
        #expect(index == network.parts.count)
    }

    @Test(
        "flip average: the chip's output plus its mirror image's, whichever is the original",
        arguments: [4, 5] as [UInt64])
    func flip(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let chip = Self.chip(&generator)
        var mirrored = chip
        for row in 0..<150 {
            for column in 0..<150 {
                for colour in 0..<3 {
                    mirrored[(row * 150 + column) * 3 + colour] = chip[(row * 150 + 149 - column) * 3 + colour]
                }
            }
        }
        let embedder = try Embedder(ModelPack(copying: SmallNetwork(seed: seed).pack()))
        let one = embedder.embedWithoutFlip(Chip { $0.copyBytes(from: chip) }) { _, _ in }
        let other = embedder.embedWithoutFlip(Chip { $0.copyBytes(from: mirrored) }) { _, _ in }
        let sum = zip(Array(one.values), Array(other.values)).map { $0 + $1 }
        let embedded = embedder.embed(Chip { $0.copyBytes(from: chip) })
        let embeddedMirror = embedder.embed(Chip { $0.copyBytes(from: mirrored) })
        #expect(Array(embedded.values) == sum)
        #expect(Array(embeddedMirror.values) == sum)
        #expect(Array(one.values) != Array(other.values))
    }

    @Test("nothing of a face is left in the buffers, and the next chip does not depend on the last")
    func zeroed() throws {
        var generator = SplitMix64(seed: 6)
        let (chip, other) = (Self.chip(&generator), Self.chip(&generator))
        let network = try Network(ModelPack(copying: SmallNetwork(seed: 6).pack()))
        let buffers = NetworkBuffers(for: network)
        for layer in network.layers where layer.kind != .head { buffers.run(layer) }
        let before = buffers.isZero
        buffers.zero()
        let after = buffers.isZero
        #expect(!before && after)

        let embedder = try Embedder(network.pack)
        let first = embedder.embed(Chip { $0.copyBytes(from: chip) })
        _ = embedder.embed(Chip { $0.copyBytes(from: other) })
        let again = embedder.embed(Chip { $0.copyBytes(from: chip) })
        #expect(Array(first.values) == Array(again.values))
        #expect(embedder.isWiped)
    }

    @Test("the self-test passes, and names the first layer that differs")
    func selfTest() throws {
        var network = SmallNetwork(seed: 7)
        let good = try network.pack()
        try FaceEngine(pack: ModelPack(copying: good)).selfTest()

        // The digests of the right network beside a network with one bias changed.
        let digests = try LayerDigests(computing: ModelPack(copying: good)).encoded
        network.parts[2].bias[3] += 3000
        let wrong = PackWriter.file([
            (.statement, Array(SmallNetwork.statement.utf8)), (.network, network.section),
            (.calibration, try CalibrationWriter.section(SmallNetwork.calibration)), (.digests, digests),
        ])
        let engine = try FaceEngine(pack: ModelPack(copying: wrong))
        #expect(throws: PackError(.wrongResult(layer: "down.first"))) { try engine.selfTest() }
    }
}
