/// Reads `dlib_face_recognition_resnet_model_v1.dat`. The file does not say how its layers are connected, so everything
/// that it does say is compared with the one network that is known.
struct ResnetImport {
    /// What activation ranges and calibrations of this network call it.
    static let networkName = "dlib_face_recognition_resnet_model_v1"
    static let fileName = networkName + ".dat"
    static let sha256 = "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30"

    /// Channels and whether the block halves the picture, in the order in which they run.
    static let blockPlan: [(channels: Int, halves: Bool)] = [
        (32, false), (32, false), (32, false),
        (64, true), (64, false), (64, false), (64, false),
        (128, true), (128, false), (128, false),
        (256, true), (256, false), (256, false),
        (256, true),
    ]

    private var reader: DlibReader

    /// - Throws: `ImportError` for whatever is not this network in this version of the format.
    static func read(_ bytes: [UInt8]) throws(ImportError) -> DlibResnet {
        var importer = Self(reader: DlibReader(bytes))
        return try importer.readNetwork()
    }

    private mutating func readNetwork() throws(ImportError) -> DlibResnet {
        try reader.expectInt(1, "the format's version")
        let kind = try reader.readString()
        guard kind == "loss_metric_2" else { throw ImportError(.foreign("it begins with \"\(kind)\"")) }
        _ = try reader.readFloat()  // margin and threshold of the training loss
        _ = try reader.readFloat()
        for version in Self.layerVersions { try reader.expectInt(version, "the version of a layer") }
        let means = try readInput()
        let stem = try readConvolution(inputs: 3, outputs: 32, kernel: 7, stride: 2, padding: 0, isInnermost: true)
        try readPlain("relu_")
        try readPool("max_pool_2", [3, 3, 2, 2, 0, 0])
        var blocks: [DlibResnet.Block] = []
        var channels = 32
        for plan in Self.blockPlan {
            blocks.append(try readBlock(inputs: channels, outputs: plan.channels, halves: plan.halves))
            channels = plan.channels
        }
        try readPool("avg_pool_2", [0, 0, 1, 1, 0, 0])
        let head = try readHead(inputs: 256, outputs: 128)
        try reader.finish()
        return DlibResnet(means: means, stem: stem, blocks: blocks, head: head)
    }

    /// From the outermost layer to the innermost: 2 for a layer, 1 for a tag or a skip, 3 for the one on the input.
    static var layerVersions: [Int] {
        var versions = [2, 2]  // fc, avg_pool
        for plan in blockPlan.reversed() {
            // relu, add_prev, (avg_pool, skip, tag), affine, con, relu, affine, con, tag
            versions += [2, 2] + (plan.halves ? [2, 1, 1] : []) + [2, 2, 2, 2, 2, 1]
        }
        return versions + [2, 2, 2, 3]  // max_pool, relu, affine, con
    }

    private mutating func readInput() throws(ImportError) -> [Float] {
        try expectName("input_rgb_image_sized")
        let means = [try reader.readFloat(), try reader.readFloat(), try reader.readFloat()]
        guard means.allSatisfy({ (0...255).contains($0) }) else {
            throw ImportError(.unexpected("the mean colour is \(means)", offset: reader.offset))
        }
        try reader.expectInt(150, "the input's height")
        try reader.expectInt(150, "the input's width")
        return means
    }

    private mutating func readBlock(
        inputs: Int, outputs: Int, halves: Bool
    ) throws(ImportError) -> DlibResnet.Block {
        let first = try readConvolution(
            inputs: inputs, outputs: outputs, kernel: 3, stride: halves ? 2 : 1, padding: halves ? 0 : 1)
        try readPlain("relu_")
        let second = try readConvolution(inputs: outputs, outputs: outputs, kernel: 3, stride: 1, padding: 1)
        if halves { try readPool("avg_pool_2", [2, 2, 2, 2, 0, 0]) }
        try readPlain("add_prev_")
        try readPlain("relu_")
        return DlibResnet.Block(first: first, second: second, halves: halves)
    }

    /// A convolution and the affine that follows it.
    private mutating func readConvolution(
        inputs: Int, outputs: Int, kernel: Int, stride: Int, padding: Int, isInnermost: Bool = false
    ) throws(ImportError) -> FoldedConvolution {
        try expectName("con_4")
        let weightCount = outputs * inputs * kernel * kernel
        let values = try readParameters(count: weightCount + outputs)
        for (value, what) in [
            (outputs, "the number of filters"), (kernel, "a filter's height"), (kernel, "a filter's width"),
            (stride, "a stride"), (stride, "a stride"), (padding, "a padding"), (padding, "a padding"),
        ] { try reader.expectInt(value, what) }
        try expectAlias([outputs, inputs, kernel, kernel])
        try expectAlias([1, outputs, 1, 1])
        for _ in 0..<4 { _ = try reader.readFloat() }  // learning rates
        try readTail(isInnermost: isInnermost)
        var convolution = FoldedConvolution(
            outputs: outputs, inputs: inputs, kernel: kernel, stride: stride, padding: padding,
            weights: Array(values[..<weightCount]), bias: Array(values[weightCount...]))

        try expectName("affine_")
        let affine = try readParameters(count: 2 * outputs)
        try expectAlias([1, outputs, 1, 1])
        try expectAlias([1, outputs, 1, 1])
        try reader.expectInt(0, "the mode of an affine layer")
        try readTail()
        convolution.fold(gamma: affine[..<outputs], beta: affine[outputs...])
        return convolution
    }

    private mutating func readHead(inputs: Int, outputs: Int) throws(ImportError) -> [[Float]] {
        try expectName("fc_2")
        try reader.expectInt(outputs, "the number of outputs")
        try reader.expectInt(inputs, "the number of inputs")
        let start = reader.offset
        let (sides, values) = try reader.readTensor()
        guard sides == [inputs, outputs, 1, 1] else {
            throw ImportError(.unexpected("the last layer has sides \(sides)", offset: start))
        }
        try expectAlias([inputs, outputs, 1, 1])
        try expectAlias([0, 0, 0, 0])
        try reader.expectInt(1, "the bias mode of the last layer")
        for _ in 0..<4 { _ = try reader.readFloat() }
        try readTail()
        return (0..<outputs).map { output in (0..<inputs).map { values[$0 * outputs + output] } }
    }

    private mutating func readPlain(_ name: String) throws(ImportError) {
        try expectName(name)
        try readTail()
    }

    private mutating func readPool(_ name: String, _ fields: [Int]) throws(ImportError) {
        try expectName(name)
        for field in fields { try reader.expectInt(field, "a field of a pool") }
        try readTail()
    }

    /// Three flags and three tensors that are empty in a trained file; the innermost layer has one more number.
    private mutating func readTail(isInnermost: Bool = false) throws(ImportError) {
        for _ in 0..<3 { _ = try reader.readBool() }
        for _ in 0..<3 {
            let start = reader.offset
            guard try reader.readTensor().values.isEmpty else {
                throw ImportError(.unexpected("a layer carries data of an unfinished training", offset: start))
            }
        }
        if isInnermost { _ = try reader.readInt() }
    }

    private mutating func readParameters(count: Int) throws(ImportError) -> [Float] {
        let start = reader.offset
        let (sides, values) = try reader.readTensor()
        guard sides == [count, 1, 1, 1] else {
            throw ImportError(.unexpected("parameters have sides \(sides), expected \(count)", offset: start))
        }
        return values
    }

    private mutating func expectName(_ expected: String) throws(ImportError) {
        let start = reader.offset
        let name = try reader.readString()
        guard name == expected else {
            throw ImportError(.unexpected("a layer \"\(name)\" stands where \"\(expected)\" belongs", offset: start))
        }
    }

    private mutating func expectAlias(_ expected: [Int]) throws(ImportError) {
        let start = reader.offset
        let sides = try reader.readAlias()
        guard sides == expected else {
            throw ImportError(.unexpected("a view has sides \(sides), expected \(expected)", offset: start))
        }
    }
}
