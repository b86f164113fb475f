#if _endian(big)
    #error("the section is used in place, and it is little-endian")
#endif

/// dlib's ensemble of regression trees, in integers: a face box becomes five landmarks.
///
/// Each cascade reads the brightness at points that follow the shape found so far, and each of its trees adds a small
/// correction to the shape. Boxes of the cascade detector go in as they are.
public struct LandmarkPredictor: @unchecked Sendable {
    // Sendable: the section is read-only, and `pack` keeps it mapped.

    struct Probe {
        var x: Int32, y: Int32, anchor: UInt32
    }
    struct Split {
        var first: UInt16, second: UInt16, threshold: Int16
    }
    struct Cascade {
        var probes: UnsafePointer<Probe>
        /// `LandmarkFormat.treeBytes` each: splits, then leaves.
        var trees: UnsafeRawPointer
    }

    let cascades: [Cascade]
    let treeCount: Int
    let probeCount: Int
    /// x and y of each point, 20 fractional bits.
    let initialShape: [Int32]
    /// Least squares turn and scale from the initial shape to another: dot products with these weights, 28 fractional bits.
    let turnWeights: [Int]
    private let pack: ModelPack

    /// Reads the pack's `ERT5` section, and keeps the pack.
    /// - Throws: `.missing`, `.malformed`.
    public init(_ pack: ModelPack) throws(PackError) {
        var reader = try SectionReader(pack, .landmarks)
        let cascadeCount = try reader.read(UInt32.self, in: LandmarkFormat.cascadeCount, "the number of cascades")
        treeCount = try reader.read(UInt32.self, in: LandmarkFormat.treeCount, "the number of trees")
        probeCount = try reader.read(UInt32.self, in: LandmarkFormat.probeCount, "the number of probes")
        guard cascadeCount * treeCount <= LandmarkFormat.mostTrees else {
            throw reader.malformed("it has too many trees")
        }
        for _ in 0..<3 { _ = try reader.read(UInt32.self, in: 0...0, "a reserved field") }
        let coordinates = -LandmarkFormat.largestCoordinate...LandmarkFormat.largestCoordinate
        var shape: [Int32] = []
        for _ in 0..<LandmarkFormat.valueCount {
            shape.append(Int32(try reader.read(Int32.self, in: coordinates, "a coordinate of the initial shape")))
        }
        guard let weights = Self.turnWeights(of: shape) else {
            throw reader.malformed("the points of the initial shape lie too close together")
        }
        (initialShape, turnWeights) = (shape, weights)
        var cascades: [Cascade] = []
        for _ in 0..<cascadeCount {
            cascades.append(try Self.readCascade(&reader, treeCount: treeCount, probeCount: probeCount))
        }
        try reader.finish()
        self.cascades = cascades
        self.pack = pack
    }

    private static func readCascade(
        _ reader: inout SectionReader, treeCount: Int, probeCount: Int
    ) throws(PackError) -> Cascade {
        try reader.align(to: LandmarkFormat.alignmentBytes)
        let probeBytes = try reader.readBytes(probeCount * LandmarkFormat.probeBytes)
        let treeBytes = try reader.readBytes(treeCount * LandmarkFormat.treeBytes)
        let probes = probeBytes.baseAddress!.assumingMemoryBound(to: Probe.self)
        for index in 0..<probeCount {
            let probe = probes[index]
            guard probe.x.magnitude <= LandmarkFormat.largestCoordinate,
                probe.y.magnitude <= LandmarkFormat.largestCoordinate, probe.anchor < FaceLandmarks.count
            else { throw reader.malformed("probe \(index) lies outside of every face") }
        }
        for tree in 0..<treeCount {
            let splits = (treeBytes.baseAddress! + tree * LandmarkFormat.treeBytes).assumingMemoryBound(to: Split.self)
            for split in 0..<LandmarkFormat.splitCount {
                guard max(splits[split].first, splits[split].second) < probeCount else {
                    throw reader.malformed("tree \(tree) compares a probe that does not exist")
                }
            }
        }
        return Cascade(probes: probes, trees: treeBytes.baseAddress!)
    }

    /// weight = centred coordinate / sum of squares of all of them; nil when that sum is below 2^-6.
    private static func turnWeights(of shape: [Int32]) -> [Int]? {
        // Five times the distance from the mean, so that nothing is rounded.
        let sums = [0, 1].map { axis in
            Swift.stride(from: axis, to: shape.count, by: 2).reduce(0) { $0 + Int(shape[$1]) }
        }
        let centred = shape.indices.map { FaceLandmarks.count * Int(shape[$0]) - sums[$0 % 2] }
        let squares = centred.reduce(0) { $0 + ($1 * $1) >> LandmarkFormat.fractionBits }
        guard squares >= 25 << (LandmarkFormat.fractionBits - 6) else { return nil }
        return centred.map { ($0 * FaceLandmarks.count << 28) / squares }
    }
}
