/// A cascade laid over integral images of one stride: every place in a plane is asked whether a face's window starts there.
struct LbpScan {
    /// A weak classifier with its offsets in entries of the integral image.
    private struct Probe {
        var start: Int, across: Int, down: Int
        var member: Int32, other: Int32
        var subset: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32)
    }

    let stride: Int
    private let windowPixels: Int
    private let stages: [LbpCascade.Stage]
    private let probes: [Probe]

    init(_ cascade: LbpCascade, stride: Int) {
        self.stride = stride
        windowPixels = cascade.windowPixels
        stages = cascade.stages
        probes = cascade.weak.map { weak in
            let s = weak.subset
            return Probe(
                start: Int(weak.y) * stride + Int(weak.x), across: Int(weak.blockWidth),
                down: Int(weak.blockHeight) * stride, member: weak.member, other: weak.other,
                subset: (s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]))
        }
    }

    /// Calls `found` with the upper left corner of every window that passes all stages, row by row.
    /// - Parameter step: every `step`-th place in each direction is asked.
    func run(
        over integral: IntegralImage, widthPixels: Int, heightPixels: Int, step: Int, found: (_ x: Int, _ y: Int) -> Void
    ) {
        precondition(integral.stride == stride && widthPixels < stride)
        let (lastX, lastY) = (widthPixels - windowPixels, heightPixels - windowPixels)
        guard lastX >= 0, lastY >= 0 else { return }
        for y in Swift.stride(from: 0, through: lastY, by: step) {
            let row = UnsafePointer(integral.entries + y * stride)
            for x in Swift.stride(from: 0, through: lastX, by: step) where isFace(row + x) { found(x, y) }
        }
    }

    private func isFace(_ window: UnsafePointer<UInt32>) -> Bool {
        stages.withUnsafeBufferPointer { stages in
            probes.withUnsafeBufferPointer { probes in
                for stage in stages {
                    var sum: Int32 = 0
                    for index in stage.weak {
                        let code = Self.code(window + probes[index].start, probes[index].across, probes[index].down)
                        let isMember = withUnsafeBytes(of: probes[index].subset) {
                            $0.load(fromByteOffset: (code &>> 5) &* 4, as: UInt32.self) &>> UInt32(code & 31) & 1 == 1
                        }
                        sum &+= isMember ? probes[index].member : probes[index].other
                    }
                    if sum < stage.threshold { return false }
                }
                return true
            }
        }
    }

    /// The pattern of 3 x 3 blocks: `at` is their upper left corner.
    private static func code(_ at: UnsafePointer<UInt32>, _ across: Int, _ down: Int) -> Int {
        let (r0, r1, r2, r3) = (at, at + down, at + 2 &* down, at + 3 &* down)
        let (c1, c2, c3) = (across, 2 &* across, 3 &* across)
        // Differences along each row of corners, then between rows: the nine sums.
        let (a0, a1, a2) = (r0[c1] &- r0[0], r0[c2] &- r0[c1], r0[c3] &- r0[c2])
        let (b0, b1, b2) = (r1[c1] &- r1[0], r1[c2] &- r1[c1], r1[c3] &- r1[c2])
        let (d0, d1, d2) = (r2[c1] &- r2[0], r2[c2] &- r2[c1], r2[c3] &- r2[c2])
        let (e0, e1, e2) = (r3[c1] &- r3[0], r3[c2] &- r3[c1], r3[c3] &- r3[c2])
        let middle = d1 &- b1
        var code = (b0 &- a0) >= middle ? 128 : 0
        code |= (b1 &- a1) >= middle ? 64 : 0
        code |= (b2 &- a2) >= middle ? 32 : 0
        code |= (d2 &- b2) >= middle ? 16 : 0
        code |= (e2 &- d2) >= middle ? 8 : 0
        code |= (e1 &- d1) >= middle ? 4 : 0
        code |= (e0 &- d0) >= middle ? 2 : 0
        code |= (d0 &- b0) >= middle ? 1 : 0
        return code
    }
}
