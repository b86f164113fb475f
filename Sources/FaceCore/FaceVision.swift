/// What one frame gave: what was seen and, for a face that passes the gates, its embedding.
public struct Sighting: ~Copyable, Sendable {
    public let observation: Observation
    /// `Frame.sequence`.
    public let frame: UInt64
    /// There exactly when `observation` is `.face`.
    public let embedding: Embedding?

    /// The face's template; nil where there is no one face.
    /// - Parameter key: of the gallery that it is compared with or goes into.
    public func template(by engine: FaceEngine, key: borrowing TemplateKey) -> Template? {
        switch embedding {
        case .some(let embedding): engine.template(from: embedding, key: key)
        case nil: nil
        }
    }
}

/// Frame to embedding: locator and engine of one pack. Belongs to one thread: the vision thread makes it and uses it.
public final class FaceVision {
    public let engine: FaceEngine
    public let locator: FaceLocator

    public init(
        pack: ModelPack, gates: QualityGates = .verification, search: FaceSearch = FaceSearch()
    ) throws(PackError) {
        engine = try FaceEngine(pack: pack)
        locator = FaceLocator(
            cascade: try LbpCascade(pack), predictor: try LandmarkPredictor(pack), gates: gates, search: search)
    }

    /// Looks for one fit face and embeds it; the network runs only then.
    public func look(at frame: borrowing Frame) -> Sighting {
        let observation = locator.observe(frame)
        guard case .face(let face) = observation else {
            return Sighting(observation: observation, frame: frame.sequence, embedding: nil)
        }
        let chip = locator.align(frame, face)
        return Sighting(observation: observation, frame: frame.sequence, embedding: engine.embed(chip))
    }
}
