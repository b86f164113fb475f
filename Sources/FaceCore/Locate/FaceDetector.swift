/// Frame to face boxes: a pyramid of grey planes, the cascade's window over each of them, and the grouping of its finds.
///
/// The grey frame is halved by means of 2 x 2 as often as possible, then sampled to each window size. All buffers hold
/// image content and are wiped before `boxes` returns (R55).
final class FaceDetector {
    /// A scene that fires more windows than this is no scene with faces; the rest of it is not looked at.
    static let mostWindows = 4096
    /// A hint is a window that passes all stages but these last ones: a tilted or turned head often gives no more.
    static let lateStageCount = 3
    static let mostHintWindows = 1024

    struct Finds {
        /// Groups of more than `FaceSearch.mostAlone` windows.
        var boxes: [FaceBox]
        /// One of each group of similar windows, single ones too; where a window passes all stages, that one.
        var hints: [FaceBox]
    }

    let search: FaceSearch
    private let cascade: LbpCascade
    private let leastSidePixels: Int
    private var scan: LbpScan?
    private var octaves = WorkBuffer<UInt8>()
    private var level = WorkBuffer<UInt8>()
    private var columns = WorkBuffer<UInt32>()
    private var sums = WorkBuffer<UInt32>()

    init(_ cascade: LbpCascade, search: FaceSearch) {
        self.cascade = cascade
        self.search = search
        // A pack may bring a window larger than the smallest face that is wanted; then it sees larger faces only.
        leastSidePixels = max(search.leastSidePixels, cascade.windowPixels)
    }

    /// - Returns: in the order in which they were found, small faces first.
    func boxes(in frame: borrowing Frame) -> [FaceBox] { find(in: frame).boxes }

    /// Both in the order in which they were found, small ones first.
    func find(in frame: borrowing Frame) -> Finds {
        defer { wipe() }
        let scales = scales(widthPixels: frame.widthPixels, heightPixels: frame.heightPixels)
        guard let largest = scales.first else { return Finds(boxes: [], hints: []) }
        let planes = fillOctaves(from: frame, count: 1 + Self.octave(ofScale: scales.last!))
        let scan = scan(forWidth: largest.scaled(frame.widthPixels))
        var (windows, hints) = ([FaceBox](), [FaceBox]())
        for scale in scales where windows.count < Self.mostWindows {
            let octave = Self.octave(ofScale: scale)
            let plane = fillLevel(
                scale, of: frame.widthPixels, frame.heightPixels, from: planes[octave], octave: octave)
            let integral = IntegralImage(
                stride: scan.stride, entries: sums.elements(scan.stride * (plane.heightPixels + 1)))
            integral.fill(from: plane)
            let side = scale.unscaled(cascade.windowPixels)
            // Near the trained size a step of two pixels is still small against the face.
            scan.run(
                over: integral, widthPixels: plane.widthPixels, heightPixels: plane.heightPixels,
                step: scale.q16 >= 2 << 16 ? 1 : 2
            ) { x, y in
                let window = FaceBox(leftPixels: scale.unscaled(x), topPixels: scale.unscaled(y), sidePixels: side)
                if hints.count < Self.mostHintWindows { hints.append(window) }
                guard windows.count < Self.mostWindows, scan.passesLateStages(over: integral, x: x, y: y) else {
                    return
                }
                windows.append(window)
            }
        }
        return Finds(
            boxes: WindowGrouping.boxes(windows, mostAlone: search.mostAlone),
            hints: WindowGrouping.representatives(windows + hints))
    }

    /// Whether no image content is left.
    var isWiped: Bool { octaves.isWiped && level.isWiped && columns.isWiped && sums.isWiped }

    private func wipe() {
        octaves.wipe()
        level.wipe()
        columns.wipe()
        sums.wipe()
    }

    /// Window sizes from the least face to the largest that fits, growing geometrically.
    private func scales(widthPixels: Int, heightPixels: Int) -> [Scale] {
        let least = Scale(q16: (leastSidePixels << 16) / cascade.windowPixels)
        let shorter = min(widthPixels, heightPixels)
        return Array(
            sequence(first: least) { Scale(q16: $0.q16 * self.search.scaleThousandths / 1000) }
                .prefix { $0.scaled(shorter) >= self.cascade.windowPixels })
    }

    /// How often the frame may be halved before it is sampled down the rest of the way.
    private static func octave(ofScale scale: Scale) -> Int {
        (scale.q16 >> 16).bitWidth - 1 - (scale.q16 >> 16).leadingZeroBitCount
    }

    private func fillOctaves(from frame: borrowing Frame, count: Int) -> [GreyPlane] {
        var offset = 0
        let memory = octaves.elements(frame.widthPixels * frame.heightPixels * 4 / 3)
        var planes: [GreyPlane] = []
        for octave in 0..<count {
            let plane = GreyPlane(
                widthPixels: frame.widthPixels >> octave, heightPixels: frame.heightPixels >> octave,
                pixels: memory + offset)
            if let previous = planes.last { plane.fill(halving: previous) } else { plane.fill(from: frame) }
            planes.append(plane)
            offset += plane.pixelCount
        }
        return planes
    }

    private func fillLevel(
        _ scale: Scale, of widthPixels: Int, _ heightPixels: Int, from source: GreyPlane, octave: Int
    ) -> GreyPlane {
        let (width, height) = (scale.scaled(widthPixels), scale.scaled(heightPixels))
        let plane = GreyPlane(widthPixels: width, heightPixels: height, pixels: level.elements(width * height))
        plane.fill(sampling: source, step: scale.q16 >> octave, columns: columns.elements(width))
        return plane
    }

    /// Offsets depend on the stride alone, so a camera's frames all share one scan.
    private func scan(forWidth widthPixels: Int) -> LbpScan {
        if let scan, scan.stride == widthPixels + 1 { return scan }
        let fresh = LbpScan(cascade, stride: widthPixels + 1, lateStageCount: Self.lateStageCount)
        scan = fresh
        return fresh
    }
}

/// Frame pixels per pixel of a pyramid level, with 16 fractional bits; at least 1.
private struct Scale {
    let q16: Int
    /// A length in the frame, brought to the level; half up.
    func scaled(_ pixels: Int) -> Int { ((pixels << 17) / q16 + 1) >> 1 }
    /// A length in the level, brought to the frame; half up.
    func unscaled(_ pixels: Int) -> Int { (pixels * q16 + 32768) >> 16 }
}
