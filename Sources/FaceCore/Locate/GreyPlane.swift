/// Brightness: `heightPixels` x `widthPixels` UInt8, rows top down, no gaps. A view of memory that someone else owns.
struct GreyPlane {
    let widthPixels: Int
    let heightPixels: Int
    let pixels: UnsafeMutablePointer<UInt8>

    var pixelCount: Int { widthPixels * heightPixels }

    /// Y = (4899 R + 9617 G + 1868 B + 2^13) >> 14 (BT.601, full range) from `.rgb24`; the Y plane itself from `.i420`.
    func fill(from frame: borrowing Frame) {
        precondition(frame.widthPixels == widthPixels && frame.heightPixels == heightPixels)
        let source = frame.bytes.baseAddress!.assumingMemoryBound(to: UInt8.self)
        switch frame.layout {
        case .i420:
            pixels.update(from: source, count: pixelCount)
        case .rgb24:
            for index in 0..<pixelCount {
                let red = UInt32(source[3 &* index])
                let green = UInt32(source[3 &* index &+ 1])
                let blue = UInt32(source[3 &* index &+ 2])
                pixels[index] = UInt8(truncatingIfNeeded: (4899 &* red &+ 9617 &* green &+ 1868 &* blue &+ 8192) &>> 14)
            }
        }
    }

    /// Fills with the means of 2 x 2 pixels, half up; an odd last row or column of `source` is left out.
    func fill(halving source: GreyPlane) {
        precondition(source.widthPixels / 2 == widthPixels && source.heightPixels / 2 == heightPixels)
        for y in 0..<heightPixels {
            let upper = source.pixels + 2 * y * source.widthPixels
            let lower = upper + source.widthPixels
            let row = pixels + y * widthPixels
            for x in 0..<widthPixels {
                let top = UInt16(upper[2 &* x]) &+ UInt16(upper[2 &* x &+ 1])
                let bottom = UInt16(lower[2 &* x]) &+ UInt16(lower[2 &* x &+ 1])
                row[x] = UInt8(truncatingIfNeeded: (top &+ bottom &+ 2) &>> 2)
            }
        }
    }

    /// Fills by bilinear sampling: pixel centres correspond, weights have 8 bits, one rounding, half up.
    /// - Parameter step: pixels of `source` per pixel of this, with 16 fractional bits.
    /// - Parameter columns: room for `widthPixels` numbers.
    func fill(sampling source: GreyPlane, step: Int, columns: UnsafeMutablePointer<UInt32>) {
        for x in 0..<widthPixels { columns[x] = Self.sample(x, step: step, sidePixels: source.widthPixels) }
        for y in 0..<heightPixels {
            let place = Self.sample(y, step: step, sidePixels: source.heightPixels)
            let upper = source.pixels + Int(place >> 8) * source.widthPixels
            let lower = upper + (place & 0xFF == 0 ? 0 : source.widthPixels)
            let down = place & 0xFF
            let row = pixels + y * widthPixels
            for x in 0..<widthPixels {
                let left = Int(columns[x] &>> 8)
                let across = columns[x] & 0xFF
                let right = left &+ (across == 0 ? 0 : 1)
                let top = UInt32(upper[left]) &* (256 &- across) &+ UInt32(upper[right]) &* across
                let bottom = UInt32(lower[left]) &* (256 &- across) &+ UInt32(lower[right]) &* across
                row[x] = UInt8(truncatingIfNeeded: (top &* (256 &- down) &+ bottom &* down &+ 32768) &>> 16)
            }
        }
    }

    /// Where sample `index` lies: pixel * 256 + weight of the next pixel. The weight is 0 at the last pixel.
    private static func sample(_ index: Int, step: Int, sidePixels: Int) -> UInt32 {
        let centre = ((2 * index + 1) * step - 65536) >> 1
        return UInt32(min(max(centre, 0), (sidePixels - 1) << 16) >> 8)
    }
}
