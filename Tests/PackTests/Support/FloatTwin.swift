@testable import menshen_pack

/// dlib's network in plain Float, straight from its file: what the integer network is compared with.
///
/// It is itself compared with the ONNX oracle's parameters in `FloatTwinTests`.
struct FloatTwin {
    struct Tensor {
        var height: Int
        var width: Int
        var channels: Int
        /// [row][column][channel]
        var values: [Float]
    }

    let network: DlibResnet

    /// - Parameter chip: 150 x 150 x 3, red green blue.
    /// - Returns: each layer's output by the name it has in a pack, the last is the head's.
    func run(_ chip: [UInt8]) -> [(name: String, tensor: Tensor)] {
        let pixels = chip.enumerated().map { (Float($0.element) - network.means[$0.offset % 3]) / 256 }
        var outputs: [(String, Tensor)] = []
        var current = Tensor(height: 150, width: 150, channels: 3, values: pixels)
        current = Self.rectified(Self.convolve(current, network.stem))
        outputs.append(("stem", current))
        current = Self.maximumPool(current)
        outputs.append(("pool", current))
        for (index, block) in network.blocks.enumerated() {
            let middle = Self.rectified(Self.convolve(current, block.first))
            outputs.append(("block\(index).first", middle))
            let identity = block.halves ? Self.halved(current) : current
            current = Self.rectified(Self.sum(identity, Self.convolve(middle, block.second)))
            outputs.append(("block\(index).second", current))
        }
        outputs.append(("head", head(current)))
        return outputs
    }

    private static func convolve(_ input: Tensor, _ layer: FoldedConvolution) -> Tensor {
        let height = (input.height + 2 * layer.padding - layer.kernel) / layer.stride + 1
        let width = (input.width + 2 * layer.padding - layer.kernel) / layer.stride + 1
        let patch = layer.kernel * layer.kernel * layer.inputs
        // [output][row][column][channel], as the patches lie.
        var weights = [Float](repeating: 0, count: layer.outputs * patch)
        let area = layer.kernel * layer.kernel
        for output in 0..<layer.outputs {
            for channel in 0..<layer.inputs {
                for place in 0..<area {
                    weights[output * patch + place * layer.inputs + channel] =
                        layer.weights[(output * layer.inputs + channel) * area + place]
                }
            }
        }
        var result = Tensor(
            height: height, width: width, channels: layer.outputs,
            values: [Float](repeating: 0, count: height * width * layer.outputs))
        var seen = [Float](repeating: 0, count: patch)
        for row in 0..<height {
            for column in 0..<width {
                for y in 0..<layer.kernel {
                    for x in 0..<layer.kernel {
                        let (line, place) = (
                            row * layer.stride - layer.padding + y, column * layer.stride - layer.padding + x
                        )
                        let inside = (0..<input.height).contains(line) && (0..<input.width).contains(place)
                        for channel in 0..<layer.inputs {
                            seen[(y * layer.kernel + x) * layer.inputs + channel] =
                                inside ? input.values[(line * input.width + place) * layer.inputs + channel] : 0
                        }
                    }
                }
                for output in 0..<layer.outputs {
                    result.values[(row * width + column) * layer.outputs + output] =
                        layer.bias[output] + dot(seen, weights, from: output * patch)
                }
            }
        }
        return result
    }

    private static func dot(_ a: [Float], _ b: [Float], from start: Int) -> Float {
        a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
                // Eight sums side by side, which the compiler may keep in one register.
                var sums = SIMD8<Float>.zero
                var index = 0
                while index + 8 <= a.count {
                    var (x, y) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
                    for lane in 0..<8 { (x[lane], y[lane]) = (a[index + lane], b[start + index + lane]) }
                    sums += x * y
                    index += 8
                }
                var sum = sums.sum()
                while index < a.count {
                    sum += a[index] * b[start + index]
                    index += 1
                }
                return sum
            }
        }
    }

    private static func rectified(_ tensor: Tensor) -> Tensor {
        var result = tensor
        for index in result.values.indices { result.values[index] = max(0, result.values[index]) }
        return result
    }

    private static func maximumPool(_ input: Tensor) -> Tensor {
        let (height, width) = ((input.height - 3) / 2 + 1, (input.width - 3) / 2 + 1)
        var result = Tensor(height: height, width: width, channels: input.channels, values: [])
        for row in 0..<height {
            for column in 0..<width {
                for channel in 0..<input.channels {
                    var largest = -Float.infinity
                    for y in 0..<3 {
                        for x in 0..<3 {
                            let pixel = (row * 2 + y) * input.width + column * 2 + x
                            largest = max(largest, input.values[pixel * input.channels + channel])
                        }
                    }
                    result.values.append(largest)
                }
            }
        }
        return result
    }

    private static func halved(_ input: Tensor) -> Tensor {
        var result = Tensor(height: input.height / 2, width: input.width / 2, channels: input.channels, values: [])
        for row in 0..<result.height {
            for column in 0..<result.width {
                for channel in 0..<input.channels {
                    var sum: Float = 0
                    for (y, x) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                        sum += input.values[((row * 2 + y) * input.width + column * 2 + x) * input.channels + channel]
                    }
                    result.values.append(sum / 4)
                }
            }
        }
        return result
    }

    /// The larger of the two in each direction; what one does not have counts as 0.
    private static func sum(_ a: Tensor, _ b: Tensor) -> Tensor {
        var result = Tensor(
            height: max(a.height, b.height), width: max(a.width, b.width), channels: max(a.channels, b.channels),
            values: [])
        result.values = [Float](repeating: 0, count: result.height * result.width * result.channels)
        for tensor in [a, b] {
            for row in 0..<tensor.height {
                for column in 0..<tensor.width {
                    for channel in 0..<tensor.channels {
                        result.values[(row * result.width + column) * result.channels + channel] +=
                            tensor.values[(row * tensor.width + column) * tensor.channels + channel]
                    }
                }
            }
        }
        return result
    }

    private func head(_ input: Tensor) -> Tensor {
        var means = [Float](repeating: 0, count: input.channels)
        let pixels = input.height * input.width
        for pixel in 0..<pixels {
            for channel in 0..<input.channels { means[channel] += input.values[pixel * input.channels + channel] }
        }
        for channel in means.indices { means[channel] /= Float(pixels) }
        let values = network.head.map { Self.dot(means, $0, from: 0) }
        return Tensor(height: 1, width: 1, channels: values.count, values: values)
    }
}
