/// dlib's face recognition network as its file has it: floats, each affine folded into the convolution before it.
struct DlibResnet: Equatable {
    /// Of red, green, blue; pixels come in as (value - mean) / 256.
    let means: [Float]
    let stem: FoldedConvolution
    let blocks: [Block]
    /// [output 128][input 256]: the transpose of the file's order. No bias.
    let head: [[Float]]

    struct Block: Equatable {
        let first: FoldedConvolution
        let second: FoldedConvolution
        /// The first convolution has stride 2 and no padding, the identity is a mean over 2 x 2.
        let halves: Bool
    }
}

/// output = weights · patch + bias; weights are [output][input channel][row][column].
struct FoldedConvolution: Equatable {
    let outputs: Int
    let inputs: Int
    let kernel: Int
    let stride: Int
    let padding: Int
    var weights: [Float]
    var bias: [Float]

    /// y = gamma * x + beta after it.
    mutating func fold(gamma: ArraySlice<Float>, beta: ArraySlice<Float>) {
        let perOutput = weights.count / outputs
        for (output, (gamma, beta)) in zip(gamma, beta).enumerated() {
            for index in output * perOutput..<(output + 1) * perOutput { weights[index] *= gamma }
            bias[output] = bias[output] * gamma + beta
        }
    }
}
