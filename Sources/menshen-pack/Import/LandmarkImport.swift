import FaceCore

/// dlib's 5-point shape predictor (.dat) to the pack's section `ERT5`.
///
/// The file: int 1; initial shape (matrix 10 x 1); cascades x trees x (splits: int first, int second, float threshold;
/// leaves: matrix 10 x 1); anchors per cascade (ints); deltas per cascade (two floats each).
enum LandmarkImport {
    /// - Throws: `.foreign`, `.truncated`, `.unexpected`, `.trailing`.
    static func section(from file: [UInt8]) throws(ImportError) -> [UInt8] {
        var reader = DlibReader(file)
        guard let version = try? reader.readInt(), version == 1 else {
            throw ImportError(.foreign("it does not begin as a dlib shape predictor does"))
        }
        let shape = try readPoints(&reader)
        let forests = try readForests(&reader)
        let anchors = try readAnchors(&reader, cascadeCount: forests.count)
        let deltas = try readDeltas(&reader, probeCounts: anchors.map(\.count))
        try reader.finish()
        return try Writer(shape: shape, forests: forests, anchors: anchors, deltas: deltas, end: file.count).section()
    }

    struct Tree {
        var splits: [(first: Int, second: Int, threshold: Float)]
        /// `LandmarkFormat.leafCount` times `LandmarkFormat.valueCount` numbers.
        var leaves: [Float]
    }

    /// x and y of five points.
    private static func readPoints(_ reader: inout DlibReader) throws(ImportError) -> [Float] {
        let start = reader.offset
        let matrix = try reader.readMatrix(maximumCount: LandmarkFormat.valueCount)
        guard matrix.rows == LandmarkFormat.valueCount, matrix.columns == 1 else {
            throw ImportError(
                .unexpected(
                    "a shape of \(matrix.rows) x \(matrix.columns) numbers, expected 10 x 1", offset: start))
        }
        return matrix.values
    }

    private static func readCount(
        _ reader: inout DlibReader, _ range: ClosedRange<Int>, _ what: String
    ) throws(ImportError) -> Int {
        let start = reader.offset
        let count = try reader.readInt()
        guard range.contains(count) else {
            throw ImportError(
                .unexpected(
                    "\(what) is \(count), it must be \(range.lowerBound)...\(range.upperBound)", offset: start))
        }
        return count
    }

    private static func readForests(_ reader: inout DlibReader) throws(ImportError) -> [[Tree]] {
        let cascadeCount = try readCount(&reader, LandmarkFormat.cascadeCount, "the number of cascades")
        var forests: [[Tree]] = []
        for _ in 0..<cascadeCount {
            let treeCount = try readCount(&reader, LandmarkFormat.treeCount, "the number of trees")
            guard treeCount == forests.first?.count ?? treeCount, cascadeCount * treeCount <= LandmarkFormat.mostTrees
            else { throw ImportError(.unexpected("a cascade has \(treeCount) trees", offset: reader.offset)) }
            var trees: [Tree] = []
            for _ in 0..<treeCount { trees.append(try readTree(&reader)) }
            forests.append(trees)
        }
        return forests
    }

    private static func readTree(_ reader: inout DlibReader) throws(ImportError) -> Tree {
        var tree = Tree(splits: [], leaves: [])
        try reader.expectInt(LandmarkFormat.splitCount, "the number of a tree's splits")
        for _ in 0..<LandmarkFormat.splitCount {
            let first = try readCount(&reader, 0...LandmarkFormat.probeCount.upperBound - 1, "a probe's index")
            let second = try readCount(&reader, 0...LandmarkFormat.probeCount.upperBound - 1, "a probe's index")
            tree.splits.append((first, second, try reader.readFloat()))
        }
        try reader.expectInt(LandmarkFormat.leafCount, "the number of a tree's leaves")
        for _ in 0..<LandmarkFormat.leafCount { tree.leaves += try readPoints(&reader) }
        return tree
    }

    private static func readAnchors(_ reader: inout DlibReader, cascadeCount: Int) throws(ImportError) -> [[Int]] {
        try reader.expectInt(cascadeCount, "the number of anchor lists")
        var anchors: [[Int]] = []
        for _ in 0..<cascadeCount {
            let count = try readCount(&reader, LandmarkFormat.probeCount, "the number of probes")
            guard count == anchors.first?.count ?? count else {
                throw ImportError(.unexpected("a cascade has \(count) probes", offset: reader.offset))
            }
            var list: [Int] = []
            for _ in 0..<count { list.append(try readCount(&reader, 0...FaceLandmarks.count - 1, "an anchor")) }
            anchors.append(list)
        }
        return anchors
    }

    private static func readDeltas(
        _ reader: inout DlibReader, probeCounts: [Int]
    ) throws(ImportError) -> [[(x: Float, y: Float)]] {
        try reader.expectInt(probeCounts.count, "the number of delta lists")
        var deltas: [[(x: Float, y: Float)]] = []
        for count in probeCounts {
            try reader.expectInt(count, "the number of deltas")
            var list: [(x: Float, y: Float)] = []
            for _ in 0..<count { list.append((try reader.readFloat(), try reader.readFloat())) }
            deltas.append(list)
        }
        return deltas
    }
}

extension LandmarkImport {
    /// What was read, brought to fixed point. Nothing is clipped: a number that does not fit is an error.
    private struct Writer {
        let shape: [Float]
        let forests: [[Tree]]
        let anchors: [[Int]]
        let deltas: [[(x: Float, y: Float)]]
        let end: Int

        func section() throws(ImportError) -> [UInt8] {
            var section: [UInt8] = []
            for field in [forests.count, forests[0].count, anchors[0].count, 0, 0, 0] {
                section.append(littleEndian: UInt32(field))
            }
            for value in shape { section.append(littleEndian: try coordinate(value)) }
            for cascade in forests.indices {
                section.pad(to: LandmarkFormat.alignmentBytes)
                for (delta, anchor) in zip(deltas[cascade], anchors[cascade]) {
                    section.append(littleEndian: try coordinate(delta.x))
                    section.append(littleEndian: try coordinate(delta.y))
                    section.append(littleEndian: UInt32(anchor))
                }
                for tree in forests[cascade] { try append(tree, to: &section) }
            }
            return section
        }

        private func append(_ tree: Tree, to section: inout [UInt8]) throws(ImportError) {
            for split in tree.splits {
                guard max(split.first, split.second) < anchors[0].count else {
                    throw ImportError(.unexpected("a split compares a probe that does not exist", offset: end))
                }
                section.append(littleEndian: UInt16(split.first))
                section.append(littleEndian: UInt16(split.second))
                // Differences of brightness are whole numbers: d > t is d > floor(t), and beyond +-256 nothing changes.
                section.append(littleEndian: Int16(min(max(split.threshold.rounded(.down), -256), 256)))
            }
            for leaf in tree.leaves {
                guard let value = Int16(exactly: scaled(leaf)) else {
                    throw ImportError(.unexpected("a leaf moves a point by \(leaf), which is too far", offset: end))
                }
                section.append(littleEndian: value)
            }
        }

        private func coordinate(_ value: Float) throws(ImportError) -> Int32 {
            let fixed = scaled(value)
            guard fixed.magnitude <= Double(LandmarkFormat.largestCoordinate) else {
                throw ImportError(.unexpected("a point lies at \(value), too far from the face", offset: end))
            }
            return Int32(fixed)
        }

        private func scaled(_ value: Float) -> Double {
            (Double(value) * Double(1 << LandmarkFormat.fractionBits)).rounded()
        }
    }
}
