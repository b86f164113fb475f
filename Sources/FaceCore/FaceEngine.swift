/// From chip to decision with one model pack. Belongs to one thread: the vision thread makes it and uses it.
public final class FaceEngine {
    public let pack: ModelPack
    public let statement: PackStatement
    public let calibration: CalibrationTable

    private let embedder: Embedder

    /// Reads and checks the statement, the calibration and the network; nothing is computed yet.
    public init(pack: ModelPack) throws(PackError) {
        self.pack = pack
        statement = try PackStatement(pack)
        calibration = try CalibrationTable(pack)
        embedder = try Embedder(pack)
    }

    /// Runs the reference chip and compares the digest of every layer with the pack's.
    /// - Throws: `.wrongResult` with the first layer that differs; `.missing`, `.malformed` for the digests themselves.
    public func selfTest() throws(PackError) { try embedder.selfTest() }

    /// The flip-averaged embedding. All that was computed on the way is zeroed.
    public func embed(_ chip: borrowing Chip) -> Embedding { embedder.embed(chip) }

    /// An embedding under a person's (verify) or the device's (identify) key.
    public func template(from embedding: borrowing Embedding, key: borrowing TemplateKey) -> Template {
        Template(embedding, key: key)
    }

    public func compare(_ a: borrowing Template, _ b: borrowing Template) -> ComparisonScore { a.compare(b) }
}
