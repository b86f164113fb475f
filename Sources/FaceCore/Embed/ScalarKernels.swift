/// The inner loops of the network, scalar. Every SIMD twin must equal these bit for bit.
///
/// Counts are in elements; no function reads or writes outside the ranges that its comment gives.
enum ScalarKernels {
    /// out[p * channelCount + c] = Σ patches[p * count + k] * weights[c * count + k], k in 0..<count
    ///
    /// - Parameters:
    ///   - patches: `patchCount` rows of `count`; at least 1 row.
    ///   - weights: `channelCount` rows of `count`; a multiple of 4 rows.
    ///   - count: a multiple of 16; rows are 16-byte aligned.
    ///   - out: `patchCount` rows of `channelCount`.
    static func dotPanelS8(
        _ patches: UnsafePointer<Int8>, patchCount: Int, _ weights: UnsafePointer<Int8>, channelCount: Int,
        count: Int, _ out: UnsafeMutablePointer<Int32>
    ) {
        // Two patches and four channels at a time: eight sums stay in registers and each load is used twice or more.
        var channel = 0
        while channel < channelCount {
            let rows = weights + channel * count
            var patch = 0
            while patch < patchCount {
                // An odd last patch is computed twice, into the same place.
                let other = min(patch + 1, patchCount - 1)
                dot2x4(
                    patches + patch * count, patches + other * count, rows, count,
                    out + patch * channelCount + channel, out + other * channelCount + channel)
                patch += 2
            }
            channel += 4
        }
    }

    @inline(__always)
    private static func dot2x4(
        _ a: UnsafePointer<Int8>, _ b: UnsafePointer<Int8>, _ w0: UnsafePointer<Int8>, _ count: Int,
        _ outA: UnsafeMutablePointer<Int32>, _ outB: UnsafeMutablePointer<Int32>
    ) {
        let (w1, w2, w3) = (w0 + count, w0 + 2 * count, w0 + 3 * count)
        var (a0, a1, a2, a3): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
        var (b0, b1, b2, b3): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
        for k in 0..<count {
            let (x, y) = (Int32(a[k]), Int32(b[k]))
            let (p, q, r, s) = (Int32(w0[k]), Int32(w1[k]), Int32(w2[k]), Int32(w3[k]))
            a0 &+= x &* p
            a1 &+= x &* q
            a2 &+= x &* r
            a3 &+= x &* s
            b0 &+= y &* p
            b1 &+= y &* q
            b2 &+= y &* r
            b3 &+= y &* s
        }
        (outA[0], outA[1], outA[2], outA[3]) = (a0, a1, a2, a3)
        (outB[0], outB[1], outB[2], outB[3]) = (b0, b1, b2, b3)
    }

    /// out[c] = max(out[c], row[c]), c in 0..<count
    static func maximumS8(_ row: UnsafePointer<Int8>, count: Int, _ out: UnsafeMutablePointer<Int8>) {
        for c in 0..<count { out[c] = max(out[c], row[c]) }
    }

    /// out[c] += row[c], c in 0..<count; the caller knows that no sum overflows.
    static func addS8(_ row: UnsafePointer<Int8>, count: Int, _ out: UnsafeMutablePointer<Int32>) {
        for c in 0..<count { out[c] &+= Int32(row[c]) }
    }
}
