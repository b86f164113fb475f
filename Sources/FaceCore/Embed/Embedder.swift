/// The embedding network with its buffers. Belongs to one thread: the one that made it.
final class Embedder {
    let network: Network
    private let buffers: NetworkBuffers

    init(_ pack: ModelPack) throws(PackError) {
        network = try Network(pack)
        buffers = NetworkBuffers(for: network)
    }

    /// Flip averaged: the outputs for the chip and its mirror image, added.
    func embed(_ chip: borrowing Chip) -> Embedding {
        let embedding = Embedding()
        run(chip, mirrored: false, adding: embedding)
        run(chip, mirrored: true, adding: embedding)
        buffers.zero()
        return embedding
    }

    /// Runs the network once and hands out each layer's output as it stands in memory; the head's is the embedding,
    /// 128 x Int32. For digests and for comparisons with other implementations; nothing of it may be kept.
    func embedWithoutFlip(
        _ chip: borrowing Chip, observing observe: (_ layer: String, UnsafeRawBufferPointer) -> Void
    ) -> Embedding {
        let embedding = Embedding()
        run(chip, mirrored: false, adding: embedding, observing: observe)
        buffers.zero()
        return embedding
    }

    /// Whether nothing of a face is left in the buffers.
    var isWiped: Bool { buffers.isZero }

    private func run(
        _ chip: borrowing Chip, mirrored: Bool, adding embedding: borrowing Embedding,
        observing observe: (String, UnsafeRawBufferPointer) -> Void = { _, _ in }
    ) {
        load(chip, mirrored: mirrored)
        for layer in network.layers {
            if layer.kind == .head {
                buffers.runHead(layer, adding: embedding)
                observe(layer.name, UnsafeRawBufferPointer(embedding.values))
            } else {
                buffers.run(layer)
                let output = UnsafeRawBufferPointer(buffers.slots[layer.destination])
                observe(layer.name, UnsafeRawBufferPointer(rebasing: output[..<layer.output.count]))
            }
        }
    }

    /// Pixels minus 128 into slot 0.
    private func load(_ chip: borrowing Chip, mirrored: Bool) {
        let out = buffers.slots[0].baseAddress!
        let pixels = chip.bytes.baseAddress!.assumingMemoryBound(to: UInt8.self)
        let side = Chip.sidePixels
        for row in 0..<side {
            for column in 0..<side {
                let from = (row * side + (mirrored ? side - 1 - column : column)) * 3
                let to = (row * side + column) * 3
                // A flipped top bit is the subtraction of 128.
                for colour in 0..<3 { out[to + colour] = Int8(bitPattern: pixels[from + colour] ^ 0x80) }
            }
        }
    }
}
