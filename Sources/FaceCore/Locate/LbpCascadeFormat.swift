/// The pack's section `CASC`, little-endian.
///
///     at     bytes  field
///      0         4  windowPixels  8...64
///      4         4  stageCount    1...64
///      8         4  weakCount     1...4096
///     12         4  zero
///     16        8s  stages        per stage: its number of weak classifiers (4), threshold (4, signed, 24 fractional bits)
///     16+8s    44w  weak          x, y, block width, block height (1 each, three blocks lie inside the window),
///                                 leaf for members, leaf for others (4 each, signed, 24 fractional bits, at most 2.0),
///                                 subset of the 256 codes (32)
public enum LbpCascadeFormat {
    public static let leafFractionBits = 24
    public static let windowPixels = 8...64
    public static let stageCount = 1...64
    public static let weakCount = 1...4096
    /// A stage has at most this many weak classifiers, so that no sum leaves 32 bits.
    public static let mostWeakOfStage = 32
    /// Largest magnitude of a leaf: 2.0.
    public static let largestLeaf = 2 << leafFractionBits

    struct Parts {
        var windowPixels: Int
        var stages: [LbpCascade.Stage]
        var weak: [LbpCascade.Weak]
    }

    static func read(_ pack: ModelPack) throws(PackError) -> Parts {
        var reader = try SectionReader(pack, .cascade)
        let windowPixels = try reader.read(UInt32.self, in: Self.windowPixels, "the window's side")
        let stageCount = try reader.read(UInt32.self, in: Self.stageCount, "the number of stages")
        let weakCount = try reader.read(UInt32.self, in: Self.weakCount, "the number of weak classifiers")
        _ = try reader.read(UInt32.self, in: 0...0, "a reserved field")
        var stages: [LbpCascade.Stage] = []
        var first = 0
        for _ in 0..<stageCount {
            let count = try reader.read(UInt32.self, in: 1...mostWeakOfStage, "a stage's number of weak classifiers")
            stages.append(.init(weak: first..<first + count, threshold: try reader.read(Int32.self)))
            first += count
        }
        guard first == weakCount else {
            throw reader.malformed("its stages have \(first) weak classifiers, \(weakCount) are announced")
        }
        var weak: [LbpCascade.Weak] = []
        for _ in 0..<weakCount { weak.append(try readWeak(&reader, windowPixels: windowPixels)) }
        try reader.finish()
        return Parts(windowPixels: windowPixels, stages: stages, weak: weak)
    }

    private static func readWeak(
        _ reader: inout SectionReader, windowPixels: Int
    ) throws(PackError) -> LbpCascade.Weak {
        let x = try reader.read(UInt8.self)
        let y = try reader.read(UInt8.self)
        let width = try reader.read(UInt8.self, in: 1...windowPixels / 3, "a block's width")
        let height = try reader.read(UInt8.self, in: 1...windowPixels / 3, "a block's height")
        guard Int(x) + 3 * width <= windowPixels, Int(y) + 3 * height <= windowPixels else {
            throw reader.malformed("blocks reach beyond the window")
        }
        let leaves = -largestLeaf...largestLeaf
        let member = try reader.read(Int32.self, in: leaves, "a leaf")
        let other = try reader.read(Int32.self, in: leaves, "a leaf")
        var subset = SIMD8<UInt32>()
        for word in 0..<8 { subset[word] = try reader.read(UInt32.self) }
        return LbpCascade.Weak(
            x: x, y: y, blockWidth: UInt8(width), blockHeight: UInt8(height), member: Int32(member),
            other: Int32(other),
            subset: subset)
    }
}
