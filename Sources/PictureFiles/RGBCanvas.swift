/// `heightPixels` x `widthPixels` x 3 UInt8, red green blue, rows top down. Zeroed when it goes, unless it is lent.
struct RGBCanvas: ~Copyable {
    let widthPixels: Int
    let heightPixels: Int
    let bytes: UnsafeMutableRawBufferPointer
    private let isLent: Bool

    init(widthPixels: Int, heightPixels: Int) {
        (self.widthPixels, self.heightPixels) = (widthPixels, heightPixels)
        bytes = .allocate(byteCount: 3 * widthPixels * heightPixels, alignment: 64)
        bytes.initializeMemory(as: UInt8.self, repeating: 0)
        isLent = false
    }

    /// Looks at somebody else's pixels, which must outlive this and are not to be written to.
    init(lent bytes: UnsafeRawBufferPointer, widthPixels: Int, heightPixels: Int) {
        precondition(bytes.count == 3 * widthPixels * heightPixels)
        (self.widthPixels, self.heightPixels) = (widthPixels, heightPixels)
        self.bytes = UnsafeMutableRawBufferPointer(mutating: bytes)
        isLent = true
    }

    deinit { if !isLent { bytes.zeroAndFree() } }

    private var pixels: UnsafeMutablePointer<UInt8> { bytes.baseAddress!.assumingMemoryBound(to: UInt8.self) }

    func fill(_ value: UInt8) { bytes.initializeMemory(as: UInt8.self, repeating: value) }

    /// Means of 2 x 2 pixels, half up; an odd last row or column is left out.
    func halved() -> RGBCanvas {
        let half = RGBCanvas(widthPixels: widthPixels / 2, heightPixels: heightPixels / 2)
        let stride = 3 * widthPixels
        for y in 0..<half.heightPixels {
            let upper = pixels + 2 * y * stride
            let row = half.pixels + 3 * y * half.widthPixels
            for x in 0..<half.widthPixels {
                for colour in 0..<3 {
                    let at = upper + (6 &* x &+ colour)
                    let sum = UInt32(at[0]) &+ UInt32(at[3]) &+ UInt32(at[stride]) &+ UInt32(at[stride &+ 3])
                    row[3 &* x &+ colour] = UInt8(truncatingIfNeeded: (sum &+ 2) &>> 2)
                }
            }
        }
        return half
    }

    /// Fills bilinearly from `source`; places outside of it are left as they are.
    /// - Parameters: all with 16 fractional bits: `step` source pixels per pixel, (`left`, `top`) where the first one begins.
    func sample(_ source: borrowing RGBCanvas, step: Int, left: Int, top: Int) {
        let stride = 3 * source.widthPixels
        for y in 0..<heightPixels {
            let placeY = top + y * step + step / 2
            guard placeY >= 0, placeY >> 16 < source.heightPixels else { continue }
            let (row, down) = Self.split(placeY, source.heightPixels)
            for x in 0..<widthPixels {
                let placeX = left &+ x &* step &+ step / 2
                guard placeX >= 0, placeX &>> 16 < source.widthPixels else { continue }
                let (column, across) = Self.split(placeX, source.widthPixels)
                let at = source.pixels + (row &* stride &+ 3 &* column)
                let (right, below) = (across == 0 ? 0 : 3, down == 0 ? 0 : stride)
                let out = pixels + 3 &* (y &* widthPixels &+ x)
                for colour in 0..<3 {
                    let upper = UInt32(at[colour]) &* (256 &- across) &+ UInt32(at[colour &+ right]) &* across
                    let lower =
                        UInt32(at[colour &+ below]) &* (256 &- across)
                        &+ UInt32(at[colour &+ below &+ right]) &* across
                    out[colour] = UInt8(truncatingIfNeeded: (upper &* (256 &- down) &+ lower &* down &+ 32768) &>> 16)
                }
            }
        }
    }

    /// A place to the pixel whose centre is before it and the 8-bit weight of the next one.
    private static func split(_ place: Int, _ sidePixels: Int) -> (pixel: Int, weight: UInt32) {
        let fromCentre = min(max(place - 32768, 0), (sidePixels - 1) << 16)
        return (fromCentre >> 16, UInt32(fromCentre & 0xFFFF) >> 8)
    }

    /// Y from each pixel, U and V from the means of 2 x 2 (BT.601, full range, 16 fractional bits).
    func writeI420(to out: UnsafeMutablePointer<UInt8>) {
        let count = widthPixels * heightPixels
        for at in 0..<count {
            let (r, g, b) = (Int32(pixels[3 &* at]), Int32(pixels[3 &* at &+ 1]), Int32(pixels[3 &* at &+ 2]))
            out[at] = UInt8(clamping: (19595 &* r &+ 38470 &* g &+ 7471 &* b &+ 32768) &>> 16)
        }
        let quarter = halved()
        for at in 0..<count / 4 {
            let from = quarter.pixels + 3 * at
            let (r, g, b) = (Int32(from[0]), Int32(from[1]), Int32(from[2]))
            out[count &+ at] = UInt8(clamping: 128 &+ (32768 &* b &- 11059 &* r &- 21709 &* g &+ 32768) &>> 16)
            out[count &+ count / 4 &+ at] = UInt8(
                clamping: 128 &+ (32768 &* r &- 27439 &* g &- 5329 &* b &+ 32768) &>> 16)
        }
    }
}
