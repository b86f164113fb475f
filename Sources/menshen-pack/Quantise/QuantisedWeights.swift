import FaceCore

/// One layer's weights as int8, symmetric per output channel: weight ≈ int8 * scale, the largest is ±127.
struct QuantisedWeights {
    /// [output][row][column][channel], each row of a patch filled up to a multiple of 16.
    let bytes: [Int8]
    let patchBytes: Int
    let scales: [Double]
    /// Σ of the int8 weights of each output and input channel: what a constant input adds.
    let sums: [[Int]]

    init(_ convolution: FoldedConvolution) {
        let (outputs, inputs, kernel) = (convolution.outputs, convolution.inputs, convolution.kernel)
        let alignment = NetworkFormat.patchAlignmentBytes
        let patchBytes = (inputs * kernel * kernel + alignment - 1) / alignment * alignment
        var bytes = [Int8](repeating: 0, count: outputs * patchBytes)
        var scales: [Double] = []
        var sums = [[Int]](repeating: [Int](repeating: 0, count: inputs), count: outputs)
        for output in 0..<outputs {
            let size = inputs * kernel * kernel
            let row = convolution.weights[output * size..<(output + 1) * size]
            let largest = Double(row.map(\.magnitude).max()!)
            // A channel of zeros needs some scale; any will do.
            let scale = largest > 0 ? largest / 127 : 1
            scales.append(scale)
            for (index, weight) in row.enumerated() {
                let (channel, place) = index.quotientAndRemainder(dividingBy: kernel * kernel)
                let value = Int8((Double(weight) / scale).rounded())
                bytes[output * patchBytes + place * inputs + channel] = value
                sums[output][channel] += Int(value)
            }
        }
        (self.bytes, self.patchBytes, self.scales, self.sums) = (bytes, patchBytes, scales, sums)
    }
}
