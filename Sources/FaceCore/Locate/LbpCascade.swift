/// A cascade of multi-block local binary patterns, as OpenCV trains them, with its decisions in integers.
///
/// A weak classifier looks at 3 x 3 equal blocks of pixels: each of the eight outer blocks that is not darker than the
/// middle one sets a bit (top left 128, then clockwise down to left 1). The 8 bits choose one of two leaves. A stage is
/// passed when its leaves sum up to its threshold; a window is a face when it passes all stages.
public struct LbpCascade: Sendable {
    struct Weak: Equatable, Sendable {
        /// The first block, inside the window, in pixels.
        var x: UInt8, y: UInt8, blockWidth: UInt8, blockHeight: UInt8
        /// 24 fractional bits. `member` is for codes in the subset.
        var member: Int32, other: Int32
        /// Bit `code & 31` of word `code >> 5`.
        var subset: SIMD8<UInt32>
    }

    struct Stage: Equatable, Sendable {
        /// Indices of its weak classifiers.
        var weak: Range<Int>
        /// 24 fractional bits.
        var threshold: Int32
    }

    /// Side of the window the cascade was trained on.
    let windowPixels: Int
    let stages: [Stage]
    let weak: [Weak]

    /// Reads the pack's `CASC` section.
    /// - Throws: `.missing`, `.malformed`.
    public init(_ pack: ModelPack) throws(PackError) {
        try self.init(LbpCascadeFormat.read(pack))
    }

    init(_ parts: LbpCascadeFormat.Parts) {
        (windowPixels, stages, weak) = (parts.windowPixels, parts.stages, parts.weak)
    }
}
