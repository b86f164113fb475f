/// A face in a frame: where it is and what it is like. No image content.
public struct LocatedFace: Equatable, Sendable {
    public var box: FaceBox
    /// In 1/256 pixel of the frame.
    public var landmarks: FaceLandmarks
    public var quality: FaceQuality
}

/// What a frame shows.
public enum Observation: Equatable, Sendable {
    case nothing
    /// So many faces of sufficient size at once. Nobody is looked at until one of them stands there alone (R2).
    case several(Int)
    /// One face, which does not pass the gates.
    case unfit(QualityProblem, LocatedFace)
    case face(LocatedFace)
}

/// Frame in, face out: detector, landmarks, gates; then the chip of that face.
///
/// Only faces that reach the gates' least size count. One of them is looked at; two or more are `.several`, and the people
/// are asked to come one at a time: no face is ever chosen among several. Smaller faces in the background are neither
/// reported nor looked at, unless there is nothing else: then the largest is `.unfit(.tooFar)`.
///
/// A wall has patterns in which a few windows see a face. So that they do not turn a person away, a box beside a better one
/// counts only if it is certain (`FaceSearch.certainWindows`) or has at least half of the better one's windows. A second
/// person whose head leans or is turned wakes as few windows as a wall does. So that nobody slips through beside another,
/// every hint of a face is brought upright by its landmarks and looked at again: only a face is then one
/// (`FaceCompany`).
///
/// Belongs to one thread. Keeps no image content between calls (R55).
public final class FaceLocator {
    /// How frames are judged from the next one on.
    public var gates: QualityGates
    private let detector: FaceDetector
    private let company: FaceCompany
    private let predictor: LandmarkPredictor
    private var brightness = WorkBuffer<Int16>()
    private var extractor = ChipExtractor()

    public init(
        cascade: LbpCascade, predictor: LandmarkPredictor, gates: QualityGates, search: FaceSearch = FaceSearch()
    ) {
        detector = FaceDetector(cascade, search: search)
        company = FaceCompany(cascade)
        self.predictor = predictor
        self.gates = gates
    }

    public func observe(_ frame: borrowing Frame) -> Observation {
        let finds = detector.find(in: frame)
        let boxes = finds.boxes
        let near = people(boxes.filter { $0.sidePixels >= gates.leastSidePixels })
        if near.count > 1 { return .several(near.count) }
        guard let box = near.first ?? boxes.max(by: { $0.sidePixels < $1.sidePixels }) else { return .nothing }
        let face = look(at: box, in: frame)
        let shorterSide = min(frame.widthPixels, frame.heightPixels)
        if let problem = gates.problem(face, frameShorterSidePixels: shorterSide) { return .unfit(problem, face) }
        return isAlone(face, finds.hints, frame) ? .face(face) : .several(2)
    }

    /// Every face the detector finds, small ones first. No gate is asked.
    public func boxes(in frame: borrowing Frame) -> [FaceBox] { detector.boxes(in: frame) }

    /// Landmarks and quality of the face in a box. No gate is asked.
    public func look(at box: FaceBox, in frame: borrowing Frame) -> LocatedFace {
        let landmarks = predictor.landmarks(in: frame, box: box, scratch: brightness.elements(predictor.probeCount))
        brightness.wipe()
        let chip = extractor.chip(from: frame, landmarks)
        return LocatedFace(box: box, landmarks: landmarks, quality: FaceQuality(landmarks, chip: chip))
    }

    /// Every face the detector finds, with landmarks and quality. No gate is asked.
    public func allFaces(in frame: borrowing Frame) -> [LocatedFace] {
        var faces: [LocatedFace] = []
        for box in boxes(in: frame) { faces.append(look(at: box, in: frame)) }
        return faces
    }

    /// Whether no hint beside `face` is a person.
    private func isAlone(_ face: LocatedFace, _ hints: [FaceBox], _ frame: borrowing Frame) -> Bool {
        for hint in FaceCompany.candidates(beside: face.box, hints, leastSidePixels: gates.leastSidePixels) {
            let candidate = look(at: hint, in: frame)
            if company.isPerson(candidate, align(frame, candidate), beside: face) { return false }
        }
        return true
    }

    private func people(_ boxes: [FaceBox]) -> [FaceBox] {
        let most = boxes.map(\.windowCount).max() ?? 0
        return boxes.filter { 2 * $0.windowCount >= min(most, 2 * detector.search.certainWindows) }
    }

    /// The chip of a face found in this very frame.
    public func align(_ frame: borrowing Frame, _ face: LocatedFace) -> Chip {
        extractor.chip(from: frame, face.landmarks)
    }

    /// Whether no image content is left.
    var isWiped: Bool { detector.isWiped && company.isWiped && brightness.isWiped && extractor.isWiped }
}
