import FaceCore

/// dlib's network as integers: the section NETW.
///
/// Three slots: 0 holds what comes in (pixels, then a block's input), 1 the inside of a block, 2 its output; the two
/// outer ones change places after each block.
struct QuantiseResnet {
    private let network: DlibResnet
    private let ranges: ActivationRanges
    private var writer = NetworkWriter(slotCount: 3)

    static func section(_ network: DlibResnet, _ ranges: ActivationRanges) throws -> [UInt8] {
        var quantiser = Self(network: network, ranges: ranges)
        try quantiser.write()
        return quantiser.writer.finish()
    }

    private init(network: DlibResnet, ranges: ActivationRanges) {
        (self.network, self.ranges) = (network, ranges)
    }

    private mutating func write() throws {
        var shape = NetworkWriter.Shape(height: 150, width: 150, channels: 3)
        shape = try writeStem(shape)
        var slot = 2
        var scale = try ranges.scale("a0")
        for (index, block) in network.blocks.enumerated() {
            let outputScale = try ranges.scale("b\(index)")
            let free = slot == 2 ? 0 : 2
            shape = try writeBlock(block, index, shape, from: slot, to: free, scale, outputScale)
            (slot, scale) = (free, outputScale)
        }
        writeHead(shape, from: slot, scale)
    }

    /// The stem and its pool: slot 0 → 1 → 2.
    private mutating func writeStem(_ input: NetworkWriter.Shape) throws -> NetworkWriter.Shape {
        let weights = QuantisedWeights(network.stem)
        let shape = Self.convolved(input, network.stem)
        let outputScale = try ranges.scale("a0")
        // What is multiplied is pixel - 128, and what the network wants is (pixel - mean) / 256.
        let bias = (0..<network.stem.outputs).map { output in
            let shift = (0..<3).reduce(0.0) {
                $0 + Double(weights.sums[output][$1]) * (128 - Double(network.means[$1]))
            }
            return Int32((Double(network.stem.bias[output]) * 256 / weights.scales[output] + shift).rounded())
        }
        writer.add(
            .init(
                name: "stem", kind: .convolution, source: 0, destination: 1, input: input, output: shape,
                kernel: network.stem.kernel, stride: network.stem.stride, patchBytes: weights.patchBytes),
            weights: weights.bytes, bias: bias,
            scaling: weights.scales.map { FixedMultiplier($0 / 256 / outputScale) })
        let pooled = NetworkWriter.Shape(
            height: (shape.height - 3) / 2 + 1, width: (shape.width - 3) / 2 + 1, channels: shape.channels)
        writer.add(
            .init(
                name: "pool", kind: .maximumPool, source: 1, destination: 2, input: shape, output: pooled,
                kernel: 3, stride: 2))
        return pooled
    }

    private mutating func writeBlock(
        _ block: DlibResnet.Block, _ index: Int, _ input: NetworkWriter.Shape, from source: Int, to destination: Int,
        _ inputScale: Double, _ outputScale: Double
    ) throws -> NetworkWriter.Shape {
        let middleScale = try ranges.scale("m\(index)")
        let middle = Self.convolved(input, block.first)
        let first = QuantisedWeights(block.first)
        writer.add(
            .init(
                name: "block\(index).first", kind: .convolution, source: source, destination: 1, input: input,
                output: middle, kernel: 3, stride: block.first.stride, padding: block.first.padding,
                patchBytes: first.patchBytes),
            weights: first.bytes, bias: Self.bias(block.first, first, inputScale: inputScale),
            scaling: first.scales.map { FixedMultiplier($0 * inputScale / middleScale) })

        let pool = block.halves ? 2 : 1
        let output = NetworkWriter.Shape(
            height: input.height / pool, width: input.width / pool, channels: block.second.outputs)
        let second = QuantisedWeights(block.second)
        writer.add(
            .init(
                name: "block\(index).second", kind: .residual, source: 1, destination: destination, identity: source,
                input: middle, output: output, kernel: 3, padding: 1, patchBytes: second.patchBytes,
                identityPool: pool,
                identityScaling: FixedMultiplier(inputScale / outputScale * 256 / Double(pool * pool))),
            weights: second.bytes, bias: Self.bias(block.second, second, inputScale: middleScale),
            scaling: second.scales.map { FixedMultiplier($0 * middleScale / outputScale * 256) })
        return output
    }

    private mutating func writeHead(_ input: NetworkWriter.Shape, from source: Int, _ inputScale: Double) {
        let outputs = network.head.count
        let weights = QuantisedWeights(
            FoldedConvolution(
                outputs: outputs, inputs: input.channels, kernel: 1, stride: 1, padding: 0,
                weights: network.head.flatMap { $0 }, bias: [Float](repeating: 0, count: outputs)))
        let one = Double(1 << Embedding.fractionalBits)
        writer.add(
            .init(
                name: "head", kind: .head, source: source, destination: 1, input: input,
                output: .init(height: 1, width: 1, channels: outputs), patchBytes: weights.patchBytes),
            weights: weights.bytes, bias: [Int32](repeating: 0, count: outputs),
            scaling: weights.scales.map {
                FixedMultiplier($0 * inputScale / Double(input.height * input.width) * one)
            })
    }

    private static func bias(
        _ convolution: FoldedConvolution, _ weights: QuantisedWeights, inputScale: Double
    ) -> [Int32] {
        zip(convolution.bias, weights.scales).map { Int32((Double($0) / ($1 * inputScale)).rounded()) }
    }

    private static func convolved(
        _ input: NetworkWriter.Shape, _ convolution: FoldedConvolution
    ) -> NetworkWriter.Shape {
        func side(_ side: Int) -> Int { (side + 2 * convolution.padding - convolution.kernel) / convolution.stride + 1 }
        return .init(height: side(input.height), width: side(input.width), channels: convolution.outputs)
    }
}
