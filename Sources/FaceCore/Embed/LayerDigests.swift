/// The section DIGE: what every layer gives for the reference chip, where the pack was made.
///
///     at  bytes  field
///      0      4  count         as many as there are layers, in their order
///      4      4  digestBytes   16
///      8      8  zero
///     16    32n  per layer: name 16 (ASCII, zeros after it), BLAKE2b-128 of its output as it stands in memory 16
///
/// Int8 outputs are hashed row by row, the embedding as 128 little-endian Int32.
public struct LayerDigests: Equatable, Sendable {
    public static let digestBytes = 16

    public let entries: [Entry]

    public struct Entry: Equatable, Sendable {
        public let layer: String
        public let digest: [UInt8]
    }

    /// Runs the reference chip through the network of `pack`.
    /// - Throws: what is wrong with the network.
    public init(computing pack: ModelPack) throws(PackError) {
        self.init(computing: try Embedder(pack))
    }

    init(computing embedder: Embedder) {
        var entries: [Entry] = []
        _ = embedder.embedWithoutFlip(ReferenceChip.make()) { layer, output in
            let hash = Blake2b(digestBytes: Self.digestBytes)
            hash.update(output)
            entries.append(Entry(layer: layer, digest: hash.finish()))
        }
        self.entries = entries
    }

    /// Reads what the pack promises.
    /// - Throws: `.missing`, `.malformed`.
    public init(reading pack: ModelPack) throws(PackError) {
        var reader = try SectionReader(pack, .digests)
        let count = try reader.read(UInt32.self, in: 1...256, "the number of digests")
        _ = try reader.read(UInt32.self, in: Self.digestBytes...Self.digestBytes, "the length of a digest")
        _ = try reader.read(UInt64.self, in: 0...0, "a reserved field")
        var entries: [Entry] = []
        for _ in 0..<count {
            let name = try reader.readBytes(NetworkFormat.nameBytes).prefix { $0 != 0 }
            let digest = try reader.readBytes(Self.digestBytes)
            entries.append(Entry(layer: String(decoding: name, as: UTF8.self), digest: Array(digest)))
        }
        try reader.finish()
        self.entries = entries
    }

    /// The bytes of the section.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        for value in [UInt32(entries.count), UInt32(Self.digestBytes), 0, 0] {
            withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
        }
        for entry in entries {
            let name = Array(entry.layer.utf8.prefix(NetworkFormat.nameBytes))
            bytes += name + [UInt8](repeating: 0, count: NetworkFormat.nameBytes - name.count) + entry.digest
        }
        return bytes
    }
}

extension Embedder {
    /// Runs the reference chip and compares every layer with what the pack promises.
    /// - Throws: `.wrongResult` with the first layer that differs.
    func selfTest() throws(PackError) {
        let promised = try LayerDigests(reading: network.pack).entries
        let computed = LayerDigests(computing: self).entries
        guard promised.map(\.layer) == computed.map(\.layer) else {
            throw PackError(.malformed(.digests, "it is about other layers than the network has"))
        }
        for (want, have) in zip(promised, computed) where want != have {
            throw PackError(.wrongResult(layer: want.layer))
        }
    }
}
