/// Frame and landmarks to chip, as dlib does it: when the chip shrinks the face, the frame is first halved as often as
/// possible; then each chip pixel is one bilinear sample. What lies outside of the frame is black.
///
/// The buffers hold image content and are wiped before `chip` returns (R55).
struct ChipExtractor: ~Copyable {
    private var region = WorkBuffer<UInt8>()
    private var halves = WorkBuffer<UInt8>()
    private var line = WorkBuffer<UInt16>()

    mutating func chip(from frame: borrowing Frame, _ landmarks: FaceLandmarks) -> Chip {
        defer { wipe() }
        var placement = ChipPlacement(TemplateFit(landmarks))
        guard var plane = copyRegion(of: frame, &placement) else { return Chip { _ in } }
        while placement.shrinksHalvedPicture {
            guard min(plane.widthPixels, plane.heightPixels) >= 7 else { return Chip { _ in } }
            plane = halve(plane)
            placement = placement.halved
        }
        return Chip { bytes in
            Self.sample(plane, placement, to: bytes.baseAddress!.assumingMemoryBound(to: UInt8.self))
        }
    }

    /// Whether no image content is left.
    var isWiped: Bool { region.isWiped && halves.isWiped && line.isWiped }

    private mutating func wipe() {
        region.wipe()
        halves.wipe()
        line.wipe()
    }

    /// The part of the frame under the chip, as colours; `placement` then counts from that part's upper left pixel.
    /// - Returns: nil when the chip lies outside of the frame.
    private mutating func copyRegion(
        of frame: borrowing Frame, _ placement: inout ChipPlacement
    ) -> ColourPlane? {
        let last = Chip.sidePixels - 1
        // One pixel of the most halved picture needs two of their neighbours on each side, again and again.
        let marginPixels = 4 + 4 * max(abs(placement.stepX), abs(placement.stepY)) >> ChipPlacement.fractionBits
        let (acrossX, acrossY) = (placement.stepX * last, placement.stepY * last)
        // The four corners are the origin plus some of: along, down.
        let xs = [0, acrossX, -acrossY, acrossX - acrossY].map {
            (placement.originX + $0) >> ChipPlacement.fractionBits
        }
        let ys = [0, acrossY, acrossX, acrossY + acrossX].map { (placement.originY + $0) >> ChipPlacement.fractionBits }
        let left = max(0, xs.min()! - marginPixels)
        let top = max(0, ys.min()! - marginPixels)
        let right = min(frame.widthPixels, xs.max()! + marginPixels + 1)
        let bottom = min(frame.heightPixels, ys.max()! + marginPixels + 1)
        guard left < right, top < bottom else { return nil }
        let (width, height) = (right - left, bottom - top)
        let plane = ColourPlane(widthPixels: width, heightPixels: height, pixels: region.elements(3 * width * height))
        plane.fill(from: frame, left: left, top: top)
        placement.originX -= left << ChipPlacement.fractionBits
        placement.originY -= top << ChipPlacement.fractionBits
        return plane
    }

    /// Half the size; the two buffers take turns.
    private mutating func halve(_ plane: ColourPlane) -> ColourPlane {
        let width = ColourPlane.halvedPixels(plane.widthPixels)
        let height = ColourPlane.halvedPixels(plane.heightPixels)
        let isInRegion = plane.pixels == region.elements(plane.byteCount)
        let count = 3 * width * height
        let half = ColourPlane(
            widthPixels: width, heightPixels: height,
            pixels: isInRegion ? halves.elements(count) : region.elements(count))
        half.fill(halving: plane, line: line.elements(3 * plane.widthPixels))
        return half
    }

    /// Weights have 12 bits; one rounding, half up.
    private static func sample(_ plane: ColourPlane, _ placement: ChipPlacement, to chip: UnsafeMutablePointer<UInt8>) {
        let (stepX, stepY) = (placement.stepX, placement.stepY)
        let stride = 3 * plane.widthPixels
        for y in 0..<Chip.sidePixels {
            for x in 0..<Chip.sidePixels {
                let placeX = (placement.originX &+ x &* stepX &- y &* stepY) &>> 12
                let placeY = (placement.originY &+ x &* stepY &+ y &* stepX) &>> 12
                let (left, top) = (placeX &>> 12, placeY &>> 12)
                guard left >= 0, top >= 0, left < plane.widthPixels &- 1, top < plane.heightPixels &- 1 else {
                    continue
                }
                let (across, down) = (UInt32(placeX & 4095), UInt32(placeY & 4095))
                let at = plane.pixels + (top &* stride &+ 3 &* left)
                let pixel = chip + 3 &* (y &* Chip.sidePixels &+ x)
                for colour in 0..<3 {
                    let upper = UInt32(at[colour]) &* (4096 &- across) &+ UInt32(at[colour &+ 3]) &* across
                    let lower =
                        UInt32(at[stride &+ colour]) &* (4096 &- across) &+ UInt32(at[stride &+ colour &+ 3]) &* across
                    pixel[colour] = UInt8(
                        truncatingIfNeeded: (upper &* (4096 &- down) &+ lower &* down &+ 1 << 23) &>> 24)
                }
            }
        }
    }
}
