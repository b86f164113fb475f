import FaceCore

/// OpenCV's cascade file (XML; features LBP, stumps only) to the pack's section `CASC`.
enum CascadeImport {
    /// OpenCV lowers each threshold by this much before it compares.
    static let thresholdSlack: Float = 1e-5

    /// - Throws: `.foreign` for another file or another kind of cascade, `.badElement` for what is wrong in it.
    static func section(from file: [UInt8]) throws(ImportError) -> [UInt8] {
        let root = try XMLTree.parse(file)
        guard root.name == "opencv_storage", let cascade = root.children.first(where: { $0.name == "cascade" }) else {
            throw ImportError(.foreign("it holds no OpenCV cascade"))
        }
        try expect(cascade, "stageType", "BOOST")
        try expect(cascade, "featureType", "LBP")
        let width = try cascade.child("width").integers(1)[0]
        let height = try cascade.child("height").integers(1)[0]
        guard width == height, LbpCascadeFormat.windowPixels.contains(width) else {
            throw ImportError(.foreign("its window is \(width) x \(height) pixels; it must be square, 8 to 64"))
        }
        let blocks = try readBlocks(cascade.child("features"), windowPixels: width)
        return try write(windowPixels: width, stages: cascade.child("stages"), blocks: blocks)
    }

    private static func expect(_ parent: XMLTree, _ name: String, _ value: String) throws(ImportError) {
        let text = try parent.child(name).text
        guard text == value else {
            throw ImportError(.foreign("its \(name) is \"\(text.prefix(40))\", only \(value) is supported"))
        }
    }

    /// x, y, width and height of each feature's first block.
    private static func readBlocks(_ features: XMLTree, windowPixels: Int) throws(ImportError) -> [[UInt8]] {
        var blocks: [[UInt8]] = []
        for feature in features.children {
            let rect = try feature.child("rect").integers(4)
            guard rect[0] >= 0, rect[1] >= 0, rect[2] > 0, rect[3] > 0, max(rect[2], rect[3]) <= windowPixels,
                rect[0] + 3 * rect[2] <= windowPixels, rect[1] + 3 * rect[3] <= windowPixels
            else { throw ImportError(.badElement("a feature reaches beyond the window", line: feature.line)) }
            blocks.append(rect.map { UInt8($0) })
        }
        return blocks
    }

    private static func write(
        windowPixels: Int, stages: XMLTree, blocks: [[UInt8]]
    ) throws(ImportError) -> [UInt8] {
        var (stageBytes, weakBytes): ([UInt8], [UInt8]) = ([], [])
        var weakCount = 0
        for stage in stages.children {
            let weak = try stage.child("weakClassifiers")
            guard (1...LbpCascadeFormat.mostWeakOfStage).contains(weak.children.count) else {
                throw ImportError(.badElement("a stage has \(weak.children.count) weak classifiers", line: stage.line))
            }
            let threshold = try numbers(stage.child("stageThreshold"), 1)[0] - thresholdSlack
            stageBytes.append(littleEndian: UInt32(weak.children.count))
            stageBytes.append(littleEndian: try fixed(threshold, stage, limit: 64))
            for tree in weak.children { try append(tree, blocks, to: &weakBytes) }
            weakCount += weak.children.count
        }
        guard LbpCascadeFormat.stageCount.contains(stages.children.count),
            LbpCascadeFormat.weakCount.contains(weakCount)
        else {
            throw ImportError(
                .badElement(
                    "it has \(stages.children.count) stages and \(weakCount) weak classifiers", line: stages.line))
        }
        var section: [UInt8] = []
        for field in [windowPixels, stages.children.count, weakCount, 0] { section.append(littleEndian: UInt32(field)) }
        return section + stageBytes + weakBytes
    }

    /// A stump: `internalNodes` is 0, -1 (both ways end in a leaf), the feature's index, 8 words of subset.
    private static func append(
        _ tree: XMLTree, _ blocks: [[UInt8]], to weakBytes: inout [UInt8]
    ) throws(ImportError) {
        let node = try tree.child("internalNodes").integers(11)
        guard node[0] == 0, node[1] == -1 else {
            throw ImportError(.foreign("its trees are deeper than one level (line \(tree.line))"))
        }
        guard blocks.indices.contains(node[2]) else {
            throw ImportError(.badElement("feature \(node[2]) does not exist", line: tree.line))
        }
        weakBytes.append(contentsOf: blocks[node[2]])
        for leaf in try numbers(tree.child("leafValues"), 2) {
            weakBytes.append(littleEndian: try fixed(leaf, tree, limit: 2))
        }
        for word in node[3...] {
            guard let bits = Int32(exactly: word) else {
                throw ImportError(.badElement("a subset word is \(word)", line: tree.line))
            }
            weakBytes.append(littleEndian: bits)
        }
    }

    private static func numbers(_ element: XMLTree, _ count: Int) throws(ImportError) -> [Float] {
        let numbers = try element.numbers()
        guard numbers.count == count else {
            throw ImportError(
                .badElement(
                    "<\(element.name)> has \(numbers.count) numbers, expected \(count)", line: element.line))
        }
        return numbers.map { Float($0) }
    }

    private static func fixed(_ value: Float, _ element: XMLTree, limit: Float) throws(ImportError) -> Int32 {
        guard value.magnitude <= limit else {
            throw ImportError(.badElement("\(value) is out of range (at most \(limit))", line: element.line))
        }
        return Int32((Double(value) * Double(1 << LbpCascadeFormat.leafFractionBits)).rounded())
    }
}
