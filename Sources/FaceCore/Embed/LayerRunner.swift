import FixedPoint

/// Runs one layer on the buffers. Shapes and ranges were checked when the network was read.
extension NetworkBuffers {
    func run(_ layer: Layer) {
        switch layer.kind {
        case .convolution, .residual: convolve(layer)
        case .maximumPool: poolMaximum(layer)
        case .head: preconditionFailure("the head writes an embedding, not a slot")
        }
    }

    /// Adds the head's output to the embedding, saturated to ±`Embedding.outputLimit` before.
    func runHead(_ layer: Layer, adding embedding: borrowing Embedding) {
        let channels = layer.input.channels
        let source = UnsafePointer(slots[layer.source].baseAddress!)
        let pooled = sums.baseAddress!
        pooled.update(repeating: 0, count: channels)
        for pixel in 0..<layer.input.height * layer.input.width {
            ScalarKernels.addS8(source + pixel * channels, count: channels, pooled)
        }
        let limit = Int64(Embedding.outputLimit)
        for output in 0..<layer.output.channels {
            let row = layer.weights + output * layer.patchBytes
            var sum = layer.bias[output]
            for channel in 0..<channels { sum &+= pooled[channel] &* Int32(row[channel]) }
            let scaled = scaleHalfUp(
                sum, multiplier: layer.multipliers[output], shift: Int64(layer.shifts[output]))
            embedding.values[output] += Int32(min(max(scaled, -limit), limit))
        }
    }

    private func poolMaximum(_ layer: Layer) {
        let channels = layer.input.channels
        let source = UnsafePointer(slots[layer.source].baseAddress!)
        var out = slots[layer.destination].baseAddress!
        for row in 0..<layer.output.height {
            for column in 0..<layer.output.width {
                out.update(repeating: .min, count: channels)
                for y in 0..<layer.kernel {
                    let line = (row * layer.stride + y) * layer.input.width + column * layer.stride
                    for x in 0..<layer.kernel {
                        ScalarKernels.maximumS8(source + (line + x) * channels, count: channels, out)
                    }
                }
                out += channels
            }
        }
    }

    private func convolve(_ layer: Layer) {
        let convolved = layer.convolved
        let pixelCount = convolved.height * convolved.width
        let channels = layer.output.channels
        var first = 0
        while first < pixelCount {
            let count = min(Self.panelPatches, pixelCount - first)
            for index in 0..<count { gatherPatch(layer, pixel: first + index, width: convolved.width, into: index) }
            ScalarKernels.dotPanelS8(
                panel.baseAddress!, patchCount: count, layer.weights, channelCount: channels, count: layer.patchBytes,
                accumulators.baseAddress!)
            for index in 0..<count {
                let (row, column) = (first + index).quotientAndRemainder(dividingBy: convolved.width)
                let sums = accumulators.baseAddress! + index * channels
                if layer.kind == .residual {
                    addIdentity(layer, row: row, column: column, convolved: sums)
                } else {
                    requantise(layer, sums, pixel: first + index)
                }
            }
            first += count
        }
        guard layer.kind == .residual, convolved != layer.output else { return }
        for row in 0..<layer.output.height {
            for column in 0..<layer.output.width where row >= convolved.height || column >= convolved.width {
                addIdentity(layer, row: row, column: column, convolved: nil)
            }
        }
    }

    /// Copies what the kernel sees at one output pixel into row `index` of the panel; zeros outside the input.
    private func gatherPatch(_ layer: Layer, pixel: Int, width: Int, into index: Int) {
        let (row, column) = pixel.quotientAndRemainder(dividingBy: width)
        let channels = layer.input.channels
        let source = UnsafePointer(slots[layer.source].baseAddress!)
        var out = panel.baseAddress! + index * layer.patchBytes
        let end = out + layer.patchBytes
        let left = column * layer.stride - layer.padding
        let (first, last) = (max(left, 0), min(left + layer.kernel, layer.input.width))
        for y in 0..<layer.kernel {
            let line = row * layer.stride - layer.padding + y
            if line < 0 || line >= layer.input.height {
                out.update(repeating: 0, count: layer.kernel * channels)
            } else {
                let (before, inside) = ((first - left) * channels, (last - first) * channels)
                out.update(repeating: 0, count: before)
                (out + before).update(from: source + (line * layer.input.width + first) * channels, count: inside)
                (out + before + inside).update(repeating: 0, count: layer.kernel * channels - before - inside)
            }
            out += layer.kernel * channels
        }
        out.update(repeating: 0, count: end - out)
    }

    private func requantise(_ layer: Layer, _ sums: UnsafePointer<Int32>, pixel: Int) {
        let out = slots[layer.destination].baseAddress! + pixel * layer.output.channels
        for channel in 0..<layer.output.channels {
            let scaled = scaleHalfUp(
                sums[channel] &+ layer.bias[channel], multiplier: layer.multipliers[channel],
                shift: Int64(layer.shifts[channel]))
            out[channel] = max(0, Int8(clamping: scaled))
        }
    }

    /// Writes one output pixel of a residual layer.
    /// - Parameter convolved: the accumulators without bias; nil where the convolution does not reach.
    private func addIdentity(_ layer: Layer, row: Int, column: Int, convolved: UnsafePointer<Int32>?) {
        let shape = layer.identityShape
        let added = sums.baseAddress!
        added.update(repeating: 0, count: layer.output.channels)
        let source = UnsafePointer(slots[layer.identity].baseAddress!)
        for y in 0..<layer.identityPool {
            for x in 0..<layer.identityPool {
                let pixel = (row * layer.identityPool + y) * shape.width + column * layer.identityPool + x
                ScalarKernels.addS8(source + pixel * shape.channels, count: shape.channels, added)
            }
        }
        let out = slots[layer.destination].baseAddress! + (row * layer.output.width + column) * layer.output.channels
        for channel in 0..<layer.output.channels {
            let identity = Residual.branch(
                added[channel], multiplier: layer.identityMultiplier, shift: layer.identityShift)
            var branch: Int32 = 0
            if let convolved {
                branch = Residual.branch(
                    convolved[channel] &+ layer.bias[channel], multiplier: layer.multipliers[channel],
                    shift: Int64(layer.shifts[channel]))
            }
            out[channel] = Residual.sum(branch, identity, low: 0)
        }
    }
}
