/// The section NETW: layers in the order in which they run. Little-endian; used in place.
///
///     at  bytes  field
///      0      4  layerCount           1...256
///      4      4  slotCount            1...8; tensors live in slots, slot 0 holds the pixels at the start
///      8      4  chipSidePixels       150
///     12      4  embeddingLength      128
///     16      4  fractionalBits       16, of the embedding
///     20     44  zero
///
/// then each layer, at the next multiple of 64:
///
///      0     16  name                 ASCII, zeros after it
///     16      4  kind                 `LayerKind`
///     20      4  source               slot that is read
///     24      4  destination          slot that is written, another one than those that are read
///     28      4  identity             residual: the slot that is added
///     32     12  input                height, width, channels: what the source slot holds
///     44     12  output               height, width, channels
///     56      4  kernel               side; head: 1
///     60      4  stride
///     64      4  padding              zeros on each side
///     68      4  patchBytes           kernel * kernel * input channels, up to a multiple of 16
///     72      4  low                  0: every layer so far ends in a ReLU
///     76      4  zeroPoint            0
///     80      4  identityPool         residual: 1, or 2 for the mean of 2 x 2
///     84      4  identityMultiplier   residual: of the sum over the pool, to 8 fractional bits
///     88      4  identityShift
///     92      4  zero
///
/// then for all kinds but `maximumPool`, each at the next multiple of 64:
///
///     weights      int8   [output channels][patchBytes], a patch is [row][column][channel], zeros at its end
///     bias         int32  [output channels], in units of the accumulator
///     multipliers  int32  [output channels], above 0
///     shifts       int32  [output channels], 1...62
///
/// Tensors are int8, [row][column][channel], zero point 0. The first layer reads pixels minus 128 (its bias is
/// corrected for that, which is exact because it has no padding); all others read 0...127.
public enum NetworkFormat {
    public static let headerBytes = 64
    public static let layerBytes = 96
    public static let nameBytes = 16
    public static let alignmentBytes = 64
    public static let patchAlignmentBytes = 16
    public static let chipSidePixels = 150
    /// Multiplications and additions, or elements looked at, per chip; dlib's network takes less than half a thousand
    /// million. A pack may come from anywhere, and must not keep a terminal busy for hours.
    static let mostWork = 2_000_000_000
    static let mostSlotBytes = 16 << 20
}

/// What a layer computes; the number stands in the pack.
public enum LayerKind: UInt32, Sendable {
    /// accumulators = bias + patches · weights; int8 = requantise
    case convolution = 1
    /// The largest of kernel x kernel.
    case maximumPool = 2
    /// A convolution and the identity, both with 8 fractional bits, added. Where the convolution is smaller than the
    /// output it counts as 0; where the identity has fewer channels, it counts as 0.
    case residual = 3
    /// The sum over all rows and columns, exactly, then weights; the output is int32 with the embedding's bits.
    case head = 4
}
