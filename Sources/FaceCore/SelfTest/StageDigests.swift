/// What every stage from frame to decision gives for a frame that shows nobody: BLAKE2b-128 of its output, little-endian.
///
/// It makes the frame itself (`SyntheticScene`) and lets nothing in but the pack: a digest of what a camera saw cannot be
/// had here. There is no promise of them in a pack; they are for comparing one machine with another.
public struct StageDigests: Equatable, Sendable {
    public struct Entry: Equatable, Sendable {
        public let stage: String
        /// 16 bytes.
        public let digest: [UInt8]
        /// What it was made of, where that can be counted: `2 boxes`.
        public let count: String
    }

    public private(set) var entries: [Entry] = []
    /// Of the chip's template and the one without its mirror image.
    public private(set) var score: ComparisonScore = .lowest

    /// Makes engine and locator of its own, with the gates and the search of a terminal.
    /// - Throws: what is wrong with the pack's sections.
    public init(computing pack: ModelPack) throws(PackError) {
        let frame = SyntheticScene.make()
        add("frame", "\(frame.widthPixels)x\(frame.heightPixels)", UnsafeRawBufferPointer(frame.bytes))
        let cascade = try LbpCascade(pack)
        scan(frame, cascade)
        let locator = FaceLocator(
            cascade: cascade, predictor: try LandmarkPredictor(pack), gates: .verification)
        let boxes = locator.boxes(in: frame)
        add(
            "boxes", "\(boxes.count) boxes",
            numbers: boxes.flatMap { [$0.leftPixels, $0.topPixels, $0.sidePixels, $0.windowCount] })
        let face = locator.look(at: SyntheticScene.box, in: frame)
        add("landmarks", "5 points", numbers: face.landmarks.points.flatMap { [$0.x, $0.y] })
        add("quality", "6 numbers", numbers: face.quality.numbers)
        let chip = locator.align(frame, face)
        add("chip", "\(Chip.sidePixels)x\(Chip.sidePixels)", UnsafeRawBufferPointer(chip.bytes))
        let embedder = try Embedder(pack)
        let embedding = embedder.embed(chip)
        add("embedding", "\(Embedding.length) numbers", UnsafeRawBufferPointer(embedding.values))
        let key = TemplateKey { key in for index in key.indices { key[index] = UInt8(index) } }
        let template = Template(embedding, key: key)
        add("template", "\(Template.length) numbers", UnsafeRawBufferPointer(template.values))
        let other = Template(embedder.embedWithoutFlip(chip) { _, _ in }, key: key)
        add("unflipped template", "\(Template.length) numbers", UnsafeRawBufferPointer(other.values))
        score = template.compare(other)
    }

    /// The frame's grey plane, its sums, and the windows that pass most of the cascade.
    private mutating func scan(_ frame: borrowing Frame, _ cascade: LbpCascade) {
        let (width, height) = (frame.widthPixels, frame.heightPixels)
        var pixels = WorkBuffer<UInt8>()
        let plane = GreyPlane(widthPixels: width, heightPixels: height, pixels: pixels.elements(width * height))
        plane.fill(from: frame)
        add("grey", "\(width)x\(height)", UnsafeRawBufferPointer(start: plane.pixels, count: plane.pixelCount))
        var sums = WorkBuffer<UInt32>()
        let entryCount = (width + 1) * (height + 1)
        let integral = IntegralImage(stride: width + 1, entries: sums.elements(entryCount))
        integral.fill(from: plane)
        add("sums", "\(entryCount) sums", UnsafeRawBufferPointer(start: integral.entries, count: 4 * entryCount))
        // So many stages that a drawn face still leaves windows to tell apart.
        let stageCount = min(Self.scannedStages, cascade.stages.count)
        let scan = LbpScan(cascade, stride: width + 1, lateStageCount: cascade.stages.count - stageCount)
        var places: [Int] = []
        scan.run(over: integral, widthPixels: width, heightPixels: height, step: 1) { places += [$0, $1] }
        add("windows", "\(places.count / 2) after \(stageCount) stages", numbers: places)
    }

    private static let scannedStages = 4

    private mutating func add(_ stage: String, _ count: String, numbers: [Int]) {
        numbers.map { Int64($0).littleEndian }.withUnsafeBytes { add(stage, count, $0) }
    }

    private mutating func add(_ stage: String, _ count: String, _ bytes: UnsafeRawBufferPointer) {
        let hash = Blake2b(digestBytes: LayerDigests.digestBytes)
        hash.update(bytes)
        entries.append(Entry(stage: stage, digest: hash.finish(), count: count))
    }
}

extension FaceQuality {
    fileprivate var numbers: [Int] {
        [yawThousandths, pitchThousandths, rollThousandths, sharpness, meanBrightness, clippedThousandths]
    }
}
