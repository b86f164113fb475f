/// A cascade laid over integral images of one stride: every place in a plane is asked whether a face's window starts there.
///
/// `run` asks eight neighbours at once as long as several of them may still be faces; `isFace` asks one, and is what the
/// eight are tested against.
struct LbpScan {
    /// A weak classifier with its offsets in entries of the integral image.
    struct Probe {
        var start: Int, across: Int, down: Int
        var member: Int32, other: Int32
        var subset: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32)

        /// The leaf for a code of 0...255.
        @inline(__always)
        func leaf(_ code: Int) -> Int32 {
            let word = withUnsafeBytes(of: subset) { $0.load(fromByteOffset: (code &>> 5) &* 4, as: UInt32.self) }
            return word &>> UInt32(truncatingIfNeeded: code & 31) & 1 == 1 ? member : other
        }
    }

    let stride: Int
    private let windowPixels: Int
    private let stages: [LbpCascade.Stage]
    private let lateStages: [LbpCascade.Stage]
    private let probes: [Probe]

    /// - Parameter lateStageCount: so many stages at the end `run` leaves out; `passesLateStages` asks them.
    init(_ cascade: LbpCascade, stride: Int, lateStageCount: Int = 0) {
        self.stride = stride
        windowPixels = cascade.windowPixels
        stages = cascade.stages.dropLast(lateStageCount)
        lateStages = cascade.stages.suffix(min(lateStageCount, cascade.stages.count))
        probes = cascade.weak.map { weak in
            let s = weak.subset
            return Probe(
                start: Int(weak.y) * stride + Int(weak.x), across: Int(weak.blockWidth),
                down: Int(weak.blockHeight) * stride, member: weak.member, other: weak.other,
                subset: (s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]))
        }
    }

    /// Whether a window that `run` found passes all stages.
    func passesLateStages(over integral: IntegralImage, x: Int, y: Int) -> Bool {
        precondition(integral.stride == stride)
        let window = UnsafePointer(integral.entries + y * stride) + x
        return lateStages.withUnsafeBufferPointer { stages in
            probes.withUnsafeBufferPointer { Self.isFace(window, stages[...], $0) }
        }
    }

    /// Calls `found` with the upper left corner of every window that passes all stages but the late ones, row by row.
    /// - Parameter step: every `step`-th place in each direction is asked.
    func run(
        over integral: IntegralImage, widthPixels: Int, heightPixels: Int, step: Int,
        found: (_ x: Int, _ y: Int) -> Void
    ) {
        precondition(integral.stride == stride && widthPixels < stride)
        let (lastX, lastY) = (widthPixels - windowPixels, heightPixels - windowPixels)
        guard lastX >= 0, lastY >= 0 else { return }
        stages.withUnsafeBufferPointer { stages in
            probes.withUnsafeBufferPointer { probes in
                for y in Swift.stride(from: 0, through: lastY, by: step) {
                    let row = UnsafePointer(integral.entries + y * stride)
                    var x = 0
                    // Eight neighbours lie in the plane when the last of them does.
                    while step == 1, x + 7 <= lastX {
                        var faces = Self.facesAmongEight(row + x, stages, probes)
                        while faces != 0 {
                            found(x + faces.trailingZeroBitCount, y)
                            faces &= faces &- 1
                        }
                        x += 8
                    }
                    while x <= lastX {
                        if Self.isFace(row + x, stages[...], probes) { found(x, y) }
                        x += step
                    }
                }
            }
        }
    }

    /// Asks the windows that begin at `window` and the seven places after it; bit i stands for the i-th.
    private static func facesAmongEight(
        _ window: UnsafePointer<UInt32>, _ stages: UnsafeBufferPointer<LbpCascade.Stage>,
        _ probes: UnsafeBufferPointer<Probe>
    ) -> UInt32 {
        var alive: UInt32 = 0xFF
        for (index, stage) in stages.enumerated() {
            var sums = SIMD8<Int32>()
            for probe in stage.weak {
                let codes = Self.codes(window + probes[probe].start, probes[probe].across, probes[probe].down)
                for lane in 0..<8 { sums[lane] &+= probes[probe].leaf(Int(codes[lane])) }
            }
            for lane in 0..<8 where sums[lane] < stage.threshold { alive &= ~(1 &<< UInt32(lane)) }
            guard alive.nonzeroBitCount > 2 else { return finish(alive, window, stages[(index + 1)...], probes) }
        }
        return alive
    }

    /// The last few one by one.
    private static func finish(
        _ alive: UInt32, _ window: UnsafePointer<UInt32>, _ stages: Slice<UnsafeBufferPointer<LbpCascade.Stage>>,
        _ probes: UnsafeBufferPointer<Probe>
    ) -> UInt32 {
        var (alive, faces) = (alive, UInt32(0))
        while alive != 0 {
            let lane = alive.trailingZeroBitCount
            if isFace(window + lane, stages, probes) { faces |= 1 &<< UInt32(lane) }
            alive &= alive &- 1
        }
        return faces
    }

    private static func isFace(
        _ window: UnsafePointer<UInt32>, _ stages: Slice<UnsafeBufferPointer<LbpCascade.Stage>>,
        _ probes: UnsafeBufferPointer<Probe>
    ) -> Bool {
        for stage in stages {
            var sum: Int32 = 0
            for probe in stage.weak {
                sum &+= probes[probe].leaf(
                    Self.code(window + probes[probe].start, probes[probe].across, probes[probe].down))
            }
            if sum < stage.threshold { return false }
        }
        return true
    }

    /// The pattern of 3 x 3 blocks whose upper left corner is `at`.
    private static func code(_ at: UnsafePointer<UInt32>, _ across: Int, _ down: Int) -> Int {
        let (r0, r1, r2, r3) = (at, at + down, at + 2 &* down, at + 3 &* down)
        let (c1, c2, c3) = (across, 2 &* across, 3 &* across)
        // Differences along each row of corners; their differences down the rows are the nine sums.
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

    /// The same for eight neighbours. Sums of blocks are below 2^31, so they may be compared as signed numbers, which every
    /// CPU can do in lanes.
    @inline(__always)
    private static func codes(_ at: UnsafePointer<UInt32>, _ across: Int, _ down: Int) -> SIMD8<Int32> {
        @inline(__always)
        func row(_ line: Int) -> (SIMD8<Int32>, SIMD8<Int32>, SIMD8<Int32>) {
            let start = UnsafeRawPointer(at + line &* down)
            let c0 = start.loadUnaligned(as: SIMD8<Int32>.self)
            let c1 = start.loadUnaligned(fromByteOffset: 4 &* across, as: SIMD8<Int32>.self)
            let c2 = start.loadUnaligned(fromByteOffset: 8 &* across, as: SIMD8<Int32>.self)
            let c3 = start.loadUnaligned(fromByteOffset: 12 &* across, as: SIMD8<Int32>.self)
            return (c1 &- c0, c2 &- c1, c3 &- c2)
        }
        let ((a0, a1, a2), (b0, b1, b2), (d0, d1, d2), (e0, e1, e2)) = (row(0), row(1), row(2), row(3))
        let middle = d1 &- b1
        var codes = SIMD8<Int32>()
        codes.replace(with: codes | 128, where: (b0 &- a0) .>= middle)
        codes.replace(with: codes | 64, where: (b1 &- a1) .>= middle)
        codes.replace(with: codes | 32, where: (b2 &- a2) .>= middle)
        codes.replace(with: codes | 16, where: (d2 &- b2) .>= middle)
        codes.replace(with: codes | 8, where: (e2 &- d2) .>= middle)
        codes.replace(with: codes | 4, where: (e1 &- d1) .>= middle)
        codes.replace(with: codes | 2, where: (e0 &- d0) .>= middle)
        codes.replace(with: codes | 1, where: (d0 &- b0) .>= middle)
        return codes
    }
}
