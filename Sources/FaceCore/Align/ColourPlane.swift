/// Colour: `heightPixels` x `widthPixels` x 3 UInt8, red green blue, rows top down, no gaps. A view of memory that
/// someone else owns.
struct ColourPlane {
    let widthPixels: Int
    let heightPixels: Int
    let pixels: UnsafeMutablePointer<UInt8>

    var byteCount: Int { 3 * widthPixels * heightPixels }

    /// Copies the part of `frame` whose upper left pixel is (left, top).
    func fill(from frame: borrowing Frame, left: Int, top: Int) {
        precondition(left >= 0 && top >= 0 && left + widthPixels <= frame.widthPixels)
        precondition(top + heightPixels <= frame.heightPixels)
        let source = frame.bytes.baseAddress!.assumingMemoryBound(to: UInt8.self)
        for y in 0..<heightPixels {
            let row = pixels + 3 * y * widthPixels
            switch frame.layout {
            case .rgb24: row.update(from: source + 3 * ((top + y) * frame.widthPixels + left), count: 3 * widthPixels)
            case .i420: fillRow(row, source, y: top + y, left: left, frame.widthPixels, frame.heightPixels)
            }
        }
    }

    /// BT.601, full range, 16 fractional bits, half up; four pixels share their U and V.
    private func fillRow(
        _ row: UnsafeMutablePointer<UInt8>, _ source: UnsafePointer<UInt8>, y: Int, left: Int, _ frameWidth: Int,
        _ frameHeight: Int
    ) {
        let blues = source + frameWidth * frameHeight + (y / 2) * (frameWidth / 2)
        let reds = blues + frameWidth * frameHeight / 4
        for x in 0..<widthPixels {
            let luma = Int32(source[y &* frameWidth &+ left &+ x]) << 16 &+ 32768
            let (u, v) = (Int32(blues[(left &+ x) / 2]) &- 128, Int32(reds[(left &+ x) / 2]) &- 128)
            row[3 &* x] = UInt8(clamping: (luma &+ 91881 &* v) &>> 16)
            row[3 &* x &+ 1] = UInt8(clamping: (luma &- 22554 &* u &- 46802 &* v) &>> 16)
            row[3 &* x &+ 2] = UInt8(clamping: (luma &+ 116_130 &* u) &>> 16)
        }
    }

    /// Sides after one halving.
    static func halvedPixels(_ pixels: Int) -> Int { max(0, (pixels - 3) / 2) }

    /// Fills with every second pixel of `source` behind the filter 1 4 6 4 1 in both directions, half up.
    /// Pixel (x, y) is centred on (2x + 2, 2y + 2) of `source`.
    /// - Parameter line: room for 3 * `source.widthPixels` numbers.
    func fill(halving source: ColourPlane, line: UnsafeMutablePointer<UInt16>) {
        precondition(widthPixels == Self.halvedPixels(source.widthPixels))
        precondition(heightPixels == Self.halvedPixels(source.heightPixels))
        let stride = 3 * source.widthPixels
        for y in 0..<heightPixels {
            let r0 = source.pixels + 2 * y * stride
            let (r1, r2, r3, r4) = (r0 + stride, r0 + 2 * stride, r0 + 3 * stride, r0 + 4 * stride)
            for at in 0..<stride {
                let outer = UInt16(r0[at]) &+ UInt16(r4[at])
                let inner = UInt16(r1[at]) &+ UInt16(r3[at])
                line[at] = outer &+ 4 &* inner &+ 6 &* UInt16(r2[at])
            }
            let row = pixels + 3 * y * widthPixels
            for at in 0..<3 * widthPixels {
                let from = 2 &* at &- at % 3  // 6 * (at / 3) + at % 3
                let outer = UInt32(line[from]) &+ UInt32(line[from &+ 12])
                let inner = UInt32(line[from &+ 3]) &+ UInt32(line[from &+ 9])
                row[at] = UInt8(truncatingIfNeeded: (outer &+ 4 &* inner &+ 6 &* UInt32(line[from &+ 6]) &+ 128) &>> 8)
            }
        }
    }
}
