/// Sums over a grey plane: entry (x, y) is the sum of all pixels left of x and above y, modulo 2^32.
///
/// Sums of rectangles come out right as long as they are below 2^32, whatever has wrapped on the way.
struct IntegralImage {
    /// Entries from one row to the next, at least the plane's width + 1.
    let stride: Int
    let entries: UnsafeMutablePointer<UInt32>

    /// Writes (width + 1) x (height + 1) entries.
    func fill(from plane: GreyPlane) {
        precondition(stride > plane.widthPixels)
        for x in 0...plane.widthPixels { entries[x] = 0 }
        for y in 0..<plane.heightPixels {
            let pixels = plane.pixels + y * plane.widthPixels
            let above = entries + y * stride
            let row = above + stride
            row[0] = 0
            var sum: UInt32 = 0
            for x in 0..<plane.widthPixels {
                sum &+= UInt32(pixels[x])
                row[x &+ 1] = above[x &+ 1] &+ sum
            }
        }
    }

    func sum(x: Int, y: Int, widthPixels: Int, heightPixels: Int) -> UInt32 {
        let top = entries + y * stride + x
        let bottom = top + heightPixels * stride
        return bottom[widthPixels] &- bottom[0] &- top[widthPixels] &+ top[0]
    }
}
