extension LandmarkPredictor {
    /// The landmarks of the face in `box`.
    /// - Parameter scratch: `probeCount` numbers; it holds brightness afterwards, and its owner wipes it.
    func landmarks(in frame: borrowing Frame, box: FaceBox, scratch: UnsafeMutablePointer<Int16>) -> FaceLandmarks {
        var shape = initialShape
        for cascade in cascades {
            probe(cascade, frame, box, shape, scratch)
            addLeaves(of: cascade, to: &shape, brightness: scratch)
        }
        let span = box.sidePixels - 1
        return FaceLandmarks(
            (0..<FaceLandmarks.count).map { point in
                FramePoint(
                    x: box.leftPixels << 8 + (Int(shape[2 * point]) * span + 2048) >> 12,
                    y: box.topPixels << 8 + (Int(shape[2 * point + 1]) * span + 2048) >> 12)
            })
    }

    /// Reads the brightness around the current shape; outside of the frame it is dark.
    private func probe(
        _ cascade: Cascade, _ frame: borrowing Frame, _ box: FaceBox, _ shape: [Int32],
        _ brightness: UnsafeMutablePointer<Int16>
    ) {
        let (turn, lean) = similarity(to: shape)
        let span = box.sidePixels - 1
        shape.withUnsafeBufferPointer { shape in
            for index in 0..<probeCount {
                let probe = cascade.probes[index]
                let (dx, dy) = (Int(probe.x), Int(probe.y))
                let anchor = 2 &* Int(probe.anchor)
                let x = (turn &* dx &- lean &* dy) &>> 20 &+ Int(shape[anchor])
                let y = (lean &* dx &+ turn &* dy) &>> 20 &+ Int(shape[anchor &+ 1])
                brightness[index] = frame.brightness(
                    x: box.leftPixels &+ (x &* span &+ 1 << 19) &>> 20,
                    y: box.topPixels &+ (y &* span &+ 1 << 19) &>> 20)
            }
        }
    }

    /// The least squares turn and scale from the initial shape to `shape`: cosine and sine parts, 20 fractional bits.
    private func similarity(to shape: [Int32]) -> (turn: Int, lean: Int) {
        var (turn, lean) = (0, 0)
        for point in 0..<FaceLandmarks.count {
            let (wx, wy) = (turnWeights[2 * point], turnWeights[2 * point + 1])
            let (x, y) = (Int(shape[2 * point]), Int(shape[2 * point + 1]))
            turn += wx * x + wy * y
            lean += wx * y - wy * x
        }
        return ((turn + 1 << 27) >> 28, (lean + 1 << 27) >> 28)
    }

    private func addLeaves(
        of cascade: Cascade, to shape: inout [Int32], brightness: UnsafeMutablePointer<Int16>
    ) {
        var sums = SIMD16<Int32>()
        for tree in 0..<treeCount {
            let start = cascade.trees + tree &* LandmarkFormat.treeBytes
            let splits = start.assumingMemoryBound(to: Split.self)
            var node = 0
            while node < LandmarkFormat.splitCount {
                let split = splits[node]
                let isLeft = brightness[Int(split.first)] &- brightness[Int(split.second)] > split.threshold
                node = 2 &* node &+ (isLeft ? 1 : 2)
            }
            let leaf =
                (start + LandmarkFormat.splitCount * MemoryLayout<Split>.stride).assumingMemoryBound(to: Int16.self)
                + (node &- LandmarkFormat.splitCount) &* LandmarkFormat.valueCount
            for value in 0..<LandmarkFormat.valueCount { sums[value] &+= Int32(leaf[value]) }
        }
        // A sane shape stays within a box or two; the limit keeps every later product in range, whatever the pack holds.
        let most = Int32(LandmarkFormat.largestCoordinate)
        for value in 0..<LandmarkFormat.valueCount { shape[value] = min(max(shape[value] + sums[value], -most), most) }
    }
}

extension Frame {
    /// (R + G + B) / 3 as dlib has it, or Y; 0 outside.
    fileprivate borrowing func brightness(x: Int, y: Int) -> Int16 {
        guard x >= 0, y >= 0, x < widthPixels, y < heightPixels else { return 0 }
        let at = y &* widthPixels &+ x
        let pixels = bytes.baseAddress!.assumingMemoryBound(to: UInt8.self)
        switch layout {
        case .rgb24: return (Int16(pixels[3 &* at]) &+ Int16(pixels[3 &* at &+ 1]) &+ Int16(pixels[3 &* at &+ 2])) / 3
        case .i420: return Int16(pixels[at])
        }
    }
}
