/// Tells whether somebody stands beside a face: hints that the detector is not sure of are asked a second time, upright.
///
/// Landmarks find the tilt of a face that is one, and its chip then is what the cascade was trained on; a pattern on a
/// wall gets landmarks too, and its chip is a face no more than before. Belongs to one thread.
final class FaceCompany {
    /// So many windows in a chip make a face.
    static let leastWindows = 5
    /// So many similar hints do, where the head is at least half as large as the other person's.
    static let leastHints = 8
    /// Somebody beside the other person is about as sharp; a blurred background is not. Against that person's sharpness.
    static let sharpnessDivisor = 4
    /// Brighter than skin is a white wall or a flag.
    static let mostBrightness = 195
    /// A scene with more hints is no quiet wall; the strongest are asked.
    static let mostCandidates = 24
    /// A chip shows a face of about 100 pixels.
    static let chipSides = 70...130

    private let detector: FaceDetector

    init(_ cascade: LbpCascade) {
        detector = FaceDetector(cascade, search: FaceSearch(leastSidePixels: Self.chipSides.lowerBound, mostAlone: 0))
    }

    /// The hints worth asking, the strongest first: large enough, and not the face itself.
    static func candidates(beside face: FaceBox, _ hints: [FaceBox], leastSidePixels: Int) -> [FaceBox] {
        let others = hints.filter { $0.sidePixels >= leastSidePixels && !$0.overlaps(face) }
        return Array(others.sorted { $0.windowCount > $1.windowCount }.prefix(mostCandidates))
    }

    /// Whether a candidate, with its chip, is somebody beside `face`.
    func isPerson(_ candidate: LocatedFace, _ chip: borrowing Chip, beside face: LocatedFace) -> Bool {
        let quality = candidate.quality
        guard quality.sharpness * Self.sharpnessDivisor >= face.quality.sharpness,
            quality.meanBrightness <= Self.mostBrightness
        else { return false }
        let finds = finds(in: chip)
        if finds.windows >= Self.leastWindows { return true }
        return 2 * candidate.box.sidePixels >= face.box.sidePixels && finds.hints >= Self.leastHints
    }

    private func finds(in chip: borrowing Chip) -> (windows: Int, hints: Int) {
        let bytes = UnsafeRawBufferPointer(chip.bytes)
        let frame = Frame(
            widthPixels: Chip.sidePixels, heightPixels: Chip.sidePixels, layout: .rgb24, sequence: 0
        ) { $0.copyMemory(from: bytes) }
        let finds = detector.find(in: frame)
        func most(_ boxes: [FaceBox]) -> Int {
            boxes.filter { Self.chipSides.contains($0.sidePixels) }.map(\.windowCount).max() ?? 0
        }
        return (most(finds.boxes), most(finds.hints))
    }

    /// Whether no image content is left.
    var isWiped: Bool { detector.isWiped }
}

extension FaceBox {
    /// Whether they share more than a quarter of the smaller one.
    fileprivate func overlaps(_ other: FaceBox) -> Bool {
        let width =
            min(leftPixels + sidePixels, other.leftPixels + other.sidePixels) - max(leftPixels, other.leftPixels)
        let height = min(topPixels + sidePixels, other.topPixels + other.sidePixels) - max(topPixels, other.topPixels)
        let side = min(sidePixels, other.sidePixels)
        return width > 0 && height > 0 && 4 * width * height > side * side
    }
}
