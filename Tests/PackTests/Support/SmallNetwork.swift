import SeededRandom
@testable import FaceCore
@testable import menshen_pack

/// A small network of every kind of layer, with random weights, and its parts for computing by definition.
struct SmallNetwork {
    struct Part {
        var geometry: NetworkWriter.Geometry
        var weights: [Int8] = []
        var bias: [Int32] = []
        var scaling: [FixedMultiplier] = []
    }

    var parts: [Part] = []

    /// 150 → conv 5x5 s4 → 37 → max pool 3 s2 → 18 → residual (pool 2, 8 → 12 channels, convolution 8 of 9) → 9 →
    /// residual (same size) → head.
    init(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        typealias Shape = NetworkWriter.Shape
        let pixels = Shape(height: 150, width: 150, channels: 3)
        let first = Shape(height: 37, width: 37, channels: 8)
        let pooled = Shape(height: 18, width: 18, channels: 8)
        let middle = Shape(height: 8, width: 8, channels: 12)
        let halved = Shape(height: 9, width: 9, channels: 12)
        add(
            .init(
                name: "first", kind: .convolution, source: 0, destination: 1, input: pixels, output: first, kernel: 5,
                stride: 4, patchBytes: 80), gain: 0.006, &generator)
        parts.append(
            Part(
                geometry: .init(
                    name: "pool", kind: .maximumPool, source: 1, destination: 2, input: first, output: pooled,
                    kernel: 3,
                    stride: 2)))
        add(
            .init(
                name: "down.first", kind: .convolution, source: 2, destination: 1, input: pooled, output: middle,
                kernel: 3, stride: 2, patchBytes: 80), gain: 0.01, &generator)
        add(
            .init(
                name: "down.second", kind: .residual, source: 1, destination: 0, identity: 2, input: middle,
                output: halved, kernel: 3, padding: 1, patchBytes: 112, identityPool: 2,
                identityScaling: FixedMultiplier(40)), gain: 1, &generator)
        add(
            .init(
                name: "same", kind: .residual, source: 0, destination: 1, identity: 0, input: halved, output: halved,
                kernel: 3, padding: 1, patchBytes: 112, identityScaling: FixedMultiplier(200)), gain: 1, &generator)
        add(
            .init(
                name: "head", kind: .head, source: 1, destination: 2, input: halved,
                output: .init(height: 1, width: 1, channels: 128), patchBytes: 16), gain: 3, &generator)
    }

    private mutating func add(
        _ geometry: NetworkWriter.Geometry, gain: Double, _ generator: inout SplitMix64
    ) {
        let needed = geometry.kernel * geometry.kernel * geometry.input.channels
        let channels = geometry.output.channels
        var weights = [Int8](repeating: 0, count: channels * geometry.patchBytes)
        for channel in 0..<channels {
            for index in 0..<needed {
                weights[channel * geometry.patchBytes + index] = Int8.random(in: -127...127, using: &generator)
            }
        }
        parts.append(
            Part(
                geometry: geometry, weights: weights,
                bias: (0..<channels).map { _ in Int32.random(in: -20_000...20_000, using: &generator) },
                scaling: (0..<channels).map { _ in FixedMultiplier(gain * Double.random(in: 0.5...2, using: &generator))
                }))
    }

    var section: [UInt8] {
        var writer = NetworkWriter(slotCount: 3)
        for part in parts { writer.add(part.geometry, weights: part.weights, bias: part.bias, scaling: part.scaling) }
        return writer.finish()
    }

    /// A whole pack around it, with digests, a statement and one population; no locator.
    func pack() throws -> [UInt8] {
        let bare = PackWriter.file([(.network, section)])
        let digests = try LayerDigests(computing: ModelPack(copying: bare)).encoded
        return PackWriter.file([
            (.statement, Array(Self.statement.utf8)), (.network, section),
            (.calibration, try CalibrationWriter.section(Self.calibration)), (.digests, digests),
        ])
    }

    static let statement = """
        name = small
        origin = a test
        licence = none
        training_data = random numbers
        modes = verify
        chip_side_pixels = 150
        template_length = 128

        """

    static let calibration = CalibrationFile(
        network: "small",
        populations: [
            .init(
                name: "nobody", source: "made up for a test", impostorComparisons: 1000, genuineComparisons: 100,
                points: [
                    .init(score: 20_000, falseMatches: 100, falseNonMatches: 1),
                    .init(score: 30_000, falseMatches: 1, falseNonMatches: 20),
                ])
        ])
}
