/// The embedding network of a pack, checked so that running it needs no further checks.
struct Network {
    let layers: [Layer]
    /// How many Int8 each slot must hold.
    let slotCounts: [Int]
    let longestPatchBytes: Int
    let widestChannels: Int
    /// Keeps the weights alive.
    let pack: ModelPack

    init(_ pack: ModelPack) throws(PackError) {
        var reader = try SectionReader(pack, .network)
        let layerCount = try reader.read(UInt32.self, in: 1...256, "the number of layers")
        let slotCount = try reader.read(UInt32.self, in: 1...8, "the number of slots")
        let side = Chip.sidePixels
        _ = try reader.read(UInt32.self, in: side...side, "the chip's side")
        _ = try reader.read(UInt32.self, in: Embedding.length...Embedding.length, "the embedding's length")
        _ = try reader.read(UInt32.self, in: Embedding.fractionalBits...Embedding.fractionalBits, "its fractional bits")
        for _ in 0..<11 { _ = try reader.read(UInt32.self, in: 0...0, "a reserved field") }

        var slots = [TensorShape?](repeating: nil, count: slotCount)
        slots[0] = TensorShape(height: side, width: side, channels: 3)
        var counts = [Int](repeating: 0, count: slotCount)
        counts[0] = Chip.byteCount
        var layers: [Layer] = []
        var work = 0
        for index in 0..<layerCount {
            let layer = try Layer(from: &reader, slots: slots, isLast: index == layerCount - 1)
            slots[layer.destination] = layer.output
            counts[layer.destination] = max(counts[layer.destination], layer.output.count)
            layers.append(layer)
            work += layer.work
            // While reading, so that the sums stay small.
            guard work <= NetworkFormat.mostWork else {
                throw reader.malformed("it takes more than \(NetworkFormat.mostWork) steps per chip")
            }
            guard counts.reduce(0, +) <= NetworkFormat.mostSlotBytes else {
                throw reader.malformed("its slots hold more than \(NetworkFormat.mostSlotBytes) bytes")
            }
        }
        try reader.finish()
        (self.layers, slotCounts, self.pack) = (layers, counts, pack)
        longestPatchBytes = layers.map(\.patchBytes).max()!
        widestChannels = layers.map(\.output.channels).max()!
    }
}

extension Layer {
    /// - Parameter slots: what each slot holds before this layer; nil: nothing yet.
    init(from reader: inout SectionReader, slots: [TensorShape?], isLast: Bool) throws(PackError) {
        try reader.align(to: NetworkFormat.alignmentBytes)
        name = try Self.readName(&reader)
        let kindNumber = try reader.read(UInt32.self)
        guard let kind = LayerKind(rawValue: kindNumber) else {
            throw reader.malformed("layer \(name) is of unknown kind \(kindNumber)")
        }
        self.kind = kind
        guard (kind == .head) == isLast else { throw reader.malformed("the head must be the last layer and is not") }
        source = try reader.read(UInt32.self, in: 0...slots.count - 1, "a slot")
        destination = try reader.read(UInt32.self, in: 0...slots.count - 1, "a slot")
        identity = try reader.read(UInt32.self, in: 0...slots.count - 1, "a slot")
        input = try Self.readShape(&reader)
        output = try Self.readShape(&reader)
        kernel = try reader.read(UInt32.self, in: 1...16, "a kernel's side")
        stride = try reader.read(UInt32.self, in: 1...4, "a stride")
        padding = try reader.read(UInt32.self, in: 0...kernel - 1, "a padding")
        patchBytes = try reader.read(UInt32.self, in: 0...32_768, "the length of a patch")
        _ = try reader.read(UInt32.self, in: 0...0, "the lowest value")
        _ = try reader.read(UInt32.self, in: 0...0, "a zero point")
        identityPool = try reader.read(UInt32.self, in: 1...2, "an identity's pool")
        identityMultiplier = Int32(try reader.read(Int32.self, in: 1...Int(Int32.max), "a multiplier"))
        identityShift = Int64(try reader.read(Int32.self, in: 1...62, "a shift"))
        _ = try reader.read(UInt32.self, in: 0...0, "a reserved field")
        identityShape = slots[identity] ?? TensorShape(height: 0, width: 0, channels: 0)

        let weightCount = kind == .maximumPool ? 0 : output.channels * patchBytes
        let channelCount = kind == .maximumPool ? 0 : output.channels
        weights = try Self.readArray(&reader, Int8.self, count: weightCount)
        bias = try Self.readArray(&reader, Int32.self, count: channelCount)
        multipliers = try Self.readArray(&reader, Int32.self, count: channelCount)
        shifts = try Self.readArray(&reader, Int32.self, count: channelCount)
        for channel in 0..<channelCount {
            // 2^15 products of at most 2^14 stay within 2^29, a bias within 2^30: no accumulator overflows.
            guard bias[channel].magnitude < 1 << 30, multipliers[channel] > 0, (1...62).contains(shifts[channel])
            else { throw reader.malformed("layer \(name) has a bias, multiplier or shift out of range") }
        }
        if let reason = contradiction(slots) { throw reader.malformed("layer \(name): \(reason)") }
    }

    /// What is wrong with the shapes; nil if nothing.
    private func contradiction(_ slots: [TensorShape?]) -> String? {
        guard slots[source] == input else { return "its input is not what slot \(source) holds" }
        guard destination != source else { return "it writes the slot that it reads" }
        guard input.height + 2 * padding >= kernel, input.width + 2 * padding >= kernel else {
            return "its input is smaller than its kernel"
        }
        let needed = kernel * kernel * input.channels
        let alignment = NetworkFormat.patchAlignmentBytes
        let paddedPatch = (needed + alignment - 1) / alignment * alignment
        switch kind {
        case .convolution:
            guard output == convolved else { return "its output has the wrong shape" }
            guard patchBytes == paddedPatch else { return "its patches have the wrong length" }
        case .maximumPool:
            guard output == convolved, output.channels == input.channels else {
                return "its output has the wrong shape"
            }
            guard padding == 0, patchBytes == 0 else { return "a maximum pool has no padding and no patches" }
        case .residual:
            guard patchBytes == paddedPatch else { return "its patches have the wrong length" }
            guard destination != identity, let added = slots[identity] else { return "its identity is not usable" }
            guard added.height / identityPool == output.height, added.width / identityPool == output.width,
                added.channels <= output.channels
            else { return "its identity has the wrong shape" }
            guard convolved.height <= output.height, convolved.width <= output.width else {
                return "its output is smaller than its convolution"
            }
        case .head:
            guard output == TensorShape(height: 1, width: 1, channels: Embedding.length) else {
                return "its output is no embedding"
            }
            guard kernel == 1, stride == 1, padding == 0, patchBytes == paddedPatch else {
                return "its patches have the wrong length"
            }
            // Sums of at most 127 * height * width, times weights of at most 2^7, stay within 2^30.
            guard input.count <= 65_536 else { return "its input is too large" }
        }
        // The kernels work on four output channels at a time.
        return output.channels % 4 == 0 ? nil : "its output channels are not a multiple of four"
    }

    private static func readName(_ reader: inout SectionReader) throws(PackError) -> String {
        let bytes = try reader.readBytes(NetworkFormat.nameBytes)
        let text = bytes.prefix { $0 != 0 }
        guard !text.isEmpty, text.allSatisfy({ (0x21...0x7E).contains($0) }),
            bytes.dropFirst(text.count).allSatisfy({ $0 == 0 })
        else { throw reader.malformed("a layer has no readable name") }
        return String(decoding: text, as: UTF8.self)
    }

    private static func readShape(_ reader: inout SectionReader) throws(PackError) -> TensorShape {
        TensorShape(
            height: try reader.read(UInt32.self, in: 1...256, "a height"),
            width: try reader.read(UInt32.self, in: 1...256, "a width"),
            channels: try reader.read(UInt32.self, in: 1...1024, "a number of channels"))
    }

    private static func readArray<T: FixedWidthInteger>(
        _ reader: inout SectionReader, _ type: T.Type, count: Int
    ) throws(PackError) -> UnsafePointer<T> {
        try reader.align(to: NetworkFormat.alignmentBytes)
        let bytes = try reader.readBytes(count * MemoryLayout<T>.stride)
        // Sections are 64-byte aligned in memory and this is a multiple of 64 from the section's start.
        return bytes.baseAddress!.assumingMemoryBound(to: type)
    }
}
