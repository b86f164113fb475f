@testable import menshen_pack

/// The layers by their definition: one number after another, wide integers, no panels and no patches.
enum NaiveNetwork {
    struct Tensor: Equatable {
        var height: Int
        var width: Int
        var channels: Int
        var values: [Int]

        /// Zero outside.
        func at(_ row: Int, _ column: Int, _ channel: Int) -> Int {
            guard (0..<height).contains(row), (0..<width).contains(column), channel < channels else { return 0 }
            return values[(row * width + column) * channels + channel]
        }
    }

    /// The output of every layer, in order.
    static func run(_ network: SmallNetwork, chip: [UInt8]) -> [Tensor] {
        var slots = [Tensor](repeating: Tensor(height: 0, width: 0, channels: 0, values: []), count: 3)
        slots[0] = Tensor(height: 150, width: 150, channels: 3, values: chip.map { Int($0) - 128 })
        return network.parts.map { part in
            let g = part.geometry
            let output = layer(part, slots[g.source], identity: slots[g.identity])
            slots[g.destination] = output
            return output
        }
    }

    private static func layer(_ part: SmallNetwork.Part, _ input: Tensor, identity: Tensor) -> Tensor {
        let g = part.geometry
        var output = Tensor(height: g.output.height, width: g.output.width, channels: g.output.channels, values: [])
        for row in 0..<g.output.height {
            for column in 0..<g.output.width {
                for channel in 0..<g.output.channels {
                    output.values.append(value(part, input, identity, row, column, channel))
                }
            }
        }
        return output
    }

    private static func value(
        _ part: SmallNetwork.Part, _ input: Tensor, _ identity: Tensor, _ row: Int, _ column: Int, _ channel: Int
    ) -> Int {
        let g = part.geometry
        switch g.kind {
        case .convolution:
            let sum = convolution(part, input, row, column, channel)
            return min(max(scaled(sum, part.scaling[channel]), 0), 127)
        case .maximumPool:
            var largest = Int.min
            for y in 0..<g.kernel {
                for x in 0..<g.kernel {
                    largest = max(largest, input.at(row * g.stride + y, column * g.stride + x, channel))
                }
            }
            return largest
        case .residual:
            var added = 0
            for y in 0..<g.identityPool {
                for x in 0..<g.identityPool {
                    added += identity.at(row * g.identityPool + y, column * g.identityPool + x, channel)
                }
            }
            let reach = (
                (input.height + 2 * g.padding - g.kernel) / g.stride,
                (input.width + 2 * g.padding - g.kernel) / g.stride
            )
            let isInside = row <= reach.0 && column <= reach.1
            let branch = isInside ? scaled(convolution(part, input, row, column, channel), part.scaling[channel]) : 0
            let sum = branch + scaled(added, g.identityScaling)
            return min(max((sum + 128) >> 8, 0), 127)
        case .head:
            var sum = Int(part.bias[channel])
            for y in 0..<input.height {
                for x in 0..<input.width {
                    for c in 0..<input.channels {
                        sum += input.at(y, x, c) * Int(part.weights[channel * g.patchBytes + c])
                    }
                }
            }
            let limit = (1 << 22) - 1
            return min(max(scaled(sum, part.scaling[channel]), -limit), limit)
        }
    }

    private static func convolution(
        _ part: SmallNetwork.Part, _ input: Tensor, _ row: Int, _ column: Int, _ channel: Int
    ) -> Int {
        let g = part.geometry
        var sum = Int(part.bias[channel])
        for y in 0..<g.kernel {
            for x in 0..<g.kernel {
                for c in 0..<input.channels {
                    let weight = part.weights[channel * g.patchBytes + (y * g.kernel + x) * input.channels + c]
                    sum += Int(weight) * input.at(row * g.stride - g.padding + y, column * g.stride - g.padding + x, c)
                }
            }
        }
        return sum
    }

    /// floor(sum * multiplier / 2^shift + 1/2)
    private static func scaled(_ sum: Int, _ by: FixedMultiplier) -> Int {
        let product = Int128(sum) * Int128(by.multiplier) + (Int128(1) << Int128(by.shift - 1))
        return Int(product >> Int128(by.shift))
    }
}
