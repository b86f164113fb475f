/// Rows, columns and channels of a tensor.
struct TensorShape: Equatable {
    var height: Int
    var width: Int
    var channels: Int

    var count: Int { height * width * channels }
}

/// One layer as `NetworkFormat` draws it; everything in it has been checked. The pointers live as long as the pack.
struct Layer {
    let name: String
    let kind: LayerKind
    let source: Int
    let destination: Int
    let identity: Int
    let input: TensorShape
    let output: TensorShape
    let kernel: Int
    let stride: Int
    let padding: Int
    let patchBytes: Int
    let identityShape: TensorShape
    let identityPool: Int
    let identityMultiplier: Int32
    let identityShift: Int64
    let weights: UnsafePointer<Int8>
    let bias: UnsafePointer<Int32>
    let multipliers: UnsafePointer<Int32>
    let shifts: UnsafePointer<Int32>

    /// What the convolution alone gives; smaller than `output` where a residual pads it.
    var convolved: TensorShape {
        TensorShape(
            height: (input.height + 2 * padding - kernel) / stride + 1,
            width: (input.width + 2 * padding - kernel) / stride + 1,
            channels: output.channels)
    }
    /// Roughly how many steps it takes: what `NetworkFormat.mostWork` bounds.
    var work: Int {
        switch kind {
        case .convolution: output.count * patchBytes
        case .maximumPool: output.count * kernel * kernel
        case .residual: convolved.count * patchBytes + output.count * identityPool * identityPool
        case .head: input.count + output.channels * patchBytes
        }
    }
}
