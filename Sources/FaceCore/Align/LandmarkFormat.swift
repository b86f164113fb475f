/// The pack's section `ERT5`, little-endian, used in place.
///
/// Positions are in the face box: (0, 0) is its upper left pixel, (1, 1) its lower right one; 20 fractional bits.
///
///     at     bytes  field
///      0         4  cascadeCount   1...64
///      4         4  treeCount      of each cascade, 1...4096; at most 16384 trees in all
///      8         4  probeCount     of each cascade, 1...65535
///     12        12  zero
///     24        40  initial shape  x and y of each of the five points (4 each, signed, at most 4.0)
///     64            cascades, each at a multiple of 64:
///            12p    probes         x and y from the anchor (4 each, signed, at most 4.0), anchor 0...4 (4)
///           410t    trees          15 splits: first probe, second probe (2 each), threshold (2, signed);
///                                  16 leaves: x and y of each of the five points (2 each, signed)
///
/// At split k go to 2k + 1 when first - second > threshold, else to 2k + 2; 15...30 are the leaves.
public enum LandmarkFormat {
    public static let fractionBits = 20
    public static let splitCount = 15
    public static let leafCount = 16
    public static let valueCount = 2 * FaceLandmarks.count
    public static let cascadeCount = 1...64
    public static let treeCount = 1...4096
    public static let mostTrees = 16384
    public static let probeCount = 1...65535
    /// Largest magnitude of a coordinate: 4.0.
    public static let largestCoordinate = 4 << fractionBits
    public static let headerBytes = 64
    public static let probeBytes = 12
    public static let treeBytes = splitCount * 6 + leafCount * valueCount * 2
    public static let alignmentBytes = 64
}
